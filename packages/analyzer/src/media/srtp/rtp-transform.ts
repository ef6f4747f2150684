import { gcm } from '@noble/ciphers/aes.js';
import { type _HMAC, hmac } from '@noble/hashes/hmac.js';
import { type _SHA1, sha1 } from '@noble/hashes/legacy.js';
import { CounterStream, F8Stream, type KeyStream } from './key-stream.ts';
import { mixNumber, type SessionKeys } from './session-keys.ts';
import type { SrtpSuite } from './srtp-suite.ts';

/** An RTP packet as it stands in the capture, and how much of its end is the identifier of a master key. */
export type ProtectedRtp = {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly payloadStart: number;
  readonly end: number;
  readonly ssrc: number;
  readonly sequence: number;
  readonly mkiBytes: number;
};

/** Opens the RTP packets of one session key. */
export type RtpTransform = {
  /** The payload, with its padding; undefined where the packet is not authentic with this rollover counter. Never throws. */
  open(packet: ProtectedRtp, rollover: number): Uint8Array | undefined;
};

/** What of the packets is protected: see the session parameters of RFC 4568 §6.3.2, §6.3.3. */
export type Protected = { readonly encrypted: boolean; readonly authenticated: boolean };

type Mac = _HMAC<_SHA1>;

const AEAD_NONCE_BYTES = 12;

function hmacSha1(key: Uint8Array): Mac {
  return hmac.create(sha1, key) as _HMAC<_SHA1>;
}

export function rtpTransform(suite: SrtpSuite, keys: SessionKeys, what: Protected): RtpTransform {
  return suite.cipher === 'gcm' ? new AeadTransform(keys, suite, what) : new HmacTransform(keys, suite, what);
}

/** HMAC-SHA1 over the packet and the rollover counter; what is sent is the left end of it. RFC 3711 §4.2. */
class HmacTransform implements RtpTransform {
  readonly #mac: Mac;
  readonly #tagBytes: number;
  readonly #stream: KeyStream | undefined;
  readonly #rollover = new Uint8Array(4);
  /** The last packet, and the HMAC of it before the rollover counter: guesses at that cost no more than a block. */
  #packet: ProtectedRtp | undefined;
  #begun: Mac | undefined;

  constructor(keys: SessionKeys, suite: SrtpSuite, { encrypted, authenticated }: Protected) {
    this.#mac = hmacSha1(keys.authentication);
    this.#tagBytes = authenticated ? suite.rtpTagBytes : 0;
    if (encrypted && suite.cipher !== 'null')
      this.#stream = suite.cipher === 'f8' ? new F8Stream(keys, 'rtp') : new CounterStream(keys);
  }

  open(packet: ProtectedRtp, rollover: number): Uint8Array | undefined {
    const { bytes, start, payloadStart, end, mkiBytes, ssrc, sequence } = packet;
    const payloadEnd = end - this.#tagBytes - mkiBytes;
    if (payloadEnd < payloadStart) return undefined;
    if (this.#tagBytes > 0 && !this.#isAuthentic(packet, payloadEnd, rollover)) return undefined;
    const content = copyOf(bytes, payloadStart, payloadEnd);
    const header = bytes.subarray(start, payloadStart);
    this.#stream?.apply(content, { header, ssrc, index: rollover * 0x1_0000 + sequence });
    return content;
  }

  #isAuthentic(packet: ProtectedRtp, payloadEnd: number, rollover: number): boolean {
    const { bytes, start, end } = packet;
    if (packet !== this.#packet || this.#begun === undefined) {
      this.#packet = packet;
      this.#begun = this.#mac.clone().update(bytes.subarray(start, payloadEnd));
    }
    this.#rollover.fill(0);
    mixNumber(this.#rollover, rollover, 4);
    return isPrefix(this.#begun.clone().update(this.#rollover).digest(), bytes.subarray(end - this.#tagBytes, end));
  }
}

/** The nonce is 0 (2 bytes) SSRC ROC SEQ, XOR the salt; the header is authenticated. RFC 7714 §8. */
class AeadTransform implements RtpTransform {
  readonly #keys: SessionKeys;
  readonly #tagBytes: number;
  readonly #isEncrypted: boolean;
  readonly #nonce = new Uint8Array(AEAD_NONCE_BYTES);

  constructor(keys: SessionKeys, suite: SrtpSuite, { encrypted }: Protected) {
    this.#keys = keys;
    this.#tagBytes = suite.rtpTagBytes;
    this.#isEncrypted = encrypted;
  }

  open(packet: ProtectedRtp, rollover: number): Uint8Array | undefined {
    const { bytes, start, payloadStart, end, mkiBytes, ssrc, sequence } = packet;
    const sealedEnd = end - mkiBytes;
    if (sealedEnd - this.#tagBytes < payloadStart) return undefined;
    this.#nonce.set(this.#keys.salt);
    mixNumber(this.#nonce, ssrc, 6);
    mixNumber(this.#nonce, rollover * 0x1_0000 + sequence, AEAD_NONCE_BYTES);
    if (this.#isEncrypted) {
      const header = bytes.subarray(start, payloadStart);
      return openAead(this.#keys.encryption, this.#nonce, header, bytes.subarray(payloadStart, sealedEnd));
    }
    const tagAt = sealedEnd - this.#tagBytes;
    const tag = bytes.subarray(tagAt, sealedEnd);
    const isAuthentic = openAead(this.#keys.encryption, this.#nonce, bytes.subarray(start, tagAt), tag) !== undefined;
    return isAuthentic ? copyOf(bytes, payloadStart, tagAt) : undefined;
  }
}

export function openAead(
  key: Uint8Array,
  nonce: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  try {
    return gcm(key, nonce, header).decrypt(sealed);
  } catch {
    // The tag is another: all else that it could refuse, the lengths, is ours and right.
    return undefined;
  }
}

export function isPrefix(whole: Uint8Array, prefix: Uint8Array): boolean {
  for (let at = 0; at < prefix.length; at++) if (whole[at] !== prefix[at]) return false;
  return true;
}

/** Also of Node's Buffer, whose `slice` copies nothing. */
export function copyOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.subarray(start, end));
}
