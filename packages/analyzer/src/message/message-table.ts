import { busyNs, type CaptureGap } from '../capture/capture-gaps.ts';
import type { Delivery, Place } from '../transport/delivery.ts';
import type { ByteInterner } from './byte-interner.ts';
import { CapturedMessage } from './captured-message.ts';
import { Column, segmentSize } from './columns.ts';
import type { KeptBytes } from './kept-bytes.ts';
import { keptText } from './kept-text.ts';
import type { MessageKeys } from './key-reader.ts';

const flagRequest = 1;
const flagCut = 2;
/** So long at least is everything known of a message: 64*T1 and as much again, in which copies of it may come. */
const recentNs = 64e9;
/** And of no more than so many, where the clock stands still or steps back again and again. */
const mostRecent = 16 * segmentSize;

type MessageTableOptions = {
  /** Names of methods, by the numbers that messages have. */
  readonly methods: ByteInterner;
  /** What keeps the bytes that do not stand in the capture, where all messages are kept; without it, only the recent ones are. */
  readonly kept: KeptBytes | undefined;
  /** Of the capture: the list grows. */
  readonly gaps: readonly CaptureGap[];
};

/**
 * The messages of a capture as columns: numbers and a place, no text. What rows show is read again from the place.
 * A message is its number, from 0 in the order of the capture.
 */
export class MessageTable {
  readonly methods: ByteInterner;
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
  readonly #correlationIds = new Map<number, string>();
  readonly #kept: KeptBytes | undefined;
  readonly #gaps: readonly CaptureGap[];
  readonly #latest = new CapturedMessage();
  #recentFrom = 0;

  constructor({ methods, kept, gaps }: MessageTableOptions) {
    this.methods = methods;
    this.#gaps = gaps;
    this.#kept = kept;
  }

  get length(): number {
    return this.#timeNs.length;
  }

  /** Of the messages before this one, only time and frame are known, and those only where they were asked to be held. */
  get recentFrom(): number {
    return this.#recentFrom;
  }

  /** Whether all between these times was captured, as far as it is known at `nowNs`: what did not come then did not come. */
  isObserved(fromNs: number, toNs: number, nowNs: number): boolean {
    // Most captures have no gap.
    return !this.#gaps.some((gap) => gap.toNs + busyNs <= nowNs && gap.fromNs < toNs && gap.toNs > fromNs);
  }

  /** The message is valid until the next is received. */
  receive(delivery: Delivery, keys: MessageKeys): CapturedMessage {
    this.#latest.take(this.length, keys, delivery);
    this.#append(this.#latest, delivery);
    return this.#latest;
  }

  /** Lets go of what is not recent, where messages are not kept; of those before `held`, of time and frame too. */
  letGo(held: number): void {
    if (this.#kept !== undefined) return;
    const nowNs = this.timeNs(this.length - 1);
    while (this.#recentFrom + 2 * segmentSize <= this.length) {
      const ageNs = nowNs - this.timeNs(this.#recentFrom + segmentSize - 1);
      const isRecent = ageNs >= 0 && ageNs < recentNs;
      if (isRecent && this.length - this.#recentFrom <= mostRecent) break;
      this.#recentFrom += segmentSize;
    }
    for (const column of this.#recentColumns()) column.dropBefore(this.#recentFrom);
    for (const column of [this.#timeNs, this.#frame]) column.dropBefore(Math.min(held, this.#recentFrom));
  }

  #recentColumns(): readonly Column[] {
    const shown = [this.#offset, this.#length, this.#index, this.#status, this.#method, this.#flags, this.#viaCount];
    return [...shown, this.#flow, this.#hash, this.#ipId];
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
    return this.#correlationIds.get(message);
  }

  #append(message: CapturedMessage, delivery: Delivery): void {
    const { number } = message;
    if (this.#kept === undefined) this.#forgetLast();
    const place = this.#kept === undefined ? delivery.place : this.#kept.keep(delivery.place, delivery.frame);
    const [first] = place;
    if (place.length !== 1 || first?.bytes !== undefined) this.#places.set(number, place);
    if (delivery.frames !== undefined) this.#frames.set(number, delivery.frames);
    const correlationId = delivery.hep?.correlationId ?? '';
    if (correlationId !== '') this.#correlationIds.set(number, keptText(correlationId));
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

  /** What is known of few messages is known of the latest only, where none is kept. */
  #forgetLast(): void {
    if (this.#places.size > 0) this.#places.clear();
    if (this.#frames.size > 0) this.#frames.clear();
    if (this.#correlationIds.size > 0) this.#correlationIds.clear();
  }
}
