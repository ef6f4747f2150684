import { maxRanges } from './limits.ts';

/** Which bytes of a message came, counted from 1: ranges in order, with holes between them. */
export class ByteRanges {
  readonly #starts: number[] = [];
  /** The last byte of each. */
  readonly #ends: number[] = [];
  /** All bytes that came, each counted once. */
  bytes = 0;

  /** Adds these; how many of them are new. */
  add(start: number, end: number): number {
    if (end < start) return 0;
    const first = this.#firstReaching(start - 1);
    let last = first;
    let [from, to, known] = [start, end, 0];
    while (last < this.#starts.length && this.#starts[last]! <= end + 1) {
      from = Math.min(from, this.#starts[last]!);
      to = Math.max(to, this.#ends[last]!);
      known += this.#ends[last]! - this.#starts[last]! + 1;
      last++;
    }
    // Beyond so many holes, more ranges are not followed.
    if (last === first && this.#starts.length >= maxRanges) return 0;
    this.#starts.splice(first, last - first, from);
    this.#ends.splice(first, last - first, to);
    const added = to - from + 1 - known;
    this.bytes += added;
    return added;
  }

  /** How many came from the first on, without a hole. */
  get leading(): number {
    return this.#starts[0] === 1 ? this.#ends[0]! : 0;
  }

  /** Whether all bytes up to that one came. */
  hasAll(total: number): boolean {
    return this.leading >= total;
  }

  /** Whether all of these came. */
  has(start: number, end: number): boolean {
    const at = this.#firstReaching(end);
    return end < start || (at < this.#starts.length && this.#starts[at]! <= start);
  }

  /** The first range that ends at that byte or behind it. */
  #firstReaching(byte: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle]! < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
