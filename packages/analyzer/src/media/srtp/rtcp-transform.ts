import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { CounterStream, F8Stream, type KeyStream } from './key-stream.ts';
import { copyOf, isPrefix, openAead } from './rtp-transform.ts';
import { mixNumber, type SessionKeys } from './session-keys.ts';
import type { SrtpSuite } from './srtp-suite.ts';

/** A compound RTCP packet as it stands in the capture, and how much of its end is the identifier of a master key. */
export type ProtectedRtcp = {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly mkiBytes: number;
};

/** Of the first packet: what stays clear text. RFC 3711 §3.4. */
const HEADER_BYTES = 8;
/** E (1 bit) SRTCP-index (31 bits). */
const INDEX_BYTES = 4;
const AEAD_NONCE_BYTES = 12;

/** Opens the RTCP packets of one session key: RTCP as it was before it was protected; undefined where it is not authentic. Never throws. */
export type RtcpTransform = { open(packet: ProtectedRtcp): Uint8Array | undefined };

/** The SRTCP index: before the key identifier and the tag of HMAC, or at the end. -1 where there is no room for one. RFC 3711 §3.4, RFC 7714 §9.1. */
export function rtcpIndex(suite: SrtpSuite, packet: ProtectedRtcp): number {
  const at = indexAt(suite, packet);
  return at < packet.start + HEADER_BYTES ? -1 : uint32(packet.bytes, at) & 0x7fff_ffff;
}

function indexAt({ cipher, rtcpTagBytes }: SrtpSuite, { end, mkiBytes }: ProtectedRtcp): number {
  return end - mkiBytes - INDEX_BYTES - (cipher === 'gcm' ? 0 : rtcpTagBytes);
}

export function rtcpTransform(suite: SrtpSuite, keys: SessionKeys): RtcpTransform {
  return suite.cipher === 'gcm' ? new AeadRtcp(keys, suite) : new HmacRtcp(keys, suite);
}

/** It is always authenticated. RFC 3711 §3.4. */
class HmacRtcp implements RtcpTransform {
  readonly #keys: SessionKeys;
  readonly #suite: SrtpSuite;
  readonly #stream: KeyStream | undefined;

  constructor(keys: SessionKeys, suite: SrtpSuite) {
    this.#keys = keys;
    this.#suite = suite;
    if (suite.cipher !== 'null')
      this.#stream = suite.cipher === 'f8' ? new F8Stream(keys, 'rtcp') : new CounterStream(keys);
  }

  open(packet: ProtectedRtcp): Uint8Array | undefined {
    const { bytes, start, end } = packet;
    const at = indexAt(this.#suite, packet);
    if (at < start + HEADER_BYTES) return undefined;
    const mac = hmac(sha1, this.#keys.authentication, bytes.subarray(start, at + INDEX_BYTES));
    if (!isPrefix(mac, bytes.subarray(end - this.#suite.rtcpTagBytes, end))) return undefined;
    const opened = copyOf(bytes, start, at);
    const isEncrypted = (bytes[at]! & 0x80) !== 0;
    if (isEncrypted) this.#decrypt(opened, uint32(bytes, at) & 0x7fff_ffff);
    return opened;
  }

  #decrypt(opened: Uint8Array, index: number): void {
    // `opened` is a copy: what follows the header begins at its byte 8.
    const header = opened.subarray(0, HEADER_BYTES);
    this.#stream?.apply(opened.subarray(HEADER_BYTES), { header, ssrc: uint32(opened, 4), index });
  }
}

/** The nonce is 0 (2 bytes) SSRC 0 (2 bytes) SRTCP-index, XOR the salt; what is clear text, and the index, is authenticated. RFC 7714 §9. */
class AeadRtcp implements RtcpTransform {
  readonly #keys: SessionKeys;
  readonly #suite: SrtpSuite;

  constructor(keys: SessionKeys, suite: SrtpSuite) {
    this.#keys = keys;
    this.#suite = suite;
  }

  open(packet: ProtectedRtcp): Uint8Array | undefined {
    const { bytes, start } = packet;
    const at = indexAt(this.#suite, packet);
    const tagAt = at - this.#suite.rtcpTagBytes;
    if (tagAt < start + HEADER_BYTES) return undefined;
    const isEncrypted = (bytes[at]! & 0x80) !== 0;
    const clearEnd = isEncrypted ? start + HEADER_BYTES : tagAt;
    const authenticated = new Uint8Array(clearEnd - start + INDEX_BYTES);
    authenticated.set(bytes.subarray(start, clearEnd));
    authenticated.set(bytes.subarray(at, at + INDEX_BYTES), clearEnd - start);
    const content = openAead(
      this.#keys.encryption,
      this.#nonce(uint32(bytes, start + 4), uint32(bytes, at) & 0x7fff_ffff),
      authenticated,
      bytes.subarray(clearEnd, at),
    );
    if (content === undefined) return undefined;
    const opened = new Uint8Array(tagAt - start);
    opened.set(bytes.subarray(start, clearEnd));
    opened.set(content, clearEnd - start);
    return opened;
  }

  #nonce(ssrc: number, index: number): Uint8Array {
    const nonce = new Uint8Array(AEAD_NONCE_BYTES);
    nonce.set(this.#keys.salt);
    mixNumber(nonce, ssrc, 6);
    mixNumber(nonce, index, AEAD_NONCE_BYTES);
    return nonce;
  }
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
