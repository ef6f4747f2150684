import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type InfoPackageRow = Citation & {
  readonly name: string;
};

const rows = [
  { name: 'EmergencyCallData.eCall.MSD', rfc: 8147, section: '14.9' },
  { name: 'EmergencyCallData.VEDS', rfc: 8148, section: '14.7' },
  { name: 'trickle-ice', rfc: 8840, section: '12.3' },
  { name: 'g.3gpp.access-transfer-events' },
  { name: 'g.3gpp.mid-call' },
  { name: 'g.3gpp.ussd' },
  { name: 'g.3gpp.state-and-event' },
  { name: 'infoDtmf' },
  { name: 'g.3gpp.mcptt-floor-request' },
  { name: 'g.3gpp.mcptt-info' },
  { name: 'g.3gpp.mcdata-com-release' },
  { name: 'g.3gpp.mcvideo-info' },
  { name: 'g.3gpp.current-location-discovery' },
] as const;

/** A name of the table. */
export type InfoPackage = (typeof rows)[number]['name'];

/** Info packages: what Info-Package and Recv-Info name. RFC 6086 §11.4. */
export const infoPackageTable: readonly (InfoPackageRow & { readonly name: InfoPackage })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function infoPackageRow(name: string): (typeof infoPackageTable)[number] | undefined {
  return findRow(infoPackageTable, 'name', name);
}
