import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type CodecRow = Citation & {
  readonly name: string;
  readonly clockHz: number;
};

const rows = [
  { name: 'telephone-event', clockHz: 8000, rfc: 4733 },
  { name: 'tone', clockHz: 8000, rfc: 4733 },
  { name: 'CN', clockHz: 8000, rfc: 3389 },
  { name: 'opus', clockHz: 48000, rfc: 7587 },
  { name: 'AMR', clockHz: 8000, rfc: 4867 },
  { name: 'AMR-WB', clockHz: 16000, rfc: 4867 },
  { name: 'AMR-WB+', clockHz: 72000, rfc: 4352 },
  { name: 'EVS', clockHz: 16000, rfc: 0 },
  { name: 'iLBC', clockHz: 8000, rfc: 3952 },
  { name: 'speex', clockHz: 8000, rfc: 5574 },
  { name: 'G726-16', clockHz: 8000, rfc: 3551 },
  { name: 'G726-24', clockHz: 8000, rfc: 3551 },
  { name: 'G726-32', clockHz: 8000, rfc: 3551 },
  { name: 'G726-40', clockHz: 8000, rfc: 3551 },
  { name: 'G7221', clockHz: 16000, rfc: 5577 },
  { name: 'G719', clockHz: 48000, rfc: 5404 },
  { name: 'SILK', clockHz: 16000, rfc: 0 },
  { name: 'GSM-EFR', clockHz: 8000, rfc: 3551 },
  { name: 'GSM-HR-08', clockHz: 8000, rfc: 5993 },
  { name: 'L16', clockHz: 44100, rfc: 3551 },
  { name: 'RED', clockHz: 8000, rfc: 2198 },
  { name: 'red', clockHz: 1000, rfc: 2198 },
  { name: 't140', clockHz: 1000, rfc: 4103 },
  { name: 't140c', clockHz: 8000, rfc: 4351 },
  { name: 'clearmode', clockHz: 8000, rfc: 4040 },
  { name: 'H264', clockHz: 90000, rfc: 6184 },
  { name: 'H265', clockHz: 90000, rfc: 7798 },
  { name: 'H263-1998', clockHz: 90000, rfc: 4629 },
  { name: 'H263-2000', clockHz: 90000, rfc: 4629 },
  { name: 'VP8', clockHz: 90000, rfc: 7741 },
  { name: 'VP9', clockHz: 90000, rfc: 0 },
  { name: 'AV1', clockHz: 90000, rfc: 0 },
  { name: 'rtx', clockHz: 90000, rfc: 4588 },
  { name: 'ulpfec', clockHz: 90000, rfc: 5109 },
  { name: 'flexfec', clockHz: 90000, rfc: 8627 },
  { name: 't38', clockHz: 8000, rfc: 4612 },
  { name: 'mpeg4-generic', clockHz: 48000, rfc: 3640 },
] as const;

/** A name of the table. */
export type Codec = (typeof rows)[number]['name'];

/** Encodings that `a=rtpmap` names for dynamic payload types. */
export const codecTable: readonly (CodecRow & { readonly name: Codec })[] = rows;

/** The row of that name; upper and lower case are alike. */
export function codecRow(name: string): (typeof codecTable)[number] | undefined {
  return findRow(codecTable, 'name', name);
}
