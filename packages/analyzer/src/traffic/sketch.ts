import type { Distribution } from '../rows.ts';

/** So many measurements are kept as they are; beyond, as counts of ranges. */
const exactly = 512;
/** Each range is as much wider than the one before: its middle is within half a per cent of all that is in it. */
const widening = 1.01;
const logWidening = Math.log(widening);
/** Below this, everything is one range: measurements are told to three decimals. */
const smallest = 0.001;

/** Measurements of one kind, none below 0: their figures, in memory that does not grow with their number. */
export class Sketch {
  #exact: number[] = [];
  /** By the number of the range. */
  #ranges: Map<number, number> | undefined = undefined;
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
    if (this.#ranges !== undefined) addTo(this.#ranges, value, 1);
    else if (this.#exact.push(value) > exactly) this.#ranges = this.#takenRanges();
  }

  merge(other: Sketch): void {
    if (other.#ranges === undefined) {
      for (const value of other.#exact) this.add(value);
      return;
    }
    const ranges = this.#ranges ?? this.#takenRanges();
    for (const [range, count] of other.#ranges) ranges.set(range, (ranges.get(range) ?? 0) + count);
    this.#ranges = ranges;
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  /** To three decimals; median and 95th percentile within one per cent where there are more than 512. `undefined` where nothing was measured. */
  distribution(): Distribution | undefined {
    if (this.#count === 0) return undefined;
    return {
      count: this.#count,
      min: round(this.#min),
      mean: round(this.#sum / this.#count),
      median: round(this.#at(0.5)),
      p95: round(this.#at(0.95)),
      max: round(this.#max),
    };
  }

  #takenRanges(): Map<number, number> {
    const ranges = new Map<number, number>();
    for (const value of this.#exact) addTo(ranges, value, 1);
    this.#exact = [];
    return ranges;
  }

  /** The value below which that share of them lies. */
  #at(share: number): number {
    const place = Math.min(this.#count - 1, Math.floor(share * this.#count));
    // Not empty, so there is one at each place below the count.
    if (this.#ranges === undefined) return this.#exact.toSorted((a, b) => a - b)[place]!;
    let before = 0;
    for (const [range, count] of [...this.#ranges].toSorted(([a], [b]) => a - b)) {
      before += count;
      if (before > place) return Math.min(Math.max(middleOf(range), this.#min), this.#max);
    }
    return this.#max;
  }
}

function addTo(ranges: Map<number, number>, value: number, count: number): void {
  const range = value < smallest ? -1 : Math.floor(Math.log(value / smallest) / logWidening);
  ranges.set(range, (ranges.get(range) ?? 0) + count);
}

function middleOf(range: number): number {
  return range < 0 ? 0 : smallest * widening ** (range + 0.5);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** A share in per cent, to three decimals; `undefined` of nothing. */
export function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : round((100 * part) / whole);
}
