import type { CaptureClock } from '../capture/packet.ts';

/** The latest moment ISO 8601 writes with four digits of year; what lies beyond is shown as this. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Writes capture times as ISO 8601 in UTC, with the decimals of the capture. */
export class TimeFormat {
  readonly #clock: () => CaptureClock;

  /** The second written last, and its text: neighbours mostly share it. */
  #second = Number.NaN;
  #text = '';
  /** The clock's beginning, in whole milliseconds and nanoseconds beyond. */
  #epochNs = -1n;
  #epochMs = 0;
  #beyondMsNs = 0;

  /** The clock is asked at each call: the first packet sets it. */
  constructor(clock: () => CaptureClock) {
    this.#clock = clock;
  }

  /** `2026-11-22T05:50:59.678796Z` */
  iso(timeNs: number): string {
    const { epochNs, decimals } = this.#clock();
    // Beyond 104 days a number of nanoseconds is inexact: half a unit puts it back where the capture's decimals say.
    const halfUnitNs = decimals < 9 ? 10 ** (9 - decimals) / 2 : 0;
    if (epochNs !== this.#epochNs) this.#setEpoch(epochNs);
    const subMillisecondNs = this.#beyondMsNs + timeNs + halfUnitNs;
    const wholeMs = Math.floor(subMillisecondNs / 1e6);
    const restNs = subMillisecondNs - wholeMs * 1e6;
    const epochMs = this.#epochMs + wholeMs;
    const clampedMs = Math.min(Math.max(epochMs, 0), lastMs);
    const second = Math.floor(clampedMs / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#text = new Date(second * 1000).toISOString().slice(0, 19);
    }
    if (decimals === 0) return `${this.#text}Z`;
    const ns = (clampedMs - second * 1000) * 1e6 + Math.floor(restNs);
    return `${this.#text}.${String(ns).padStart(9, '0').slice(0, decimals)}Z`;
  }

  #setEpoch(epochNs: bigint): void {
    this.#epochNs = epochNs;
    this.#epochMs = Number(epochNs / 1_000_000n);
    this.#beyondMsNs = Number(epochNs % 1_000_000n);
  }
}

/** Milliseconds between two moments, to the capture's microsecond. */
export function milliseconds(fromNs: number, toNs: number): number {
  return Math.round((toNs - fromNs) / 1e3) / 1e3;
}
