import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type FeatureCapabilityRow = Citation & {
  readonly name: string;
  readonly meaning: string;
};

const rows = [
  { name: 'sip.607', meaning: '607 is honoured', rfc: 8197, section: '5.2' },
  { name: 'sip.608', meaning: '608 information will be played', rfc: 8688, section: '5.2' },
  { name: 'sip.pns', meaning: 'push service types', rfc: 8599, section: '14.3.1' },
  { name: 'sip.vapid', meaning: 'VAPID key', rfc: 8599, section: '14.3.2' },
  { name: 'sip.pnsreg', meaning: 'UA should refresh without push', rfc: 8599, section: '14.3.3' },
  { name: 'sip.pnspurr', meaning: 'PURR value', rfc: 8599, section: '14.3.4' },
  { name: 'g.3gpp.atcf', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.atcf-mgmt-uri', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.atcf-path', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.srvcc', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.srvcc-alerting', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.ps2cs-srvcc-orig-pre-alerting', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.ps2cs-srvcc-term-pre-alerting', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.ps2cs-drvcc-orig-pre-alerting', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.cs2ps-srvcc', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.cs2ps-drvcc-alerting', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.cs2ps-drvcc-orig-pre-alerting', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.drvcc-alerting', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.dynamic-stn', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.dynamic-e-stn-drvcc', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.mid-call', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.ti', meaning: '3GPP TS 24.237' },
  { name: 'g.3gpp.iut-focus', meaning: '3GPP TS 24.337' },
  { name: 'g.3gpp.ics', meaning: '3GPP TS 24.292' },
  { name: 'g.3gpp.icsi-ref', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.loopback', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.trf', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.home-visited', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.mrb', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.registration-token', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.verstat', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.thig-path', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.priority-share', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.anbr', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.in-call-access-update', meaning: '3GPP TS 24.229' },
  { name: 'g.3gpp.datachannel', meaning: '3GPP TS 24.186' },
  { name: 'g.3gpp.dc-mux', meaning: '3GPP TS 24.186' },
  { name: 'g.3gpp.mcptt.ambient-listening-call-release', meaning: '3GPP TS 24.379' },
  { name: 'g.3gpp.mcvideo.ambient-viewing-call-release', meaning: '3GPP TS 24.281' },
] as const;

/** A name of the table. */
export type FeatureCapability = (typeof rows)[number]['name'];

/** Feature-capability indicators: what Feature-Caps names, without its `+`. RFC 6809 §5. */
export const featureCapabilityTable: readonly (FeatureCapabilityRow & { readonly name: FeatureCapability })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function featureCapabilityRow(name: string): (typeof featureCapabilityTable)[number] | undefined {
  return findRow(featureCapabilityTable, 'name', name);
}
