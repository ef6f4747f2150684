import { LossPattern } from './loss-pattern.ts';

/** What came of a packet's sequence number. */
export const arrival = {
  /** It is the next, or one further on: `gap` tells how many were left out. */
  inOrder: 0,
  /** A sequence begins anew with it (RFC 3550 A.1): the one before it was far away as well. */
  restart: 1,
  /** One with a higher number came before it. */
  outOfOrder: 2,
  duplicate: 3,
  /** So far from the others that it may be none of this sequence: RFC 3550 A.1 leaves it out until the next one follows it. */
  stray: 4,
} as const;

export type Arrival = (typeof arrival)[keyof typeof arrival];

/** RFC 3550 A.1. */
const maxDropout = 3000;
const maxMisorder = 100;
const modulus = 65_536;

/** Sequence numbers whose state may still change: more than `maxMisorder`, and a power of two. */
export const windowSize = 128;
const windowMask = windowSize - 1;

/** Before the stream's first packet. */
const NONE = 0;
const RECEIVED = 1;
const MISSING = 2;
/** Received, and too late for the jitter buffer. */
const DISCARDED = 3;

/**
 * Which sequence numbers of a stream came, and in which order: extended by the cycles of 16 bits as in RFC 3550 A.1. The last 128 numbers are at hand,
 * for packets that come late; those before them are settled, and told to the pattern of losses in the order of the sequence.
 */
export class SequenceNumbers {
  /** Packets of all kinds but strays. */
  received = 0;
  /** Of all sequences until now: from the lowest to the highest number (RFC 3550 A.3). */
  expected = 0;
  /** Numbers that never came. */
  lost = 0;
  duplicates = 0;
  outOfOrder = 0;
  /** By how many numbers the latest was behind the highest. */
  mostBehind = 0;
  restarts = 0;
  strays = 0;
  /** Numbers that the latest packet showed to be missing: those before `gapEnd`. */
  gap = 0;
  gapEnd = 0;
  /** Whether the latest packet was missing before. */
  isFound = false;
  /** By how much the latest packet changed the number of runs of packets that are missing or were too late. */
  newRuns = 0;
  /** How far the latest packet was behind the highest number. */
  behind = 0;
  readonly #states: Uint8Array = new Uint8Array(windowSize);
  readonly #pattern: LossPattern = new LossPattern();
  /** Extended: the number of cycles is in front of the 16 bits. -1 before the first packet. */
  highest = -1;
  #lowest = 0;
  /** The number that makes a stray the begin of a new sequence; -1 where none was seen. */
  #afterStray = -1;

  receive(sequence: number): Arrival {
    this.gap = 0;
    this.newRuns = 0;
    this.isFound = false;
    if (this.highest < 0) {
      this.#begin(sequence);
      this.received++;
      return arrival.inOrder;
    }
    const ahead = (sequence - this.highest) & 0xffff;
    if (ahead === 0 || ahead > modulus - maxMisorder) return this.#fallBehind((modulus - ahead) & 0xffff);
    if (ahead >= maxDropout) return this.#jump(sequence);
    this.#afterStray = -1;
    this.received++;
    this.expected += ahead;
    if (ahead === 1) this.#advance(RECEIVED);
    else this.#skip(ahead - 1);
    return arrival.inOrder;
  }

  /** The latest packet came too late for the jitter buffer. */
  discard(): void {
    const number = this.highest - this.behind;
    const before = this.#isImpaired(number - 1);
    const after = this.behind > 0 && this.#isImpaired(number + 1);
    this.newRuns += before && after ? -1 : before || after ? 0 : 1;
    this.#states[number & windowMask] = DISCARDED;
  }

