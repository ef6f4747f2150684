import { ctr } from '@noble/ciphers/aes.js';
import type { SrtpSuite } from './srtp-suite.ts';

/** What protects packets, derived from a master key. RFC 3711 §4.3. */
export type SessionKeys = {
  readonly encryption: Uint8Array;
  readonly authentication: Uint8Array;
  readonly salt: Uint8Array;
};

/** RFC 3711 §4.3.2. */
const LABEL = { encryption: 0, authentication: 1, salt: 2 } as const;
const RTCP_LABELS = 3;
const HMAC_KEY_BYTES = 20;
const BLOCK_BYTES = 16;
/** Where the label stands beside the master salt: before 48 bits of the index, of SRTCP too (RFC 3711, erratum 3712). */
const LABEL_AT = 7;
const INDEX_END = 14;

/**
 * The session keys of a master key. `period`: the packet's index DIV the key derivation rate; 0 where there is no rate. A salt of 96 bits
 * stands left, as in all implementations: RFC 7714 §11 leaves it open.
 */
export function sessionKeys(
  { suite, key, salt }: { readonly suite: SrtpSuite; readonly key: Uint8Array; readonly salt: Uint8Array },
  kind: 'rtp' | 'rtcp',
  period: number,
): SessionKeys {
  const first = kind === 'rtp' ? 0 : RTCP_LABELS;
  const derive = (label: number, bytes: number): Uint8Array =>
    bytes === 0 ? new Uint8Array(0) : derived(key, salt, first + label, period, bytes);
  return {
    encryption: derive(LABEL.encryption, suite.cipher === 'null' ? 0 : suite.keyBytes),
    authentication: derive(LABEL.authentication, suite.cipher === 'gcm' ? 0 : HMAC_KEY_BYTES),
    salt: derive(LABEL.salt, suite.cipher === 'null' ? 0 : suite.saltBytes),
  };
}

/** PRF_n(k_master, x): AES in counter mode with the IV x * 2^16. RFC 3711 §4.3.3; with longer keys RFC 6188 §3. */
function derived(key: Uint8Array, salt: Uint8Array, label: number, period: number, bytes: number): Uint8Array {
  const iv = new Uint8Array(BLOCK_BYTES);
  iv.set(salt);
  iv[LABEL_AT]! ^= label;
  mixNumber(iv, period, INDEX_END);
  return ctr(key, iv).encrypt(new Uint8Array(bytes));
}

/** Mixes a number of up to 48 bits into the bytes before `end`. */
export function mixNumber(bytes: Uint8Array, value: number, end: number): void {
  let rest = value;
  for (let at = end - 1; rest > 0 && at >= 0; at--) {
    bytes[at]! ^= rest & 0xff;
    rest = Math.floor(rest / 256);
  }
}
