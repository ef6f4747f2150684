import { hmac } from '@noble/hashes/hmac.js';
import type { CipherSuite } from './cipher-suite.ts';
import { hashes, joined } from './key-derivation.ts';

/** HMAC over sequence number, header and content. RFC 5246 §6.2.3.1. */
export function recordMac(
  mac: NonNullable<CipherSuite['mac']>,
  key: Uint8Array,
  record: Uint8Array,
  sequence: number,
  content: Uint8Array,
): Uint8Array {
  return hmac(hashes[mac], key, joined([macHeader(record, sequence, content.length), content]));
}

/** seq_num (8) type (1) version (2) length (2): what is authenticated beside the content. RFC 5246 §6.2.3.1. */
export function macHeader(record: Uint8Array, sequence: number, length: number): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(sequence / 0x1_0000_0000));
  view.setUint32(4, sequence >>> 0);
  bytes.set(record.subarray(0, 3), 8);
  view.setUint16(11, length);
  return bytes;
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
