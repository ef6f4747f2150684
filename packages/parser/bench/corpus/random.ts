import { randomOf } from '../../test/mutate.ts';

/** Draws that are the same for the same seed. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomOf(seed);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  /** True so many times of a hundred. */
  chance(percent: number): boolean {
    return this.#next() * 100 < percent;
  }

  pick<Item>(items: readonly Item[]): Item {
    // The index is one of the list's, and no list here is empty.
    return items[this.between(0, items.length - 1)]!;
  }

  /** So many hexadecimal digits. */
  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.between(0, 15).toString(16);
    return text;
  }

  digits(length: number): string {
    let text = '';
    while (text.length < length) text += this.between(text === '' ? 1 : 0, 9).toString();
    return text;
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const left = [...items];
    for (let at = left.length - 1; at > 0; at--) {
      const other = this.between(0, at);
      // Both are indexes of the list.
      [left[at], left[other]] = [left[other]!, left[at]!];
    }
    return left;
  }
}
