import { unsafe } from '@noble/ciphers/aes.js';
import { mixNumber, type SessionKeys } from './session-keys.ts';

const BLOCK_BYTES = 16;
const SSRC_END = 8;
const INDEX_END = 14;

/** Encrypts or decrypts, which is the same, what packets of one session key hold. */
export type KeyStream = {
  /** `content` is changed in place; it begins at a multiple of four bytes of its buffer. `header`: the first 12 bytes of RTP or 8 of RTCP. */
  apply(
    content: Uint8Array,
    packet: { readonly header: Uint8Array; readonly ssrc: number; readonly index: number },
  ): void;
};

/** AES in counter mode: the IV is salt * 2^16 XOR SSRC * 2^64 XOR index * 2^16. RFC 3711 §4.1.1. */
export class CounterStream implements KeyStream {
  readonly #key: Uint32Array;
  readonly #salt: Uint8Array;
  readonly #iv = new Uint8Array(BLOCK_BYTES);

  constructor({ encryption, salt }: SessionKeys) {
    this.#key = unsafe.expandKeyLE(encryption);
    this.#salt = salt;
  }

  apply(content: Uint8Array, { ssrc, index }: { readonly ssrc: number; readonly index: number }): void {
    this.#iv.fill(0);
    this.#iv.set(this.#salt);
    mixNumber(this.#iv, ssrc, SSRC_END);
    mixNumber(this.#iv, index, INDEX_END);
    unsafe.ctrCounter(this.#key, this.#iv, content, content);
  }
}

/** AES in f8-mode. RFC 3711 §4.1.2. */
export class F8Stream implements KeyStream {
  readonly #key: Uint32Array;
  readonly #ivKey: Uint32Array;
  readonly #kind: 'rtp' | 'rtcp';

  constructor({ encryption, salt }: SessionKeys, kind: 'rtp' | 'rtcp') {
    this.#key = unsafe.expandKeyLE(encryption);
    // The IV is encrypted with the key XOR (salt, and 0x55 behind it).
    const mask = new Uint8Array(encryption.length).fill(0x55);
    mask.set(salt);
    this.#ivKey = unsafe.expandKeyLE(encryption.map((byte, at) => byte ^ mask[at]!));
    this.#kind = kind;
  }

  apply(content: Uint8Array, { header, index }: { readonly header: Uint8Array; readonly index: number }): void {
    const iv = unsafe.encryptBlock(this.#ivKey, this.#kind === 'rtp' ? rtpIv(header, index) : rtcpIv(header, index));
    const block = new Uint8Array(BLOCK_BYTES);
    for (let at = 0; at < content.length; at += BLOCK_BYTES) {
      for (let byte = 0; byte < BLOCK_BYTES; byte++) block[byte]! ^= iv[byte]!;
      mixNumber(block, at / BLOCK_BYTES, BLOCK_BYTES);
      unsafe.encryptBlock(this.#key, block);
      const end = Math.min(BLOCK_BYTES, content.length - at);
      for (let byte = 0; byte < end; byte++) content[at + byte]! ^= block[byte]!;
    }
  }
}

/** 0x00 M PT SEQ TS SSRC ROC. RFC 3711 §4.1.2.2. */
function rtpIv(header: Uint8Array, index: number): Uint8Array {
  const iv = new Uint8Array(BLOCK_BYTES);
  iv.set(header.subarray(1, 12), 1);
  mixNumber(iv, Math.floor(index / 0x1_0000), BLOCK_BYTES);
  return iv;
}

/** 0 (32 bits) E SRTCP-index, and the first 8 bytes of RTCP. RFC 3711 §4.1.2.3. */
function rtcpIv(header: Uint8Array, index: number): Uint8Array {
  const iv = new Uint8Array(BLOCK_BYTES);
  mixNumber(iv, index, SSRC_END);
  iv[4]! |= 0x80;
  iv.set(header.subarray(0, 8), 8);
  return iv;
}
