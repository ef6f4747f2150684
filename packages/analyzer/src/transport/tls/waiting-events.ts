import type { Direction } from '../stream.ts';
import type { HeldBytes } from './held-bytes.ts';
import { PART_BYTES, type RecordEvent } from './record-reader.ts';

type WaitingEvent = { readonly order: number; readonly event: RecordEvent };

/** What an event takes in memory beside its bytes. */
const EVENT_BYTES = 256;

/** What came of both directions of a connection and cannot be read yet. */
export class WaitingEvents {
  readonly #held: HeldBytes;
  readonly #mostBytes: number;
  readonly #queues: [WaitingEvent[], WaitingEvent[]] = [[], []];
  /** Index of the first of each queue. */
  readonly #first: [number, number] = [0, 0];
  #order = 0;
  #bytes = 0;

  constructor(held: HeldBytes, mostBytes: number) {
    this.#held = held;
    this.#mostBytes = mostBytes;
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  has(direction: Direction): boolean {
    return this.first(direction) !== undefined;
  }

  first(direction: Direction): RecordEvent | undefined {
    return this.#queues[direction][this.#first[direction]]?.event;
  }

  /** False where there is no room for it. */
  add(direction: Direction, event: RecordEvent): boolean {
    const bytes = sizeOf(event);
    if (this.#bytes + bytes > this.#mostBytes || !this.#held.take(bytes)) return false;
    this.#bytes += bytes;
    const kept = event.kind === 'record' ? { ...event, bytes: event.bytes.slice() } : event;
    this.#queues[direction].push({ order: this.#order++, event: kept });
    return true;
  }

  /** The first of a direction was read. */
  shift(direction: Direction): void {
    const event = this.first(direction);
    if (event === undefined) return;
    this.#release(event);
    this.#first[direction]++;
    if (!this.has(direction)) this.#clear(direction);
  }

  /** The direction whose first event came first, of those that are not stuck. */
  next(isStuck: readonly boolean[]): Direction | undefined {
    const a = isStuck[0] === true ? undefined : this.#queues[0][this.#first[0]]?.order;
    const b = isStuck[1] === true ? undefined : this.#queues[1][this.#first[1]]?.order;
    if (a === undefined) return b === undefined ? undefined : 1;
    return b === undefined || a < b ? 0 : 1;
  }

  #release(event: RecordEvent): void {
    const bytes = sizeOf(event);
    this.#bytes -= bytes;
    this.#held.release(bytes);
  }

  #clear(direction: Direction): void {
    this.#queues[direction] = [];
    this.#first[direction] = 0;
  }
}

function sizeOf(event: RecordEvent): number {
  if (event.kind !== 'record') return EVENT_BYTES;
  return EVENT_BYTES + event.bytes.length + event.parts.length * PART_BYTES;
}
