import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type ReasonProtocolRow = Citation & {
  readonly protocol: string;
  /** What the number in `cause` counts. */
  readonly causeMeaning: string;
};

const rows = [
  { protocol: 'SIP', causeMeaning: 'SIP status code', rfc: 3326, section: '4' },
  { protocol: 'Q.850', causeMeaning: 'decimal Q.850 cause', rfc: 3326, section: '4' },
  {
    protocol: 'Preemption',
    causeMeaning: '1 UA preemption, 2 reserved resources preempted, 3 generic, 4 non-IP',
    rfc: 4411,
    section: '7',
  },
  { protocol: 'STIR', causeMeaning: 'SIP error code of verification failure (RFC 9410, after local cut-off)' },
  {
    protocol: 'RELEASE_CAUSE',
    causeMeaning:
      '1 user ends call,2 RTP/RTCP time-out,3 media bearer loss,4 SIP timeout,5 SIP response time-out,6 call-setup time-out,7 redirection failure (3GPP TS 24.229)',
  },
  {
    protocol: 'FAILURE_CAUSE',
    causeMeaning:
      '1 media bearer or QoS lost,2 release of signalling bearer,3 indication of failed resources allocation (3GPP TS 24.229)',
  },
  { protocol: 'EMM', causeMeaning: '3GPP TS 24.301 cause' },
  { protocol: 'ESM', causeMeaning: '3GPP TS 24.301 cause' },
  { protocol: 'S1AP-RNL', causeMeaning: '3GPP TS 36.413' },
  { protocol: 'S1AP-TL', causeMeaning: '3GPP TS 36.413' },
  { protocol: 'S1AP-NAS', causeMeaning: '3GPP TS 36.413' },
  { protocol: 'S1AP-MISC', causeMeaning: '3GPP TS 36.413' },
  { protocol: 'S1AP-PROT', causeMeaning: '3GPP TS 36.413' },
  { protocol: 'DIAMETER', causeMeaning: '3GPP TS 29.274' },
  { protocol: 'IKEV2', causeMeaning: '3GPP TS 29.274' },
  { protocol: '5GMM', causeMeaning: '3GPP TS 24.501' },
  { protocol: '5GSM', causeMeaning: '3GPP TS 24.501' },
  { protocol: 'NGAP-RNL', causeMeaning: '3GPP TS 38.413' },
  { protocol: 'NGAP-TL', causeMeaning: '3GPP TS 38.413' },
  { protocol: 'NGAP-NAS', causeMeaning: '3GPP TS 38.413' },
  { protocol: 'NGAP-MISC', causeMeaning: '3GPP TS 38.413' },
  { protocol: 'NGAP-PROT', causeMeaning: '3GPP TS 38.413' },
  { protocol: 'X.int', causeMeaning: 'vendor: Ericsson/other internal' },
] as const;

/** A protocol of the table. */
export type ReasonProtocol = (typeof rows)[number]['protocol'];

/** Protocols whose causes a Reason header field gives. RFC 3326 §4. */
export const reasonProtocolTable: readonly (ReasonProtocolRow & { readonly protocol: ReasonProtocol })[] = rows;

/** The row of that protocol; upper and lower case are alike. */
export function reasonProtocolRow(protocol: string): (typeof reasonProtocolTable)[number] | undefined {
  return findRow(reasonProtocolTable, 'protocol', protocol);
}
