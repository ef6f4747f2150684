/**
 * A column of numbers that grows by segments of 65,536 rows: no copy when it grows, a few bytes a row.
 * Rows are appended with `push` and may be set again; reading past the end, or what was dropped, is the caller's mistake.
 */
const segmentBits = 16;
export const segmentSize: number = 1 << segmentBits;
const segmentMask = segmentSize - 1;

type Segment = Float64Array | Uint32Array | Uint16Array | Uint8Array;

export class Column {
  readonly #segments: (Segment | undefined)[] = [];
  #dropped = 0;
  readonly #make: (size: number) => Segment;
  length = 0;

  constructor(make: (size: number) => Segment) {
    this.#make = make;
  }

  static float64(): Column {
    return new Column((size) => new Float64Array(size));
  }

  static uint32(): Column {
    return new Column((size) => new Uint32Array(size));
  }

  static uint16(): Column {
    return new Column((size) => new Uint16Array(size));
  }

  static uint8(): Column {
    return new Column((size) => new Uint8Array(size));
  }

  push(value: number): void {
    const row = this.length++;
    if ((row & segmentMask) === 0) this.#segments.push(this.#make(segmentSize));
    this.#segments[row >>> segmentBits]![row & segmentMask] = value;
  }

  get(row: number): number {
    return this.#segments[row >>> segmentBits]![row & segmentMask]!;
  }

  set(row: number, value: number): void {
    this.#segments[row >>> segmentBits]![row & segmentMask] = value;
  }

  /** Lets go of the segments that lie wholly before that row. */
  dropBefore(row: number): void {
    const kept = Math.min(row, this.length) >>> segmentBits;
    while (this.#dropped < kept) this.#segments[this.#dropped++] = undefined;
  }
}
