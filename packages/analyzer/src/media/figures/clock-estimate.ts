/** What RFC 3551 and registered media types use. */
const knownClocks = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 90_000] as const;

/** A measured rate within this share of a known one is that one: between 11,025 and 12,000 Hz there is twice as much. */
const tolerance = 0.04;
const mostKept = 64;
const leastMs = 250;
/** Packets after which it is tried; the last time, without what came between the first and the last. */
const tries = [16, 32, mostKept, 512] as const;

/** Finds the clock of timestamps whose format nothing tells, from how fast they run. Keeps the first packets, so that they can be timed when it is found. */
export class ClockEstimate {
  /** Kept packets, in the order in which they came. */
  kept = 0;
  readonly timesNs: Float64Array = new Float64Array(mostKept);
  readonly timestamps: Uint32Array = new Uint32Array(mostKept);
  readonly counts: Uint8Array = new Uint8Array(mostKept);
  #seen = 0;

  /** The clock, once it is found; else 0. After 512 packets it is tried no more. */
  receive(timeNs: number, timestamp: number, counts: boolean): number {
    this.#seen++;
    if (this.kept < mostKept) {
      this.timesNs[this.kept] = timeNs;
      this.timestamps[this.kept] = timestamp;
      this.counts[this.kept] = counts ? 1 : 0;
      this.kept++;
    }
    if (!tries.some((packets) => packets === this.#seen)) return 0;
    const found = this.#clockAt(timeNs, timestamp);
    // What lies between the kept ones and this one cannot be timed any more.
    if (found !== 0 && this.#seen > this.kept) this.kept = 0;
    return found;
  }

  #clockAt(timeNs: number, timestamp: number): number {
    const elapsedMs = (timeNs - this.timesNs[0]!) / 1e6;
    if (elapsedMs < leastMs) return 0;
    const hz = (((timestamp - this.timestamps[0]!) >>> 0) * 1000) / elapsedMs;
    return knownClocks.find((clock) => Math.abs(hz - clock) <= clock * tolerance) ?? 0;
  }
}
