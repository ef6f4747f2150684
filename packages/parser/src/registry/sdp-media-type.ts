import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type SdpMediaTypeRow = Citation & {
  readonly name: string;
  readonly note?: string;
};

const rows = [
  { name: 'audio', rfc: 8866, section: '8.2.2' },
  { name: 'video', rfc: 8866, section: '8.2.2' },
  { name: 'text', note: 'RFC 4103 real-time text', rfc: 8866, section: '8.2.2' },
  { name: 'application', note: 'BFCP, data channel', rfc: 8866, section: '8.2.2' },
  { name: 'message', note: 'MSRP', rfc: 8866, section: '8.2.2' },
  { name: 'image', note: 'T.38 image/t38 (image top-level in SDP)', rfc: 6466 },
  { name: 'data', note: 'dropped from RFC 4566 registry', rfc: 2327, section: '6' },
  { name: 'control', note: 'dropped', rfc: 2327, section: '6' },
] as const;

/** A name of the table. */
export type SdpMediaType = (typeof rows)[number]['name'];

/** Media of `m=`. RFC 8866 §8.2.2. */
export const sdpMediaTypeTable: readonly (SdpMediaTypeRow & { readonly name: SdpMediaType })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function sdpMediaTypeRow(name: string): (typeof sdpMediaTypeTable)[number] | undefined {
  return findRow(sdpMediaTypeTable, 'name', name);
}