  /** Of all that is settled and what is still at hand. */
  pattern(): LossPattern {
    const pattern = this.#pattern.copy();
    for (let number = this.#oldest(); number <= this.highest; number++)
      tell(pattern, this.#states[number & windowMask]!);
    return pattern;
  }

  /** How many of the latest numbers have not come until now; -1 where they are no longer all at hand. */
  lostAmong(latest: number): number {
    if (latest > windowSize) return -1;
    let lost = 0;
    for (let number = this.highest - latest + 1; number <= this.highest; number++)
      if (this.#states[number & windowMask] === MISSING) lost++;
    return lost;
  }

  #oldest(): number {
    return Math.max(this.#lowest, this.highest - windowSize + 1);
  }

  #begin(sequence: number): void {
    this.#states.fill(NONE);
    // One cycle is kept free, for numbers that come before the first.
    this.highest = modulus + sequence;
    this.#lowest = this.highest;
    this.#states[sequence & windowMask] = RECEIVED;
    this.#afterStray = -1;
    this.expected++;
    this.behind = 0;
  }

  #advance(state: number): void {
    const at = ++this.highest & windowMask;
    tell(this.#pattern, this.#states[at]!);
    this.#states[at] = state;
    this.behind = 0;
  }

  #skip(missing: number): void {
    this.gap = missing;
    this.newRuns = this.#isImpaired(this.highest) ? 0 : 1;
    this.lost += missing;
    const settled = Math.max(0, missing - windowSize);
    if (settled > 0) {
      this.#settleAll();
      this.#pattern.lose(settled);
      this.highest += settled;
    }
    for (let at = settled; at < missing; at++) this.#advance(MISSING);
    this.#advance(RECEIVED);
    this.gapEnd = this.highest;
  }

  #settleAll(): void {
    for (let number = this.highest - windowSize + 1; number <= this.highest; number++) {
      const at = number & windowMask;
      tell(this.#pattern, this.#states[at]!);
      this.#states[at] = NONE;
    }
  }

  /** A packet whose number is not above the highest. */
  #fallBehind(behind: number): Arrival {
    const number = this.highest - behind;
    this.behind = behind;
    const state = this.#states[number & windowMask]!;
    this.received++;
    if (state === RECEIVED || state === DISCARDED) {
      this.duplicates++;
      return arrival.duplicate;
    }
    if (state === NONE) this.#beginEarlier(number);
    else {
      this.isFound = true;
      this.newRuns = this.#runsWithout(number);
      this.lost--;
    }
    this.#states[number & windowMask] = RECEIVED;
    this.outOfOrder++;
    if (behind > this.mostBehind) this.mostBehind = behind;
    return arrival.outOfOrder;
  }

  /** What came first was not the first of its sequence. */
  #beginEarlier(number: number): void {
    const before = this.#lowest;
    const missing = before - number - 1;
    for (let each = number + 1; each < before; each++) this.#states[each & windowMask] = MISSING;
    this.#lowest = number;
    this.expected += missing + 1;
    this.lost += missing;
    this.gap = missing;
    this.gapEnd = before;
    this.newRuns = missing > 0 && !this.#isImpaired(before) ? 1 : 0;
  }

  #isImpaired(number: number): boolean {
    const state = this.#states[number & windowMask];
    return number > this.highest - windowSize && (state === MISSING || state === DISCARDED);
  }

  #runsWithout(number: number): -1 | 0 | 1 {
    const before = this.#isImpaired(number - 1);
    const after = number < this.highest && this.#isImpaired(number + 1);
    if (before && after) return 1;
    return before || after ? 0 : -1;
  }

  #jump(sequence: number): Arrival {
    if (sequence !== this.#afterStray) {
      this.#afterStray = (sequence + 1) & 0xffff;
      this.strays++;
      return arrival.stray;
    }
    // The stray before it was the first of the new sequence.
    this.#settleAll();
    this.restarts++;
    this.strays--;
    this.#begin((sequence - 1) & 0xffff);
    this.#advance(RECEIVED);
    this.expected++;
    this.received += 2;
    return arrival.restart;
  }
}

function tell(pattern: LossPattern, state: number): void {
  if (state === RECEIVED) pattern.receive();
  else if (state === MISSING) pattern.lose(1);
  else if (state === DISCARDED) pattern.discard();
}
