import { cbc, ctr, gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import type { CipherSuite } from './cipher-suite.ts';
import { hashes, joined, type RecordKeys, type TlsVersion } from './key-derivation.ts';

/** The record as it stands on the wire: type (1) version (2) length (2), and what the length counts. RFC 5246 §6.2, RFC 8446 §5.2. */
const HEADER_BYTES = 5;
const AES_BLOCK = 16;
const NONCE_BYTES = 12;

export type RecordCipher = {
  /** Bytes of a record that are none of its content: where in the record the content begins. */
  readonly contentAt: number;
  /** The content of a whole record; `undefined` where it fails its authentication with that sequence number. Never throws. */
  open(record: Uint8Array, sequence: number): Uint8Array | undefined;
};

export type CipherOptions = {
  readonly suite: CipherSuite;
  readonly version: TlsVersion;
  /** RFC 7366: the MAC is over what was encrypted. */
  readonly encryptThenMac: boolean;
};

export function recordCipher({ suite, version, encryptThenMac }: CipherOptions, keys: RecordKeys): RecordCipher {
  if (version === 0x0304) return new Aead13Cipher(suite, keys);
  switch (suite.cipher) {
    case 'gcm':
    case 'ccm':
    case 'chacha20':
      return new AeadCipher(suite, keys);
    case 'cbc':
      return new CbcCipher(suite, keys, version, encryptThenMac);
    case 'null':
      return new NullCipher(suite, keys);
  }
}

/** AEAD of TLS 1.2: the header with the sequence number is authenticated. RFC 5246 §6.2.3.3, RFC 5288 §3, RFC 6655 §3, RFC 7905 §2. */
class AeadCipher implements RecordCipher {
  readonly contentAt: number;
  readonly #suite: CipherSuite;
  readonly #keys: RecordKeys;
  readonly #explicitBytes: number;
  readonly #nonce = new Uint8Array(NONCE_BYTES);

  constructor(suite: CipherSuite, keys: RecordKeys) {
    this.#suite = suite;
    this.#keys = keys;
    this.#explicitBytes = NONCE_BYTES - keys.iv.length;
    this.contentAt = HEADER_BYTES + this.#explicitBytes;
  }

  open(record: Uint8Array, sequence: number): Uint8Array | undefined {
    const length = record.length - this.contentAt - this.#suite.tagBytes;
    if (length < 0) return undefined;
    this.#nonce.set(this.#keys.iv);
    if (this.#explicitBytes > 0) this.#nonce.set(record.subarray(HEADER_BYTES, this.contentAt), this.#keys.iv.length);
    else mixSequence(this.#nonce, sequence);
    return openAead(
      this.#suite,
      this.#keys.key,
      this.#nonce,
      macHeader(record, sequence, length),
      record.subarray(this.contentAt),
    );
  }
}

/** AEAD of TLS 1.3: the header as it stands is authenticated, and the nonce is made of the sequence number. RFC 8446 §5.2, §5.3. */
class Aead13Cipher implements RecordCipher {
  readonly contentAt: number = HEADER_BYTES;
  readonly #suite: CipherSuite;
  readonly #keys: RecordKeys;
  readonly #nonce = new Uint8Array(NONCE_BYTES);

  constructor(suite: CipherSuite, keys: RecordKeys) {
    this.#suite = suite;
    this.#keys = keys;
  }

  open(record: Uint8Array, sequence: number): Uint8Array | undefined {
    if (record.length < HEADER_BYTES + this.#suite.tagBytes) return undefined;
    this.#nonce.set(this.#keys.iv);
    mixSequence(this.#nonce, sequence);
    const header = record.subarray(0, HEADER_BYTES);
    return openAead(this.#suite, this.#keys.key, this.#nonce, header, record.subarray(HEADER_BYTES));
  }
}

function mixSequence(nonce: Uint8Array, sequence: number): void {
  let rest = sequence;
  for (let at = nonce.length - 1; rest > 0; at--) {
    nonce[at] = nonce[at]! ^ (rest & 0xff);
    rest = Math.floor(rest / 256);
  }
}

function openAead(
  { cipher, tagBytes }: CipherSuite,
  key: Uint8Array,
  nonce: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (cipher === 'ccm') return openCcm(key, nonce, header, sealed, tagBytes);
  try {
    return (cipher === 'gcm' ? gcm(key, nonce, header) : chacha20poly1305(key, nonce, header)).decrypt(sealed);
  } catch {
    // The tag is another: all else that these could refuse, the lengths, is ours and right.
    return undefined;
  }
}

/** AES-CCM with a nonce of 12 bytes and a length of 3. RFC 3610 §2. */
function openCcm(
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

/**
 * AES-CBC with HMAC: content, MAC and padding are encrypted, or what was encrypted is followed by its MAC. Of TLS 1.0, the last block of a record is the IV of the next;
 * later the IV stands before the record. RFC 5246 §6.2.3.2, RFC 2246 §6.2.3.2, RFC 7366 §3.
 */
class CbcCipher implements RecordCipher {
  readonly contentAt: number;
  readonly #mac: NonNullable<CipherSuite['mac']>;
  readonly #macBytes: number;
  readonly #keys: RecordKeys;
  readonly #encryptThenMac: boolean;
  readonly #explicitBytes: number;
  /** Of TLS 1.0: the record that the IV was made of, and the IV of the next one. */
  #record: Uint8Array | undefined;
  #iv: Uint8Array;
  #nextIv: Uint8Array;
  /** Of the record whose IV `#nextIv` is, where that was authenticated. */
  #nextSequence = 0;

  constructor(suite: CipherSuite, keys: RecordKeys, version: TlsVersion, encryptThenMac: boolean) {
    // A CBC suite has a MAC.
    this.#mac = suite.mac!;
    this.#macBytes = hashes[this.#mac].outputLen;
    this.#keys = keys;
    this.#encryptThenMac = encryptThenMac;
    this.#explicitBytes = version === 0x0301 ? 0 : AES_BLOCK;
    this.#iv = keys.iv;
    this.#nextIv = keys.iv;
    this.contentAt = HEADER_BYTES + this.#explicitBytes;
  }

  open(record: Uint8Array, sequence: number): Uint8Array | undefined {
    const end = record.length - (this.#encryptThenMac ? this.#macBytes : 0);
    const sealed = record.subarray(this.contentAt, Math.max(end, this.contentAt));
    if (sealed.length === 0 || sealed.length % AES_BLOCK !== 0) return undefined;
    return this.#encryptThenMac ? this.#openSealed(record, sequence, sealed) : this.#openMac(record, sequence, sealed);
  }

  /** The MAC is over what was encrypted: it says nothing of an IV that is the end of a record we may not have. */
  #openSealed(record: Uint8Array, sequence: number, sealed: Uint8Array): Uint8Array | undefined {
    const end = record.length - this.#macBytes;
    if (!this.#isOurs(record, sequence, record.subarray(HEADER_BYTES, end), record.subarray(end))) return undefined;
    const iv = this.#explicitIv(record) ?? (sequence === this.#nextSequence ? this.#nextIv : undefined);
    this.#nextSequence = sequence + 1;
    this.#nextIv = sealed.slice(-AES_BLOCK);
    return iv && withoutPadding(this.#decrypted(iv, sealed));
  }

  #openMac(record: Uint8Array, sequence: number, sealed: Uint8Array): Uint8Array | undefined {
    const unpadded = withoutPadding(
      this.#decrypted(this.#explicitIv(record) ?? this.#chainedIv(record, sealed), sealed),
    );
    const length = (unpadded?.length ?? 0) - this.#macBytes;
    if (unpadded === undefined || length < 0) return undefined;
    const content = unpadded.subarray(0, length);
    return this.#isOurs(record, sequence, content, unpadded.subarray(length)) ? content : undefined;
  }

  #decrypted(iv: Uint8Array, sealed: Uint8Array): Uint8Array {
    return cbc(this.#keys.key, iv, { disablePadding: true }).decrypt(sealed);
  }

  #isOurs(record: Uint8Array, sequence: number, authenticated: Uint8Array, mac: Uint8Array): boolean {
    return isEqual(recordMac(this.#mac, this.#keys.macKey, record, sequence, authenticated), mac);
  }

  #explicitIv(record: Uint8Array): Uint8Array | undefined {
    return this.#explicitBytes === 0 ? undefined : record.slice(HEADER_BYTES, this.contentAt);
  }

  /** The end of the record before, whatever it was: the MAC tells whether it was. A record may be tried with several sequence numbers; its IV stays the same. */
  #chainedIv(record: Uint8Array, sealed: Uint8Array): Uint8Array {
    if (record !== this.#record) {
      this.#record = record;
      this.#iv = this.#nextIv;
      this.#nextIv = sealed.slice(-AES_BLOCK);
    }
    return this.#iv;
  }
}

/** Padding of n bytes that all say n, and n once more. */
function withoutPadding(bytes: Uint8Array): Uint8Array | undefined {
  const padding = bytes[bytes.length - 1]! + 1;
  if (padding > bytes.length) return undefined;
  const end = bytes.length - padding;
  for (let at = end; at < bytes.length; at++) if (bytes[at] !== padding - 1) return undefined;
  return bytes.subarray(0, end);
}

/** Nothing is encrypted; the MAC follows the content. RFC 5246 §6.2.3.1. Without keys the content is taken as it stands there. */
class NullCipher implements RecordCipher {
  readonly contentAt: number = HEADER_BYTES;
  readonly #mac: NonNullable<CipherSuite['mac']>;
  readonly #keys: RecordKeys;

  constructor(suite: CipherSuite, keys: RecordKeys) {
    // A NULL suite has a MAC.
    this.#mac = suite.mac!;
    this.#keys = keys;
  }

  open(record: Uint8Array, sequence: number): Uint8Array | undefined {
    const end = record.length - hashes[this.#mac].outputLen;
    if (end < HEADER_BYTES) return undefined;
    const content = record.slice(HEADER_BYTES, end);
    if (this.#keys.macKey.length === 0) return content;
    const mac = recordMac(this.#mac, this.#keys.macKey, record, sequence, content);
    return isEqual(mac, record.subarray(end)) ? content : undefined;
  }
}

function recordMac(
  mac: NonNullable<CipherSuite['mac']>,
  key: Uint8Array,
  record: Uint8Array,
  sequence: number,
  content: Uint8Array,
): Uint8Array {
  return hmac(hashes[mac], key, joined([macHeader(record, sequence, content.length), content]));
}

/** seq_num (8) type (1) version (2) length (2): what is authenticated beside the content. RFC 5246 §6.2.3.1. */
function macHeader(record: Uint8Array, sequence: number, length: number): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(sequence / 0x1_0000_0000));
  view.setUint32(4, sequence >>> 0);
  bytes.set(record.subarray(0, 3), 8);
  view.setUint16(11, length);
  return bytes;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
