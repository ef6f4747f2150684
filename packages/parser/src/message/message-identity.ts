import { encodeText } from '../text/source-text.ts';
import { PlainIdentity } from './plain-identity.ts';
import { methodNumber } from './method-table.ts';
import { noticedFieldBit } from './noticed-field.ts';
import { parseMessage } from './parse-message.ts';
import type { SipMessage } from './sip-message.ts';
import { startsLikeSip } from './starts-like-sip.ts';

/**
 * The keys by which messages are put together: topmost Via, Call-ID, CSeq, tags. Offsets, read into the same object message after
 * message. The plain common form is read by `PlainIdentity`; everything else by the grammar, whose values then stand in a buffer of this object's
 * own. Both give the same for every message (tested, fuzzed); neither judges it: for what is wrong with a message, parse it.
 */
export class MessageIdentity extends PlainIdentity {
  /** What the offsets index: the bytes given, or the buffer with the values the grammar read. */
  source: Uint8Array = new Uint8Array(0);
  /** Whether the message was unusual enough to need the grammar. */
  usedGrammar = false;
  #scratch: Uint8Array = new Uint8Array(1024);
  #used = 0;

  /** Reads the message at `[start, end)`. False where no SIP start line begins there; then nothing else is to be looked at. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.source = bytes;
    this.usedGrammar = false;
    if (this.readPlain(bytes, start, end)) return true;
    if (!startsLikeSip(bytes, start, end)) return false;
    this.usedGrammar = true;
    this.#used = 0;
    this.#take(parseMessage(bytes, { start, end }));
    this.source = this.#scratch;
    return true;
  }

  #take(message: SipMessage): void {
    this.clear();
    const { startLine, topVia, from, to, cseq } = message;
    this.isRequest = startLine?.kind === 'request';
    this.status = startLine?.kind === 'response' ? startLine.status : 0;
    const method = startLine?.kind === 'request' ? startLine.method : cseq?.method;
    this.method = method === undefined ? -1 : methodNumber(method);
    this.methodEnd = this.#put(method);
    this.methodStart = this.#startOf(method);
    const requestUri = startLine?.kind === 'request' ? startLine.requestUri : undefined;
    this.requestUriEnd = this.#put(requestUri);
    this.requestUriStart = this.#startOf(requestUri);
    this.branchEnd = this.#put(topVia?.branch);
    this.branchStart = this.#startOf(topVia?.branch);
    this.sentByEnd = this.#put(topVia?.sentBy.text);
    this.sentByStart = this.#startOf(topVia?.sentBy.text);
    const second = message.via[1];
    this.secondBranchEnd = this.#put(second?.branch);
    this.secondBranchStart = this.#startOf(second?.branch);
    this.secondSentByEnd = this.#put(second?.sentBy.text);
    this.secondSentByStart = this.#startOf(second?.sentBy.text);
    this.viaCount = message.via.length;
    this.callIdEnd = this.#put(message.callId);
    this.callIdStart = this.#startOf(message.callId);
    this.cseq = cseq?.number ?? -1;
    this.fromTagEnd = this.#put(from?.tag);
    this.fromTagStart = this.#startOf(from?.tag);
    this.toTagEnd = this.#put(to?.tag);
    this.toTagStart = this.#startOf(to?.tag);
    this.fromUriEnd = this.#put(from?.uriText);
    this.fromUriStart = this.#startOf(from?.uriText);
    this.toUriEnd = this.#put(to?.uriText);
    this.toUriStart = this.#startOf(to?.uriText);
    for (const { nameSpan } of message.headers) this.fields |= noticedFieldBit(message.bytes, ...nameSpan);
    const route = message.header('Route')?.value;
    this.routeEnd = this.#put(route);
    this.routeStart = this.#startOf(route);
    this.maxForwards = message.maxForwards ?? -1;
    this.bodyStart = message.bodySpan[0];
    this.contentLength = message.contentLength ?? -1;
    this.hasSdp = message.bodySpan[1] > message.bodySpan[0] && message.contentType?.essence === 'application/sdp';
  }

  #lastLength = 0;

  /** Adds a text to the buffer; gives where it ends there, -1 where there is none. */
  #put(text: string | undefined): number {
    if (text === undefined) return -1;
    const bytes = encodeText(text);
    if (this.#used + bytes.length > this.#scratch.length) this.#grow(this.#used + bytes.length);
    this.#scratch.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#lastLength = bytes.length;
    return this.#used;
  }

  /** Where the text put last begins. */
  #startOf(text: string | undefined): number {
    return text === undefined ? -1 : this.#used - this.#lastLength;
  }

  #grow(needed: number): void {
    const wide = new Uint8Array(Math.max(needed, this.#scratch.length * 2));
    wide.set(this.#scratch);
    this.#scratch = wide;
  }
}
