/** How much time packets hold, by the steps of their timestamps (`ptime` of RFC 8866 §6.4): the most frequent steps, in bounded space. */

const candidates = 4;
/** Of all steps. */
const leastShare = 0.5;
const alsoShare = 0.1;
/** Where more of the steps are none, several packets make one frame, as of video. */
const mostZeros = 0.1;

export class PacketTimes {
  #steps = 0;
  #zeros = 0;
  readonly #values: Uint32Array = new Uint32Array(candidates);
  readonly #counts: Uint32Array = new Uint32Array(candidates);

  /** The timestamps of two packets whose sequence numbers follow one another differ by so many ticks. */
  step(ticks: number): void {
    this.#steps++;
    if (ticks === 0) {
      this.#zeros++;
      return;
    }
    let free = -1;
    for (let at = 0; at < candidates; at++) {
      if (this.#values[at] === ticks) {
        this.#counts[at] = this.#counts[at]! + 1;
        return;
      }
      if (this.#counts[at] === 0) free = at;
    }
    if (free >= 0) {
      this.#values[free] = ticks;
      this.#counts[free] = 1;
      return;
    }
    // Misra and Gries: what is frequent stays.
    for (let at = 0; at < candidates; at++) this.#counts[at] = this.#counts[at]! - 1;
  }

  /** The usual step, and others of which there are many; in ticks. Undefined where there is none, or packets share timestamps. */
  usual(): { readonly ticks: number; readonly others: readonly number[] } | undefined {
    if (this.#steps === 0 || this.#zeros > this.#steps * mostZeros) return undefined;
    const ranked = Array.from(this.#values, (ticks, at) => ({ ticks, count: this.#counts[at]! }))
      .filter(({ count }) => count >= this.#steps * alsoShare)
      .toSorted((a, b) => b.count - a.count);
    const [first, ...others] = ranked;
    if (first === undefined || first.count < this.#steps * leastShare) return undefined;
    return { ticks: first.ticks, others: others.map(({ ticks }) => ticks) };
  }
}
