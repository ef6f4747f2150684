import { MessageIdentity, noticedField } from '@sipscope/parser';
import type { Delivery } from '../transport/delivery.ts';
import type { ByteInterner } from './byte-interner.ts';
import { Fingerprints, joined } from './fingerprint.ts';
import { methodNames } from './method.ts';
import { wordView } from '../transport/word-view.ts';

/** What a message has, a bit each: header fields of interest, and its body. */
export const has: typeof noticedField & { readonly sdp: number; readonly otherBody: number } = {
  ...noticedField,
  /** A session description, and nothing else. */
  sdp: 0x1000,
  /** A body of any other type, multipart among them. */
  otherBody: 0x2000,
};

/** What reconstruction asks of a message first: texts as their fingerprints, 0 where there is none. */
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
  /** Equal in the messages of one transaction, which `transactionKey` tells further apart by their methods. */
  readonly transaction: number;
  /** The same of the hop before this one: by the second Via. */
  readonly previousHop: number;
  readonly viaCount: number;
  /** -1 where there is none. */
  readonly maxForwards: number;
  /** 32 bits of the Request-URI as written; 0 in a response. */
  readonly requestUri: number;
  /** The same of the first Route value. */
  readonly route: number;
  /** Of all its bytes: two messages of a flow with one hash are taken to be the same text. */
  readonly hash: number;
  /** Bits of `has`: which header fields and bodies of interest there are, whatever they say. */
  readonly fields: number;
  /** Where texts stand, counted from the message's first byte; -1 where there is none, or only the grammar can tell. */
  readonly callIdStart: number;
  readonly callIdEnd: number;
  readonly fromUriStart: number;
  readonly fromUriEnd: number;
  readonly toUriStart: number;
  readonly toUriEnd: number;
  /** The same of a body that is a session description and nothing else; -1 of a message read ahead by another thread. */
  readonly bodyStart: number;
};

/** Those of a message of which nothing is known. */
export const noKeys: MessageKeys = {
  isRequest: false,
  status: 0,
  method: 0,
  callId: 0,
  cseq: -1,
  fromTag: 0,
  toTag: 0,
  transaction: 0,
  previousHop: 0,
  viaCount: 0,
  maxForwards: -1,
  requestUri: 0,
  route: 0,
  hash: 0,
  fields: 0,
  callIdStart: -1,
  callIdEnd: -1,
  fromUriStart: -1,
  fromUriEnd: -1,
  toUriStart: -1,
  toUriEnd: -1,
  bodyStart: -1,
};

/** Reads the keys of messages. */
export class KeyReader {
  readonly methods: ByteInterner = methodNames();
  readonly #fingerprints = new Fingerprints();
  readonly #identity = new MessageIdentity();
  readonly #keys: { -readonly [Key in keyof MessageKeys]: MessageKeys[Key] } = { ...noKeys };
  #sentByBytes = new Uint8Array(256);

  /** `undefined` where the bytes are no SIP message after all. The keys are valid until the next message is read. */
  read({ bytes, start, end }: Delivery): MessageKeys | undefined {
    const identity = this.#identity;
    if (!identity.read(bytes, start, end)) return undefined;
    const { source, methodStart } = identity;
    const keys = this.#keys;
    keys.isRequest = identity.isRequest;
    keys.status = identity.status;
    keys.method = methodStart < 0 ? 0 : this.methods.intern(source, methodStart, identity.methodEnd);
    keys.callId = this.#of(source, identity.callIdStart, identity.callIdEnd);
    keys.cseq = identity.cseq;
    keys.fromTag = this.#of(source, identity.fromTagStart, identity.fromTagEnd);
    keys.toTag = this.#of(source, identity.toTagStart, identity.toTagEnd);
    keys.transaction = this.#transactionOf(identity, keys.callId, keys.fromTag);
    keys.previousHop = this.#previousHopOf(identity, keys.callId, keys.fromTag);
    keys.viaCount = identity.viaCount;
    keys.maxForwards = identity.maxForwards;
    keys.requestUri = this.#of(source, identity.requestUriStart, identity.requestUriEnd) | 0;
    keys.route = this.#of(source, identity.routeStart, identity.routeEnd) | 0;
    keys.hash = hashOf(bytes, start, end);
    keys.fields = identity.fields | bodyBits(identity, end - start);
    // What the grammar reads stands in a buffer of the identity's own.
    const base = identity.usedGrammar ? Infinity : start;
    keys.callIdStart = placeIn(identity.callIdStart, base);
    keys.callIdEnd = placeIn(identity.callIdEnd, base);
    keys.fromUriStart = placeIn(identity.fromUriStart, base);
    keys.fromUriEnd = placeIn(identity.fromUriEnd, base);
    keys.toUriStart = placeIn(identity.toUriStart, base);
    keys.toUriEnd = placeIn(identity.toUriEnd, base);
    keys.bodyStart = identity.hasSdp && !identity.usedGrammar ? identity.bodyStart : -1;
    return keys;
  }

