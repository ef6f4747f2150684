import type { Place } from '../../capture/place.ts';

/** A piece of a user message, kept until the others come. */
export type Fragment = {
  readonly bytes: Uint8Array;
  readonly place: Place;
  readonly frame: number;
  /** All packets that carried it, where more than one. */
  readonly frames: readonly number[] | undefined;
  readonly timeNs: number;
  readonly ipId: number;
  /** Of the packet, in the `FlowTable`. */
  readonly flow: number;
  next: Fragment | undefined;
};

/** Fragments that follow on each other without a gap, numbered `[first, last]`. */
export type FragmentRun = {
  first: number;
  last: number;
  readonly message: number;
  head: Fragment | undefined;
  tail: Fragment | undefined;
  hasBegin: boolean;
  hasEnd: boolean;
  lengthBytes: number;
  count: number;
};

/** What keeping a fragment costs besides its bytes. */
const FRAGMENT_COST = 256;

/**
 * Puts the fragments of user messages together, in whatever order they come: RFC 9260 §6.9. They carry numbers that follow on each other, over 2^32.
 * Takes the same time for each fragment, however many there are.
 */
export class FragmentRuns {
  readonly #byFirst = new Map<number, FragmentRun>();
  readonly #byLast = new Map<number, FragmentRun>();
  /** Numbers of all fragments that are kept. */
  readonly #kept = new Set<number>();
  /** Bytes kept, and what keeping them costs. */
  costBytes = 0;

  get isEmpty(): boolean {
    return this.#byFirst.size === 0;
  }

  /** The message that this fragment completes, or that grows past the limit with it: then it has no end. */
  add(
    number: number,
    message: number,
    ends: { readonly isBegin: boolean; readonly isEnd: boolean },
    fragment: Fragment,
    limitBytes: number,
  ): FragmentRun | undefined {
    if (this.#kept.has(number)) return undefined;
    let run: FragmentRun = {
      first: number,
      last: number,
      message,
      head: fragment,
      tail: fragment,
      hasBegin: ends.isBegin,
      hasEnd: ends.isEnd,
      lengthBytes: fragment.bytes.length,
      count: 1,
    };
    this.#kept.add(number);
    this.costBytes += fragment.bytes.length + FRAGMENT_COST;
    run = this.#joinedWithBefore(run);
    run = this.#joinedWithBehind(run);
    this.#byFirst.set(run.first, run);
    this.#byLast.set(run.last, run);
    if (run.hasBegin && run.hasEnd) {
      this.#remove(run);
      return run;
    }
    if (run.lengthBytes <= limitBytes) return undefined;
    this.#remove(run);
    return run;
  }

  /** Everything that is kept, in the order it came; then it is empty. */
  takeAll(): FragmentRun[] {
    const runs = [...this.#byFirst.values()];
    this.#byFirst.clear();
    this.#byLast.clear();
    this.#kept.clear();
    this.costBytes = 0;
    return runs;
  }

  #joinedWithBefore(run: FragmentRun): FragmentRun {
    if (run.hasBegin) return run;
    const before = this.#byLast.get((run.first - 1) >>> 0);
    if (before === undefined || before.hasEnd || before.message !== run.message) return run;
    return this.#join(before, run);
  }

  #joinedWithBehind(run: FragmentRun): FragmentRun {
    if (run.hasEnd) return run;
    const behind = this.#byFirst.get((run.last + 1) >>> 0);
    if (behind === undefined || behind === run || behind.hasBegin || behind.message !== run.message) return run;
    return this.#join(run, behind);
  }

  #join(run: FragmentRun, behind: FragmentRun): FragmentRun {
    this.#byLast.delete(run.last);
    this.#byFirst.delete(behind.first);
    if (run.tail !== undefined) run.tail.next = behind.head;
    run.tail = behind.tail;
    run.last = behind.last;
    run.hasEnd = behind.hasEnd;
    run.lengthBytes += behind.lengthBytes;
    run.count += behind.count;
    return run;
  }

  #remove(run: FragmentRun): void {
    this.#byFirst.delete(run.first);
    this.#byLast.delete(run.last);
    for (let i = 0; i < run.count; i++) this.#kept.delete((run.first + i) >>> 0);
    this.costBytes -= run.lengthBytes + run.count * FRAGMENT_COST;
  }
}
