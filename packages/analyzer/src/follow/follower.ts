import type { CapturedMessage } from '../message/captured-message.ts';
import { Slots } from '../message/slots.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { TimeFormat } from './format-time.ts';
import type { Position } from './position.ts';

/** Something that begins, goes on and ends: a registration, a subscription … */
export type Followed = {
  /** From 0, in the order in which they began. */
  readonly number: number;
  /** Where the follower has it; -1 once nothing more is expected of it. */
  slot: number;
  /** When it was last heard of. */
  lastNs: number;
};

export type FollowerContext = {
  readonly flows: FlowTable;
  readonly times: TimeFormat;
  /** The name of a method by its number. */
  readonly methodName: (method: number) => string;
  /** Whether all between these times was captured, as far as it is known at `nowNs`: what did not come then did not come. */
  readonly isObserved: (fromNs: number, toNs: number, nowNs: number) => boolean;
  /** Whether all rows can be asked for at any time. */
  readonly keep: boolean;
  /** See `AnalyzeOptions`. */
  readonly maskDigits?: boolean;
};

/** A follower as the pipeline sees it. */
export type FollowerStage<Row> = {
  /** How many things there have been. */
  readonly count: number;
  /** How many of them more may come of. */
  readonly openCount: number;
  receive(message: CapturedMessage, position: Position): void;
  /** Closes what is over at `nowNs` of capture time: their rows are told, in the order in which they began. */
  closeOver(nowNs: number): void;
  /** All that is left; nothing more comes. */
  closeAll(nowNs: number): void;
  /** Closes those silent for longest, until `left` are left. */
  closeLongestSilent(left: number, nowNs: number): void;
  /** Whether something it received waits for a reader that is loaded only where it is needed. Until it is read nothing is closed. */
  readonly isWaiting: boolean;
  /** Reads what waits. */
  readWaiting(): Promise<void>;
  /** As they stand at `nowNs`, in the order in which they began: all, where they are kept; else those that are open. */
  rows(nowNs: number): Iterable<Row>;
};

/**
 * Follows one kind of thing through the messages, beside transactions, dialogs and calls. What is open is found by keys of the follower's own; what is over is
 * forgotten, and only its row is left: a row that is made later says the same.
 */
export abstract class Follower<Thing extends Followed, Row> implements FollowerStage<Row> {
  protected readonly context: FollowerContext;
  /** Those of which more may come. */
  protected readonly open: Slots<Thing> = new Slots();
  readonly #kept: Thing[] | undefined;
  readonly #tell: (row: Row) => void;
  #count = 0;

  /** `tell`: who gets each row when nothing more is expected of its thing. */
  constructor(context: FollowerContext, tell: (row: Row) => void = nobody) {
    this.context = context;
    this.#tell = tell;
    this.#kept = context.keep ? [] : undefined;
  }

  get count(): number {
    return this.#count;
  }

  get openCount(): number {
    return this.open.size;
  }

  get isWaiting(): boolean {
    return false;
  }

  async readWaiting(): Promise<void> {}

  abstract receive(message: CapturedMessage, position: Position): void;

  /** Whether nothing more is expected of it at `nowNs`, for good: its row then says the same at any later time. */
  protected abstract isOver(thing: Thing, nowNs: number): boolean;

  protected abstract rowOf(thing: Thing, nowNs: number): Row;

  /** Takes it out of the keys by which it is found. */
  protected abstract forget(thing: Thing, nowNs: number): void;

  /** `make` gets the thing's number. */
  protected begin(make: (number: number) => Thing): Thing {
    const thing = make(this.#count++);
    this.open.add(thing);
    this.#kept?.push(thing);
    return thing;
  }

  closeOver(nowNs: number): void {
    if (this.isWaiting) return;
    const over = this.open.list().filter((thing) => this.isOver(thing, nowNs));
    this.#close(over, nowNs);
  }

  closeAll(nowNs: number): void {
    this.#close(this.open.list(), nowNs);
  }

  closeLongestSilent(left: number, nowNs: number): void {
    if (this.isWaiting) return;
    const silent = this.open.list().toSorted((a, b) => a.lastNs - b.lastNs);
    this.#close(silent.slice(0, Math.max(0, silent.length - left)), nowNs);
  }

  *rows(nowNs: number): Generator<Row, void, undefined> {
    for (const thing of this.#kept ?? byNumber(this.open.list())) yield this.rowOf(thing, nowNs);
  }

  #close(things: readonly Thing[], nowNs: number): void {
    for (const thing of byNumber(things)) {
      this.#tell(this.rowOf(thing, nowNs));
      this.forget(thing, nowNs);
      this.open.remove(thing);
    }
  }
}

const nobody = (): void => {};

function byNumber<Thing extends Followed>(things: readonly Thing[]): readonly Thing[] {
  return things.toSorted((a, b) => a.number - b.number);
}
