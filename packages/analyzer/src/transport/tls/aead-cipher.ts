import { gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { openCcm } from './aes-ccm.ts';
import type { CipherSuite } from './cipher-suite.ts';
import type { RecordKeys } from './key-derivation.ts';
import type { RecordCipher } from './record-cipher.ts';
import { macHeader } from './record-mac.ts';
import { RECORD_HEADER_BYTES } from './tls-record.ts';

const NONCE_BYTES = 12;

/** AEAD of TLS 1.2: the header with the sequence number is authenticated. RFC 5246 §6.2.3.3, RFC 5288 §3, RFC 6655 §3, RFC 7905 §2. */
export class AeadCipher implements RecordCipher {
  readonly contentAt: number;
  readonly #suite: CipherSuite;
  readonly #keys: RecordKeys;
  readonly #explicitBytes: number;
  readonly #nonce = new Uint8Array(NONCE_BYTES);

  constructor(suite: CipherSuite, keys: RecordKeys) {
    this.#suite = suite;
    this.#keys = keys;
    this.#explicitBytes = NONCE_BYTES - keys.iv.length;
    this.contentAt = RECORD_HEADER_BYTES + this.#explicitBytes;
  }

  open(record: Uint8Array, sequence: number): Uint8Array | undefined {
    const length = record.length - this.contentAt - this.#suite.tagBytes;
    if (length < 0) return undefined;
    this.#nonce.set(this.#keys.iv);
    if (this.#explicitBytes > 0)
      this.#nonce.set(record.subarray(RECORD_HEADER_BYTES, this.contentAt), this.#keys.iv.length);
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
export class Aead13Cipher implements RecordCipher {
  readonly contentAt: number = RECORD_HEADER_BYTES;
  readonly #suite: CipherSuite;
  readonly #keys: RecordKeys;
  readonly #nonce = new Uint8Array(NONCE_BYTES);

  constructor(suite: CipherSuite, keys: RecordKeys) {
    this.#suite = suite;
    this.#keys = keys;
  }

  open(record: Uint8Array, sequence: number): Uint8Array | undefined {
    if (record.length < RECORD_HEADER_BYTES + this.#suite.tagBytes) return undefined;
    this.#nonce.set(this.#keys.iv);
    mixSequence(this.#nonce, sequence);
    const header = record.subarray(0, RECORD_HEADER_BYTES);
    return openAead(this.#suite, this.#keys.key, this.#nonce, header, record.subarray(RECORD_HEADER_BYTES));
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
