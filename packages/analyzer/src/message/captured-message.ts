import { type HeaderName, parseMessage, type SipMessage } from '@sipscope/parser';
import type { BytePattern } from '../transport/byte-pattern.ts';
import type { Delivery, Place } from '../transport/delivery.ts';
import { keptBytesText, keptText } from './kept-text.ts';
import type { MessageKeys } from './key-reader.ts';
import type { Parties, Party } from './party.ts';

type Spans = 'callIdStart' | 'callIdEnd' | 'fromUriStart' | 'fromUriEnd' | 'toUriStart' | 'toUriEnd' | 'bodyStart';

/**
 * One message as the stages after see it: its keys as fingerprints (0: absent), its place in the order of the capture, and, while its bytes are at
 * hand, its text. One object takes one message after the other: it is valid while the stages receive that message.
 */
export class CapturedMessage implements Omit<MessageKeys, Spans> {
  /** From 0, in the order of the capture. */
  number = -1;
  isRequest = false;
  status = 0;
  method = 0;
  callId = 0;
  cseq = -1;
  fromTag = 0;
  toTag = 0;
  transaction = 0;
  previousHop = 0;
  viaCount = 0;
  maxForwards = -1;
  requestUri = 0;
  route = 0;
  hash = 0;
  /** Bits of `has`. */
  fields = 0;
  flow = 0;
  /** The packet that completes it, from 1. */
  frame = 0;
  timeNs = 0;
  /** IPv4 identification of the packet, -1 where there is none. */
  ipId = -1;
  /** Whether its end was not captured. */
  isCut = false;
  /** Bytes before it on its stream that are no message. */
  skipped = 0;
  #bytes: Uint8Array = noBytes;
  #start = 0;
  #end = 0;
  #place: Place = noPlace;
  #keys: MessageKeys | undefined = undefined;
  #parsed: SipMessage | undefined = undefined;

  take(number: number, keys: MessageKeys, delivery: Delivery): void {
    this.number = number;
    this.isRequest = keys.isRequest;
    this.status = keys.status;
    this.method = keys.method;
    this.callId = keys.callId;
    this.cseq = keys.cseq;
    this.fromTag = keys.fromTag;
    this.toTag = keys.toTag;
    this.transaction = keys.transaction;
    this.previousHop = keys.previousHop;
    this.viaCount = keys.viaCount;
    this.maxForwards = keys.maxForwards;
    this.requestUri = keys.requestUri;
    this.route = keys.route;
    this.hash = keys.hash;
    this.fields = keys.fields;
    this.#keys = keys;
    this.flow = delivery.flow;
    this.frame = delivery.frame;
    this.timeNs = delivery.timeNs;
    this.ipId = delivery.ipId;
    this.isCut = delivery.cut === true;
    this.skipped = delivery.skipped ?? 0;
    this.#bytes = delivery.bytes;
    this.#start = delivery.start;
    this.#end = delivery.end;
    this.#place = delivery.place;
    this.#parsed = undefined;
  }

  /** Its bytes, while the stages receive it: a view. */
  raw(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  /** Where it begins in the capture, counted after decompression; -1 where it does not stand there in one piece, as it is. */
  get offset(): number {
    return this.#place.length === 1 ? (this.#place[0]?.offset ?? -1) : -1;
  }

  /** As it can be kept; empty where there is none. */
  callIdText(): string {
    const { callIdStart = -1, callIdEnd = -1 } = this.#keys ?? {};
    return callIdStart < 0 ? keptText(this.parsed().callId ?? '') : this.#text(callIdStart, callIdEnd);
  }

  /** Who sent the request, by its From field. */
  fromParty(parties: Parties): Party | undefined {
    const { fromUriStart = -1, fromUriEnd = -1 } = this.#keys ?? {};
    return fromUriStart < 0 ? parties.of(this.parsed().from) : this.#party(parties, fromUriStart, fromUriEnd);
  }

  /** Whom it was for, by its To field. */
  toParty(parties: Parties): Party | undefined {
    const { toUriStart = -1, toUriEnd = -1 } = this.#keys ?? {};
    return toUriStart < 0 ? parties.of(this.parsed().to) : this.#party(parties, toUriStart, toUriEnd);
  }

  /** The value of the first field of that name, as written; `undefined` where there is none. Costs no grammar, and can be kept. */
  rawValue(name: HeaderName): string | undefined {
    const parsed = this.parsed();
    const span = parsed.valueSpan(name);
    return span === undefined ? undefined : keptBytesText(parsed.bytes, span[0], span[1]);
  }

  /** The reason phrase of a response, as written; `undefined` where it is empty. */
  rawReason(): string | undefined {
    if (this.isRequest) return undefined;
    const plainEnd = plainReasonEnd(this.#bytes, this.#start, this.#end);
    if (plainEnd >= 0) return textOf(this.#bytes, this.#start + plainReasonStart, plainEnd);
    const { bytes, framing } = this.parsed();
    return textOf(bytes, framing.startLine.reasonStart, framing.startLine.end);
  }

  /** Whether those bytes stand anywhere in it. Costs no grammar. */
  hasBytes(pattern: BytePattern): boolean {
    return pattern.find(this.#bytes, this.#start, this.#end) >= 0;
  }

  /** Whether the Request-URI is a sips one (RFC 3261 §12.1.1). */
  isForSips(): boolean {
    const { bytes, framing } = this.parsed();
    const { uriStart, uriEnd } = framing.startLine;
    return (
      this.isRequest && uriEnd - uriStart > 5 && sips.every((letter, i) => (bytes[uriStart + i]! | 0x20) === letter)
    );
  }

  #party(parties: Parties, start: number, end: number): Party {
    return parties.ofUri(this.#bytes, this.#start + start, this.#start + end);
  }

  #text(start: number, end: number): string {
    return keptBytesText(this.#bytes, this.#start + start, this.#start + end);
  }

  /** The whole message, its values read by the grammar when asked; only while the stages receive this message. */
  parsed(): SipMessage {
    return (this.#parsed ??= parseMessage(this.#bytes, { start: this.#start, end: this.#end }));
  }
}

/** `sips:`, whose colon keeps its value where letters are made small. */
const sips = new TextEncoder().encode('sips:');

const noPlace: Place = [];
const noBytes = new Uint8Array(0);
/** Behind `SIP/2.0 200 `. */
const plainReasonStart = 12;

/** The end of the status line where it is one as most are: digits and blanks in their places, then printable ASCII up to CR LF; else -1. */
function plainReasonEnd(bytes: Uint8Array, start: number, end: number): number {
  const at = start + plainReasonStart;
  if (at >= end || bytes[start + 7] !== 0x20 || bytes[start + 11] !== 0x20 || bytes[at] === 0x20) return -1;
  for (let digit = start + 8; digit < start + 11; digit++) if (bytes[digit]! < 0x30 || bytes[digit]! > 0x39) return -1;
  let last = at;
  while (last < end && bytes[last]! >= 0x20 && bytes[last]! < 0x7f) last++;
  return bytes[last] === 0x0d && bytes[last + 1] === 0x0a && bytes[last - 1] !== 0x20 ? last : -1;
}

function textOf(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (start >= end) return undefined;
  // What most responses say.
  return end - start === 2 && bytes[start] === 0x4f && bytes[start + 1] === 0x4b
    ? 'OK'
    : keptBytesText(bytes, start, end);
}
