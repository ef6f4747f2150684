import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SdpBandwidthTypeRow = Citation & {
  readonly name: string;
  readonly unit: string;
};

const rows = [
  { name: 'CT', unit: 'kbit/s', rfc: 8866, section: '5.8' },
  { name: 'AS', unit: 'kbit/s', rfc: 8866, section: '5.8' },
  { name: 'TIAS', unit: 'bit/s', rfc: 3890, section: '6.2' },
  { name: 'RS', unit: 'bit/s', rfc: 3556, section: '2' },
  { name: 'RR', unit: 'bit/s', rfc: 3556, section: '2' },
] as const;

/** A name of the table. */
export type SdpBandwidthType = (typeof rows)[number]['name'];

/** Types of `b=`. RFC 8866 §5.8. */
export const sdpBandwidthTable: readonly (SdpBandwidthTypeRow & { readonly name: SdpBandwidthType })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function sdpBandwidthRow(name: string): (typeof sdpBandwidthTable)[number] | undefined {
  return findRow(sdpBandwidthTable, 'name', name);
}
