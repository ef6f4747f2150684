import { type HeaderName, parseMessage, type SipMessage } from '@sipscope/parser';
import type { Delivery } from '../transport/delivery.ts';
import type { ByteInterner } from './byte-interner.ts';
import type { MessageKeys } from './key-reader.ts';

/**
 * One message as the stages after see it: its keys as interned numbers (0: absent), its place in the order of the
 * capture, and, while its bytes are at hand, its text.
 */
export class CapturedMessage implements MessageKeys {
  /** From 0, in the order of the capture. */
  readonly number: number;
  readonly isRequest: boolean;
  readonly status: number;
  readonly method: number;
  readonly callId: number;
  readonly cseq: number;
  readonly fromTag: number;
  readonly toTag: number;
  readonly branch: number;
  readonly sentBy: number;
  readonly hasCookie: boolean;
  readonly viaCount: number;
  readonly hash: number;
  readonly flow: number;
  readonly timeNs: number;
  /** IPv4 identification of the packet, -1 where there is none. */
  readonly ipId: number;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #end: number;
  #parsed: SipMessage | undefined;

  constructor(number: number, keys: MessageKeys, delivery: Delivery) {
    this.number = number;
    this.isRequest = keys.isRequest;
    this.status = keys.status;
    this.method = keys.method;
    this.callId = keys.callId;
    this.cseq = keys.cseq;
    this.fromTag = keys.fromTag;
    this.toTag = keys.toTag;
    this.branch = keys.branch;
    this.sentBy = keys.sentBy;
    this.hasCookie = keys.hasCookie;
    this.viaCount = keys.viaCount;
    this.hash = keys.hash;
    this.flow = delivery.flow;
    this.timeNs = delivery.timeNs;
    this.ipId = delivery.ipId;
    this.#bytes = delivery.bytes;
    this.#start = delivery.start;
    this.#end = delivery.end;
    this.#parsed = undefined;
  }

  /** The value of the first field of that name, as written, kept in the interner; 0 where there is none. Costs no grammar. */
  rawValue(name: HeaderName, values: ByteInterner): number {
    const parsed = this.parsed();
    const span = parsed.valueSpan(name);
    return span === undefined ? 0 : values.intern(parsed.bytes, span[0], span[1]);
  }

  /** The reason phrase of a response, as written, kept in the interner; 0 where it is empty. */
  rawReason(reasons: ByteInterner): number {
    const { bytes, framing } = this.parsed();
    const { reasonStart, end } = framing.startLine;
    return this.isRequest || reasonStart >= end ? 0 : reasons.intern(bytes, reasonStart, end);
  }

  /** Whether the Request-URI is a sips one (RFC 3261 §12.1.1). */
  isForSips(): boolean {
    const { bytes, framing } = this.parsed();
    const { uriStart, uriEnd } = framing.startLine;
    return (
      this.isRequest && uriEnd - uriStart > 5 && sips.every((letter, i) => (bytes[uriStart + i]! | 0x20) === letter)
    );
  }

  /** The whole message, its values read by the grammar when asked; only while the stages receive this message. */
  parsed(): SipMessage {
    return (this.#parsed ??= parseMessage(this.#bytes, { start: this.#start, end: this.#end }));
  }
}

/** `sips:`, whose colon keeps its value where letters are made small. */
const sips = new TextEncoder().encode('sips:');
