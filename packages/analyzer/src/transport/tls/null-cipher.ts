import type { CipherSuite } from './cipher-suite.ts';
import { hashes, type RecordKeys } from './key-derivation.ts';
import type { RecordCipher } from './record-cipher.ts';
import { isEqual, recordMac } from './record-mac.ts';
import { RECORD_HEADER_BYTES } from './tls-record.ts';

/** Nothing is encrypted; the MAC follows the content. RFC 5246 §6.2.3.1. Without keys the content is taken as it stands there. */
export class NullCipher implements RecordCipher {
  readonly contentAt: number = RECORD_HEADER_BYTES;
  readonly #mac: NonNullable<CipherSuite['mac']>;
  readonly #keys: RecordKeys;

  constructor(suite: CipherSuite, keys: RecordKeys) {
    // A NULL suite has a MAC.
    this.#mac = suite.mac!;
    this.#keys = keys;
  }

  open(record: Uint8Array, sequence: number): Uint8Array | undefined {
    const end = record.length - hashes[this.#mac].outputLen;
    if (end < RECORD_HEADER_BYTES) return undefined;
    const content = record.slice(RECORD_HEADER_BYTES, end);
    if (this.#keys.macKey.length === 0) return content;
    const mac = recordMac(this.#mac, this.#keys.macKey, record, sequence, content);
    return isEqual(mac, record.subarray(end)) ? content : undefined;
  }
}
