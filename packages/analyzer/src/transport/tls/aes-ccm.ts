import { cbc, ctr } from '@noble/ciphers/aes.js';
import { AES_BLOCK } from './cipher-suite.ts';
import { isEqual } from './record-mac.ts';

/** AES-CCM with a nonce of 12 bytes and a length of 3. RFC 3610 §2. */
export function openCcm(
  key: Uint8Array,
  nonce: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
  tagBytes: number,
): Uint8Array | undefined {
  const length = sealed.length - tagBytes;
  const counter = new Uint8Array(AES_BLOCK);
  counter[0] = 2;
  counter.set(nonce, 1);
  // Block 0 of the key stream covers the tag, the following ones the content.
  const stream = new Uint8Array(AES_BLOCK + length);
  stream.set(sealed.subarray(length), 0);
  stream.set(sealed.subarray(0, length), AES_BLOCK);
  const opened = ctr(key, counter).decrypt(stream);
  const content = opened.subarray(AES_BLOCK);

  const headerAt = AES_BLOCK;
  const contentAt = headerAt + blocks(2 + header.length);
  const authenticated = new Uint8Array(contentAt + blocks(length));
  authenticated[0] = 0x40 | (((tagBytes - 2) / 2) << 3) | 2;
  authenticated.set(nonce, 1);
  authenticated[13] = length >> 16;
  authenticated[14] = length >> 8;
  authenticated[15] = length;
  authenticated[headerAt + 1] = header.length;
  authenticated.set(header, headerAt + 2);
  authenticated.set(content, contentAt);
  const chained = cbc(key, new Uint8Array(AES_BLOCK), { disablePadding: true }).encrypt(authenticated);
  const tag = chained.subarray(chained.length - AES_BLOCK, chained.length - AES_BLOCK + tagBytes);
  return isEqual(tag, opened.subarray(0, tagBytes)) ? content : undefined;
}

/** Bytes of the blocks that hold so many. */
function blocks(length: number): number {
  return Math.ceil(length / AES_BLOCK) * AES_BLOCK;
}
