/** The second with most, and how many. */
export type Peak = { readonly second: number; readonly count: number };

/** A week: what comes later is told with its last second. */
const mostSeconds = 7 * 24 * 3600;

/** Numbers by seconds of capture time, which may be added to in any order. */
export class PerSecond {
  #values = new Int32Array(64);
  #length = 0;

  /** One more second than there is a number for. */
  get length(): number {
    return this.#length;
  }

  add(timeNs: number, value: number): void {
    const second = secondOf(timeNs);
    if (second >= this.#values.length) this.#grow(second);
    this.#values[second]! += value;
    this.#length = Math.max(this.#length, second + 1);
  }

  at(second: number): number {
    return this.#values[second] ?? 0;
  }

  /** The first of those with most; `undefined` where there is none. */
  most(): Peak | undefined {
    let most: Peak = { second: 0, count: 0 };
    for (let second = 0; second < this.#length; second++) {
      const count = this.at(second);
      if (count > most.count) most = { second, count };
    }
    return most.count === 0 ? undefined : most;
  }

  #grow(second: number): void {
    const values = new Int32Array(Math.min(mostSeconds, Math.max(second + 1, this.#values.length * 2)));
    values.set(this.#values);
    this.#values = values;
  }
}

/** Of capture time; never beyond the last that is told. */
export function secondOf(timeNs: number): number {
  return Math.min(mostSeconds - 1, Math.max(0, Math.floor(timeNs / 1e9)));
}

/** How many of something were there at some time of each second. */
export class Concurrency {
  /** One more at the first second of each, one fewer behind its last. */
  readonly #steps = new PerSecond();

  /** `toNs`: `undefined` of what goes on. */
  add(fromNs: number, toNs: number | undefined): void {
    this.#steps.add(fromNs, 1);
    if (toNs !== undefined) this.#steps.add(Math.max(fromNs, toNs) + 1e9, -1);
  }

  /** The most there were in each minute, from 0 on. `more`: those that are counted elsewhere. */
  mostPerMinute(more: Concurrency): readonly number[] {
    const most: number[] = [];
    this.#each(more, (second, count) => {
      const minute = Math.floor(second / 60);
      most[minute] = Math.max(most[minute] ?? 0, count);
    });
    return most;
  }

  /** The first second with most of them. */
  most(more: Concurrency): Peak | undefined {
    let most: Peak = { second: 0, count: 0 };
    this.#each(more, (second, count) => {
      if (count > most.count) most = { second, count };
    });
    return most.count === 0 ? undefined : most;
  }

  #each(more: Concurrency, tell: (second: number, count: number) => void): void {
    let now = 0;
    const seconds = Math.max(this.#steps.length, more.#steps.length);
    for (let second = 0; second < seconds; second++) {
      now += this.#steps.at(second) + more.#steps.at(second);
      tell(second, now);
    }
  }
}