  /**
   * What makes messages of one transaction (RFC 3261 §17.1.3, §17.2.3), but for the method: topmost branch and sent-by. Call-ID and CSeq number guard
   * against a branch used twice. Without the cookie z9hG4bK the branch need not be unique (RFC 2543): the From tag joins the key.
   *
   * A response carries the request's Via back unchanged but for `received` and `rport`, which are not in the key.
   */
  #transactionOf(identity: MessageIdentity, callId: number, fromTag: number): number {
    const { branchStart, branchEnd, sentByStart, sentByEnd } = identity;
    const branch = this.#of(identity.source, branchStart, branchEnd);
    const sentBy = this.#ofSentBy(identity.source, sentByStart, sentByEnd);
    const transaction = joined(joined(joined(branch, sentBy), callId), identity.cseq + 1);
    return hasCookie(identity.source, branchStart, branchEnd) ? transaction : joined(transaction, fromTag);
  }

  /** The same by the second Via, which was the topmost where the request came from; 0 where there is none. */
  #previousHopOf(identity: MessageIdentity, callId: number, fromTag: number): number {
    if (identity.viaCount < 2) return 0;
    const { secondBranchStart: branchStart, secondBranchEnd: branchEnd } = identity;
    const branch = this.#of(identity.source, branchStart, branchEnd);
    const sentBy = this.#ofSentBy(identity.source, identity.secondSentByStart, identity.secondSentByEnd);
    const transaction = joined(joined(joined(branch, sentBy), callId), identity.cseq + 1);
    return hasCookie(identity.source, branchStart, branchEnd) ? transaction : joined(transaction, fromTag);
  }

  #of(source: Uint8Array, start: number, end: number): number {
    return start < 0 ? 0 : this.#fingerprints.of(source, start, end);
  }

  /** In lower case, as hosts compare, and without the port that is meant where there is none (RFC 3261 §17.2.3, §18.2.2). */
  #ofSentBy(bytes: Uint8Array, start: number, end: number): number {
    if (start < 0) return 0;
    const last = endsWith(bytes, start + 1, end, defaultPort) ? end - defaultPort.length : end;
    let at = start;
    while (at < last && !isUpperCase(bytes[at]!)) at++;
    return at === last ? this.#of(bytes, start, last) : this.#ofLowered(bytes, start, last);
  }

  #ofLowered(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > this.#sentByBytes.length) this.#sentByBytes = new Uint8Array(length * 2);
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + i]!;
      this.#sentByBytes[i] = isUpperCase(byte) ? byte | 0x20 : byte;
    }
    return this.#of(this.#sentByBytes, 0, length);
  }
}

function bodyBits({ bodyStart, hasSdp, contentLength }: MessageIdentity, length: number): number {
  if (hasSdp) return has.sdp;
  return length > bodyStart && contentLength !== 0 ? has.otherBody : 0;
}

function placeIn(at: number, base: number): number {
  return Math.max(at - base, -1);
}

const encoder = new TextEncoder();
const defaultPort = encoder.encode(':5060');
const cookie = encoder.encode('z9hG4bK');

/** Whether the branch begins with the cookie of RFC 3261 §8.1.1.7. */
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
