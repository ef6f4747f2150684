import { MessageIdentity } from '@sipscope/parser';
import type { Delivery } from '../transport/delivery.ts';
import { ByteInterner } from './byte-interner.ts';
import { methodNames } from './method.ts';
import { wordView } from './word-view.ts';

/** What reconstruction asks of a message first: texts as their numbers in `KeyReader`, 0 where there is none. */
export type MessageKeys = {
  readonly isRequest: boolean;
  /** 0 in a request. */
  readonly status: number;
  /** See `method`; of a response, its CSeq's. */
  readonly method: number;
  readonly callId: number;
  /** -1 where unreadable. */
  readonly cseq: number;
  readonly fromTag: number;
  readonly toTag: number;
  /** Of the topmost Via; its sent-by in lower case. */
  readonly branch: number;
  readonly sentBy: number;
  /** True of a branch that begins with the cookie z9hG4bK (RFC 3261 §8.1.1.7). */
  readonly hasCookie: boolean;
  readonly viaCount: number;
  /** Of all its bytes: two messages of a flow with one hash are taken to be the same text. */
  readonly hash: number;
};

/** Reads the keys of messages, and numbers the texts among them. */
export class KeyReader {
  /** Call-IDs, tags, branches and sent-by values. */
  readonly texts: ByteInterner = new ByteInterner();
  readonly methods: ByteInterner = methodNames();
  readonly #identity = new MessageIdentity();
  #sentByBytes = new Uint8Array(256);

  /** `undefined` where the bytes are no SIP message after all. */
  read({ bytes, start, end }: Delivery): MessageKeys | undefined {
    const identity = this.#identity;
    if (!identity.read(bytes, start, end)) return undefined;
    const { source } = identity;
    return {
      isRequest: identity.isRequest,
      status: identity.status,
      method: identity.methodStart < 0 ? 0 : this.methods.intern(source, identity.methodStart, identity.methodEnd),
      callId: this.#intern(source, identity.callIdStart, identity.callIdEnd),
      cseq: identity.cseq,
      fromTag: this.#intern(source, identity.fromTagStart, identity.fromTagEnd),
      toTag: this.#intern(source, identity.toTagStart, identity.toTagEnd),
      branch: this.#intern(source, identity.branchStart, identity.branchEnd),
      sentBy: this.#internSentBy(source, identity.sentByStart, identity.sentByEnd),
      hasCookie: hasCookie(source, identity.branchStart, identity.branchEnd),
      viaCount: identity.viaCount,
      hash: hashOf(bytes, start, end),
    };
  }

  #intern(source: Uint8Array, start: number, end: number): number {
    return start < 0 ? 0 : this.texts.intern(source, start, end);
  }

  /** In lower case, as hosts compare, and without the port that is meant where there is none (RFC 3261 §17.2.3, §18.2.2). */
  #internSentBy(bytes: Uint8Array, start: number, end: number): number {
    if (start < 0) return 0;
    const last = endsWith(bytes, start + 1, end, defaultPort) ? end - defaultPort.length : end;
    let at = start;
    while (at < last && !isUpperCase(bytes[at]!)) at++;
    return at === last ? this.texts.intern(bytes, start, last) : this.#internLowered(bytes, start, last);
  }

  #internLowered(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > this.#sentByBytes.length) this.#sentByBytes = new Uint8Array(length * 2);
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + i]!;
      this.#sentByBytes[i] = isUpperCase(byte) ? byte | 0x20 : byte;
    }
    return this.texts.intern(this.#sentByBytes, 0, length);
  }
}

const encoder = new TextEncoder();
const defaultPort = encoder.encode(':5060');
const cookie = encoder.encode('z9hG4bK');

function hasCookie(bytes: Uint8Array, start: number, end: number): boolean {
  return start >= 0 && endsWith(bytes, start, Math.min(end, start + cookie.length), cookie);
}

/** Whether `bytes[start, end)` end with those. */
function endsWith(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  const from = end - text.length;
  if (from < start) return false;
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false;
  return true;
}

function isUpperCase(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

/** FNV-1a, words for bytes: enough to tell a repeated text from another one within a transaction. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const words = wordView(bytes);
  const offset = bytes.byteOffset;
  let hash = 0x811c9dc5;
  // Two at a time: each waits for its own before.
  let other = 0x9dc5811c;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    hash = Math.imul(hash ^ words.getInt32(offset + at, true), 0x01000193);
    other = Math.imul(other ^ words.getInt32(offset + at + 4, true), 0x01000193);
  }
  hash = Math.imul(hash ^ other, 0x01000193);
  for (; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0;
}
