import { MessageIdentity } from '@sipscope/parser';
import type { Delivery, Place } from '../transport/delivery.ts';
import { ByteInterner } from './byte-interner.ts';
import { CapturedMessage } from './captured-message.ts';
import { Column } from './columns.ts';
import type { KeptBytes } from './kept-bytes.ts';
import { methodNames } from './method.ts';
import { wordView } from './word-view.ts';

const flagRequest = 1;
const flagCut = 2;

/**
 * All messages of a capture as columns: numbers and a place, no text. What rows show is read again from the place.
 * A message is its number, from 0 in the order of the capture.
 */
export class MessageTable {
  /** Call-IDs, tags, branches and sent-by values. */
  readonly texts: ByteInterner = new ByteInterner();
  readonly methods: ByteInterner = methodNames();
  readonly #identity = new MessageIdentity();
  readonly #offset = Column.float64();
  readonly #length = Column.uint32();
  readonly #timeNs = Column.float64();
  readonly #frame = Column.uint32();
  readonly #index = Column.uint16();
  readonly #flow = Column.uint32();
  readonly #status = Column.uint16();
  readonly #method = Column.uint16();
  readonly #flags = Column.uint8();
  readonly #hash = Column.uint32();
  readonly #ipId = Column.uint32();
  readonly #viaCount = Column.uint8();
  /** Places that are not one piece of the capture: of what a stream carried, of what is kept, and of what could not be kept. */
  readonly #places = new Map<number, Place>();
  readonly #frames = new Map<number, readonly number[]>();
  readonly #correlationIds = new Map<number, number>();
  readonly #kept: KeptBytes;
  #sentByBytes = new Uint8Array(256);

  constructor(kept: KeptBytes) {
    this.#kept = kept;
  }

  get length(): number {
    return this.#timeNs.length;
  }

  /** `undefined` where the bytes are no SIP message after all. */
  receive(delivery: Delivery): CapturedMessage | undefined {
    const identity = this.#identity;
    if (!identity.read(delivery.bytes, delivery.start, delivery.end)) return undefined;
    const { source } = identity;
    const intern = (start: number, end: number): number => (start < 0 ? 0 : this.texts.intern(source, start, end));
    const message = new CapturedMessage(
      {
        number: this.length,
        isRequest: identity.isRequest,
        status: identity.status,
        method: identity.methodStart < 0 ? 0 : this.methods.intern(source, identity.methodStart, identity.methodEnd),
        callId: intern(identity.callIdStart, identity.callIdEnd),
        cseq: identity.cseq,
        fromTag: intern(identity.fromTagStart, identity.fromTagEnd),
        toTag: intern(identity.toTagStart, identity.toTagEnd),
        branch: intern(identity.branchStart, identity.branchEnd),
        sentBy: this.#internSentBy(source, identity.sentByStart, identity.sentByEnd),
        hasCookie: hasCookie(source, identity.branchStart, identity.branchEnd),
        viaCount: identity.viaCount,
        flow: delivery.flow,
        timeNs: delivery.timeNs,
        ipId: delivery.ipId,
        hash: hashOf(delivery.bytes, delivery.start, delivery.end),
      },
      delivery.bytes,
      delivery.start,
      delivery.end,
    );
    this.#append(message, delivery);
    return message;
  }

  /** Empty where the text could not be kept. */
  place(message: number): Place {
    return this.#places.get(message) ?? [{ offset: this.#offset.get(message), length: this.#length.get(message) }];
  }

  size(message: number): number {
    return this.#length.get(message);
  }

  timeNs(message: number): number {
    return this.#timeNs.get(message);
  }

  frame(message: number): number {
    return this.#frame.get(message);
  }

  /** All packets that carried it, where more than one. */
  frames(message: number): readonly number[] | undefined {
    return this.#frames.get(message);
  }

  /** Which message of its packet. */
  index(message: number): number {
    return this.#index.get(message);
  }

  flow(message: number): number {
    return this.#flow.get(message);
  }

  isRequest(message: number): boolean {
    return (this.#flags.get(message) & flagRequest) !== 0;
  }

  /** Whether its end was not captured. */
  isCut(message: number): boolean {
    return (this.#flags.get(message) & flagCut) !== 0;
  }

  status(message: number): number {
    return this.#status.get(message);
  }

  method(message: number): number {
    return this.#method.get(message);
  }

  hash(message: number): number {
    return this.#hash.get(message);
  }

  /** -1 where there is none. */
  ipId(message: number): number {
    return this.#ipId.get(message) - 1;
  }

  /** Capped at 255. */
  viaCount(message: number): number {
    return this.#viaCount.get(message);
  }

  /** Of what HEP brought. */
  correlationId(message: number): string | undefined {
    const id = this.#correlationIds.get(message);
    return id === undefined ? undefined : this.texts.text(id);
  }

  #append(message: CapturedMessage, delivery: Delivery): void {
    const place = this.#kept.keep(delivery.place, delivery.frame);
    const [first] = place;
    if (place.length !== 1 || first?.bytes !== undefined) this.#places.set(message.number, place);
    if (delivery.frames !== undefined) this.#frames.set(message.number, delivery.frames);
    if (delivery.hep?.correlationId !== undefined) this.#correlate(message.number, delivery.hep.correlationId);
    this.#offset.push(first?.offset ?? 0);
    this.#length.push(delivery.end - delivery.start);
    this.#timeNs.push(delivery.timeNs);
    this.#frame.push(delivery.frame);
    this.#index.push(delivery.index);
    this.#flow.push(delivery.flow);
    this.#status.push(message.status);
    this.#method.push(message.method);
    this.#flags.push((message.isRequest ? flagRequest : 0) | (delivery.cut === true ? flagCut : 0));
    this.#hash.push(message.hash);
    this.#ipId.push(delivery.ipId + 1);
    this.#viaCount.push(Math.min(message.viaCount, 255));
  }

  #correlate(message: number, correlationId: string): void {
    const bytes = new TextEncoder().encode(correlationId);
    if (bytes.length > 0) this.#correlationIds.set(message, this.texts.intern(bytes, 0, bytes.length));
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
