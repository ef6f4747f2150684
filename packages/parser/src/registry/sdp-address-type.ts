import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SdpAddressTypeRow = Citation & {
  readonly name: string;
};

const rows = [
  { name: 'IP4', rfc: 8866, section: '8.2.7' },
  { name: 'IP6', rfc: 8866, section: '8.2.7' },
  { name: 'E164', rfc: 7195, section: '5.2.1' },
] as const;

/** A name of the table. */
export type SdpAddressType = (typeof rows)[number]['name'];

/** Address types of `c=` and `o=`. RFC 8866 §8.2.7. */
export const sdpAddressTypeTable: readonly (SdpAddressTypeRow & { readonly name: SdpAddressType })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function sdpAddressTypeRow(name: string): (typeof sdpAddressTypeTable)[number] | undefined {
  return findRow(sdpAddressTypeTable, 'name', name);
}
