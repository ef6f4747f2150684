import { cbc } from '@noble/ciphers/aes.js';
import { AES_BLOCK, type CipherSuite } from './cipher-suite.ts';
import { hashes, type RecordKeys, type TlsVersion } from './key-derivation.ts';
import type { RecordCipher } from './record-cipher.ts';
import { isEqual, recordMac } from './record-mac.ts';
import { RECORD_HEADER_BYTES } from './tls-record.ts';

/**
 * AES-CBC with HMAC: content, MAC and padding are encrypted, or what was encrypted is followed by its MAC. Of TLS 1.0, the last block of a record is the IV of the next;
 * later the IV stands before the record. RFC 5246 §6.2.3.2, RFC 2246 §6.2.3.2, RFC 7366 §3.
 */
export class CbcCipher implements RecordCipher {
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
    this.contentAt = RECORD_HEADER_BYTES + this.#explicitBytes;
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
    if (!this.#isOurs(record, sequence, record.subarray(RECORD_HEADER_BYTES, end), record.subarray(end)))
      return undefined;
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
    return this.#explicitBytes === 0 ? undefined : record.slice(RECORD_HEADER_BYTES, this.contentAt);
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
