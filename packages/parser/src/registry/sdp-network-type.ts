import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SdpNetworkTypeRow = Citation & {
  readonly name: string;
};

const rows = [
  { name: 'IN', rfc: 8866, section: '8.2.6' },
  { name: 'TN', rfc: 2848, section: '3.4.1' },
  { name: 'ATM', rfc: 3108, section: '3' },
  { name: 'PSTN', rfc: 7195, section: '5.2.1' },
] as const;

/** A name of the table. */
export type SdpNetworkType = (typeof rows)[number]['name'];

/** Network types of `c=` and `o=`. RFC 8866 §8.2.6. */
export const sdpNetworkTypeTable: readonly (SdpNetworkTypeRow & { readonly name: SdpNetworkType })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function sdpNetworkTypeRow(name: string): (typeof sdpNetworkTypeTable)[number] | undefined {
  return findRow(sdpNetworkTypeTable, 'name', name);
}
