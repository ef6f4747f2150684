/** Bytes kept of all connections together. */
const ringBytes = 1024 * 1024;
/** Runs of bytes a direction remembers. */
const maxRuns = 8;

/** The latest bytes of all connections, in a ring. */
export class RecentBytes {
  #ring: Uint8Array | undefined;
  /** Bytes written so far: the position of the next one. */
  written = 0;

  /** Adds bytes; gives the position of the first, or -1 where they are too many. */
  write(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > ringBytes) return -1;
    const ring = (this.#ring ??= new Uint8Array(ringBytes));
    const at = this.written % ringBytes;
    const first = Math.min(length, ringBytes - at);
    ring.set(bytes.subarray(start, start + first), at);
    if (first < length) ring.set(bytes.subarray(start + first, end), 0);
    const position = this.written;
    this.written += length;
    return position;
  }

  /** Whether other bytes were written at this position, as far as they are still there. */
  differs(position: number, bytes: Uint8Array, start: number, end: number): boolean {
    const ring = this.#ring;
    if (ring === undefined) return false;
    const known = Math.max(this.written - ringBytes - position, 0);
    for (let at = start + known; at < end; at++) {
      if (ring[(position + at - start) % ringBytes] !== bytes[at]) return true;
    }
    return false;
  }
}

/** What one direction has sent lately, so that what is sent again can be compared with it. */
export class SentBytes {
  readonly #recent: RecentBytes;
  /** Sequence number, length and position of each run, the oldest first. */
  readonly #runs: number[] = [];

  constructor(recent: RecentBytes) {
    this.#recent = recent;
  }

  add(sequence: number, bytes: Uint8Array, start: number, end: number): void {
    const runs = this.#runs;
    const position = this.#recent.write(bytes, start, end);
    if (position === -1) return;
    const last = runs.length - 3;
    const lastLength = runs[last + 1]!;
    const isNext =
      last >= 0 && ((runs[last]! + lastLength) | 0) === sequence && runs[last + 2]! + lastLength === position;
    if (isNext) {
      runs[last + 1] = lastLength + end - start;
      return;
    }
    if (runs.length >= maxRuns * 3) runs.splice(0, 3);
    runs.push(sequence, end - start, position);
  }

  /** Whether other bytes than these were sent with these sequence numbers, as far as is remembered. */
  differs(sequence: number, bytes: Uint8Array, start: number, end: number): boolean {
    const runs = this.#runs;
    for (let run = 0; run < runs.length; run += 3) {
      const ahead = (sequence - runs[run]!) | 0;
      const from = Math.max(0, -ahead);
      const to = Math.min(end - start, runs[run + 1]! - ahead);
      if (from < to && this.#recent.differs(runs[run + 2]! + ahead + from, bytes, start + from, start + to))
        return true;
    }
    return false;
  }
}
