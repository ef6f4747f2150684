import { windowSize } from './sequence-numbers.ts';

/** Columns of a bucket. */
const column = {
  packets: 0,
  bytes: 1,
  lost: 2,
  late: 3,
  duplicates: 4,
  /** Runs of packets that were lost or late. */
  runs: 5,
  jitterSum: 6,
  jitterCount: 7,
  jitterMax: 8,
  deltaMax: 9,
  /** Power, relative to the highest level there is. */
  levelSum: 10,
  levelCount: 11,
  /** Decibels above -128 dBov; 0 where none was measured. */
  levelPeak: 12,
  /** Number of the format that was last sent; 0 where none is known. */
  format: 13,
} as const;

export type SeriesColumn = Exclude<keyof typeof column, 'format'>;

const columns = 14;
const firstBuckets = 4;
export const mostBuckets = 1024;
const firstWidthNs = 1e9;
/** No level is so low (RFC 6464 §3). */
export const silenceBelow = -128;

/**
 * A stream second by second. There are at most 1024 buckets: when time goes beyond, each two become one and their width doubles. One array holds all columns, and grows.
 */
export class Series {
  readonly startedNs: number;
  widthNs: number = firstWidthNs;
  /** Buckets in use. */
  length = 0;
  #cells: Float64Array = new Float64Array(firstBuckets * columns);
  /** Of the latest bucket asked for. */
  #at = 0;
  #beginNs: number = Infinity;
  /** The bucket in which each sequence number of the window was found missing, by its place in the window. */
  #noted: Uint16Array | undefined = undefined;

  constructor(startedNs: number) {
    this.startedNs = startedNs;
  }

  packet(timeNs: number, bytes: number): void {
    const cells = this.#bucket(timeNs);
    cells[this.#at] = cells[this.#at]! + 1;
    cells[this.#at + column.bytes] = cells[this.#at + column.bytes]! + bytes;
  }

  format(timeNs: number, format: number): void {
    this.#bucket(timeNs)[this.#at + column.format] = format;
  }

  /** The numbers before this one are missing, until they come. */
  lose(timeNs: number, packets: number, extended: number, runs: number): void {
    const cells = this.#bucket(timeNs);
    cells[this.#at + column.lost] = cells[this.#at + column.lost]! + packets;
    cells[this.#at + column.runs] = cells[this.#at + column.runs]! + runs;
    const bucket = this.#at / columns;
    const noted = (this.#noted ??= new Uint16Array(windowSize));
    for (let behind = Math.min(packets, windowSize - 1); behind > 0; behind--)
      noted[(extended - behind) & (windowSize - 1)] = bucket;
  }

  /** One that was missing came. It changes the number of runs by so many. */
  refill(extended: number, runs: number): void {
    const at = (this.#noted?.[extended & (windowSize - 1)] ?? 0) * columns;
    this.#cells[at + column.lost] = this.#cells[at + column.lost]! - 1;
    this.#cells[at + column.runs] = this.#cells[at + column.runs]! + runs;
  }

  late(timeNs: number, runs: number): void {
    const cells = this.#bucket(timeNs);
    cells[this.#at + column.late] = cells[this.#at + column.late]! + 1;
    cells[this.#at + column.runs] = cells[this.#at + column.runs]! + runs;
  }

  duplicate(timeNs: number): void {
    const cells = this.#bucket(timeNs);
    cells[this.#at + column.duplicates] = cells[this.#at + column.duplicates]! + 1;
  }

  jitter(timeNs: number, jitterMs: number): void {
    const cells = this.#bucket(timeNs);
    const at = this.#at;
    cells[at + column.jitterSum] = cells[at + column.jitterSum]! + jitterMs;
    cells[at + column.jitterCount] = cells[at + column.jitterCount]! + 1;
    if (jitterMs > cells[at + column.jitterMax]!) cells[at + column.jitterMax] = jitterMs;
  }

  delta(timeNs: number, deltaMs: number): void {
    const cells = this.#bucket(timeNs);
    if (deltaMs > cells[this.#at + column.deltaMax]!) cells[this.#at + column.deltaMax] = deltaMs;
  }

  /** In dBov: 0 or less. */
  level(timeNs: number, dBov: number): void {
    const cells = this.#bucket(timeNs);
    const at = this.#at;
    cells[at + column.levelSum] = cells[at + column.levelSum]! + 10 ** (dBov / 10);
    cells[at + column.levelCount] = cells[at + column.levelCount]! + 1;
    cells[at + column.levelPeak] = Math.max(cells[at + column.levelPeak]!, dBov - silenceBelow);
  }

  value(bucket: number, name: SeriesColumn): number {
    return this.#cells[bucket * columns + column[name]]!;
  }

  formatOf(bucket: number): number {
    return this.#cells[bucket * columns + column.format]!;
  }

  sum(from: number, to: number, name: SeriesColumn): number {
    let sum = 0;
    for (let bucket = from; bucket < to; bucket++) sum += this.value(bucket, name);
    return sum;
  }

  /** The cells, with `#at` where the bucket of that time begins in them. */
  #bucket(timeNs: number): Float64Array {
    const since = timeNs - this.#beginNs;
    if (since >= 0 && since < this.widthNs) return this.#cells;
    return this.#find(timeNs);
  }

  #find(timeNs: number): Float64Array {
    // What comes before the first packet, by a clock that was set back, is counted with it.
    const elapsed = Math.max(0, timeNs - this.startedNs);
    while (elapsed >= this.widthNs * mostBuckets) this.#halve();
    const bucket = Math.floor(elapsed / this.widthNs);
    while ((bucket + 1) * columns > this.#cells.length) this.#grow();
    if (bucket >= this.length) this.length = bucket + 1;
    this.#at = bucket * columns;
    this.#beginNs = this.startedNs + bucket * this.widthNs;
    return this.#cells;
  }

  #grow(): void {
    const wider = new Float64Array(Math.min(mostBuckets * columns, this.#cells.length * 2));
    wider.set(this.#cells);
    this.#cells = wider;
  }

  #halve(): void {
    const pairs = Math.ceil(this.length / 2);
    for (let pair = 0; pair < pairs; pair++) this.#merge(pair);
    this.#cells.fill(0, pairs * columns, this.length * columns);
    this.#noted?.forEach((bucket, at, noted) => (noted[at] = bucket >> 1));
    this.length = pairs;
    this.widthNs *= 2;
    this.#beginNs = Infinity;
  }

  /** Bucket `pair` becomes the sum of the two that were at twice its number. */
  #merge(pair: number): void {
    const cells = this.#cells;
    const to = pair * columns;
    const first = 2 * to;
    const second = 2 * pair + 1 < this.length ? first + columns : -1;
    for (let each = 0; each < columns; each++) {
      cells[to + each] = merged(each, cells[first + each]!, second < 0 ? 0 : cells[second + each]!);
    }
  }
}

function merged(each: number, a: number, b: number): number {
  switch (each) {
    case column.jitterMax:
    case column.deltaMax:
    case column.levelPeak:
      return Math.max(a, b);
    case column.format:
      return b === 0 ? a : b;
    default:
      return a + b;
  }
}
