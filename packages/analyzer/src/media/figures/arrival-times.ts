/**
 * When packets came beside when their timestamps say they were sampled: interarrival jitter (RFC 3550 §6.4.1, A.8), and the times between arrivals.
 *
 *     D(i-1,i) = (R_i - R_i-1) - (S_i - S_i-1)
 *     J(i)     = J(i-1) + (|D(i-1,i)| - J(i-1)) / 16
 *
 * Packets are taken in the order in which they came, duplicates too. What was late by more than `jumpMs`, or early, was not delayed: its sender's timestamps jumped.
 * They begin anew then, and where the clock is another than that of the packet before: two clocks have no difference (RFC 7160).
 */
const jumpMs = 2000;

export class ArrivalTimes {
  /** Of A.8, after the latest packet. */
  jitterMs = 0;
  jitterMsMax = 0;
  timestampJumps = 0;
  /** Of the latest packet: how much later than the first it came, by their timestamps. */
  transitMs = 0;
  minDeltaMs: number = Infinity;
  maxDeltaMs = 0;
  maxDeltaFrame = 0;
  #jitterSum = 0;
  #jitterCount = 0;
  #deltaSum = 0;
  #deltaCount = 0;
  /** Of the packet before of any kind; -1 before the first. */
  #arrivedNs = -1;
  /** Of the packet before whose timestamp counts. */
  #timedNs = 0;
  #timestamp = 0;
  #clockHz = 0;

  /** The time since the packet before, in ms; -1 of the first. `counts` where it is no pause that the sender made. */
  arrive(timeNs: number, frame: number, counts: boolean): number {
    const before = this.#arrivedNs;
    this.#arrivedNs = timeNs;
    if (before < 0) return -1;
    const deltaMs = (timeNs - before) / 1e6;
    if (!counts) return -1;
    this.#deltaSum += deltaMs;
    this.#deltaCount++;
    if (deltaMs < this.minDeltaMs) this.minDeltaMs = deltaMs;
    if (deltaMs > this.maxDeltaMs) {
      this.maxDeltaMs = deltaMs;
      this.maxDeltaFrame = frame;
    }
    return deltaMs;
  }

  /** A packet whose timestamp tells when it was sampled. True where the jitter after it is a measurement; `counts` whether mean and maximum take it. */
  time(timeNs: number, timestamp: number, clockHz: number, counts: boolean): boolean {
    const sameClock = clockHz === this.#clockHz;
    const sinceMs = (timeNs - this.#timedNs) / 1e6;
    const stepMs = (((timestamp - this.#timestamp) | 0) * 1000) / clockHz;
    this.#timedNs = timeNs;
    this.#timestamp = timestamp;
    this.#clockHz = clockHz;
    if (!sameClock) return false;
    const difference = sinceMs - stepMs;
    const magnitude = difference < 0 ? -difference : difference;
    if (magnitude > jumpMs) {
      this.timestampJumps++;
      return false;
    }
    this.transitMs += difference;
    const jitter = this.jitterMs + (magnitude - this.jitterMs) / 16;
    this.jitterMs = jitter;
    if (!counts) return false;
    this.#jitterSum += jitter;
    this.#jitterCount++;
    if (jitter > this.jitterMsMax) this.jitterMsMax = jitter;
    return true;
  }

  /** What comes next is compared with nothing before it. */
  begin(): void {
    this.#clockHz = 0;
  }

  /** Undefined where nothing was measured. */
  jitterMsMean(): number | undefined {
    return this.#jitterCount === 0 ? undefined : this.#jitterSum / this.#jitterCount;
  }

  meanDeltaMs(): number | undefined {
    return this.#deltaCount === 0 ? undefined : this.#deltaSum / this.#deltaCount;
  }
}
