import { Fingerprints } from '../message/fingerprint.ts';

const fingerprints = new Fingerprints();
const encoder = new TextEncoder();
let scratch = new Uint8Array(1 << 10);

/** The fingerprint of a text, to be compared with others of this function: a long text need not be kept for it. 0 where there is none. */
export function textKey(text: string | undefined): number {
  if (text === undefined) return 0;
  if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 6);
  return fingerprints.of(scratch, 0, encoder.encodeInto(text, scratch).written);
}
