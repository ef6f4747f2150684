import { unitsToNs } from './ntp-time.ts';
import { maxAnswered } from './report-limits.ts';
import { Spread } from './spread.ts';

/** Shorter than nothing by the grain of clocks and of DLSR, which some devices keep in milliseconds or worse. */
const toleranceNs = 20e6;
const longestNs = 60e9;

/** The times at which reports with an NTP timestamp passed the tap: what answers one of them tells how long the way to its receiver and back is. */
export class PassedReports {
  readonly #stamps: number[] = [];
  readonly #timesNs: number[] = [];
  #next = 0;

  /** `stamp`: the middle 32 bits of its NTP timestamp. A sender without a clock has 0, which answers nothing. */
  add(stamp: number, timeNs: number): void {
    if (stamp === 0) return;
    this.#stamps[this.#next] = stamp;
    this.#timesNs[this.#next] = timeNs;
    this.#next = (this.#next + 1) % maxAnswered;
  }

  /**
   * Nanoseconds from the tap to whoever answers and back: the time since the report passed, less what the answer says that it waited there (A − LSR − DLSR of RFC 3550 §6.4.1, with A and LSR
   * by the clock of the tap). Undefined where that report did not pass, or the answer cannot be right.
   */
  roundTripNs(stamp: number, delay: number, timeNs: number): number | undefined {
    const at = stamp === 0 ? -1 : this.#stamps.indexOf(stamp);
    if (at < 0) return undefined;
    const tripNs = timeNs - this.#timesNs[at]! - unitsToNs(delay);
    return tripNs < -toleranceNs || tripNs > longestNs ? undefined : Math.max(0, tripNs);
  }
}

/** Round trips between the tap and the sources of RTCP, by the flow on which they answer. */
export class RoundTrips {
  readonly #byFlow = new Map<number, Spread>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(flow: number, tripNs: number): void {
    let spread = this.#byFlow.get(flow);
    if (spread === undefined) {
      if (this.#byFlow.size >= this.#most) this.#forgetOldest();
      spread = new Spread();
      this.#byFlow.set(flow, spread);
    }
    spread.add(tripNs);
  }

  /** Half of them at once: to find the first of a map takes longer the more were taken out before it. */
  #forgetOldest(): void {
    let left = this.#most / 2;
    for (const flow of this.#byFlow.keys()) {
      if (left-- <= 0) return;
      this.#byFlow.delete(flow);
    }
  }

  of(flow: number): Spread | undefined {
    return this.#byFlow.get(flow);
  }
}
