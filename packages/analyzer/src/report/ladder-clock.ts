import { TimeFormat } from '../follow/format-time.ts';
import { decimalsOf, parseTime } from '../follow/parse-time.ts';

/** Times of a picture: since its first message, in milliseconds to the microsecond. */
export class LadderClock {
  readonly #startMs: number;
  readonly #format: TimeFormat;

  /** `started`: of the first message; missing where there is none. */
  constructor(started: string | undefined) {
    this.#startMs = started === undefined ? 0 : preciseMs(started);
    const epochNs = started === undefined ? 0n : parseTime(started);
    const clock = { epochNs, decimals: started === undefined ? 0 : decimalsOf(started) };
    this.#format = new TimeFormat(() => clock);
  }

  sinceStartMs(time: string): number {
    return roundMs(preciseMs(time) - this.#startMs);
  }

  /** The time so long after the first message. */
  at(sinceStartMs: number): string {
    return this.#format.iso(sinceStartMs * 1e6);
  }
}

/** `Date` knows milliseconds only: the digits after them are added from the text. */
function preciseMs(time: string): number {
  const decimals = time.slice(20, -1);
  return Date.parse(`${time.slice(0, 19)}Z`) + (decimals === '' ? 0 : Number(`0.${decimals}`) * 1000);
}

/** To the microsecond, which is what sums of decimals keep. */
export function roundMs(durationMs: number): number {
  return Math.round(durationMs * 1000) / 1000;
}
