/** As many gaps of a sender are remembered. */
const maxGaps = 9;
/** And from so many on they tell something. */
const enoughGaps = 3;
/** Senders beyond these are not learned. */
const maxSenders = 10_000;

/** What T1 senders use: the median of the gaps between a message and its first copy (RFC 3261 §17.1.1.1 lets them choose). */
export class SenderIntervals {
  /** By endpoint: its latest gaps, in nanoseconds. */
  readonly #gaps = new Map<number, number[]>();

  learn(endpoint: number, gapNs: number): void {
    const known = this.#gaps.get(endpoint);
    if (known === undefined) {
      if (this.#gaps.size < maxSenders) this.#gaps.set(endpoint, [gapNs]);
      return;
    }
    if (known.length === maxGaps) known.shift();
    known.push(gapNs);
  }

  /** In nanoseconds, 0 where too little is known. */
  t1Ns(endpoint: number): number {
    const known = this.#gaps.get(endpoint);
    if (known === undefined || known.length < enoughGaps) return 0;
    return known.toSorted((a, b) => a - b)[known.length >> 1]!;
  }
}
