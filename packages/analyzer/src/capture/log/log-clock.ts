import type { LogTime } from './log-time.ts';

const SECONDS_PER_DAY = 86_400;
/** The year of a log that tells none: in a leap year each day of every year exists. */
const NO_YEAR = 1972;
/** What follows a message when nothing tells its time. */
const STEP_NS = 1000;

/** A moment: whole seconds since 1970-01-01T00:00:00Z, and nanoseconds. */
export type Moment = { readonly seconds: number; readonly ns: number };

/**
 * The moments that times of a log mean. Zones that are not given in figures are UTC. A time without a year is in the year, one without a date on the day,
 * that brings it nearest to the time before it, so that midnight and New Year are passed well; the first is in 1972 or on 1970-01-01.
 * A message without a time comes 1 µs after the one before it, the first in 1970.
 */
export class LogClock {
  /** Whether any time was told. */
  isKnown = false;
  #last: Moment | undefined;

  /** A log's line between messages tells a date: the first time without one is on that day. */
  note(time: LogTime): void {
    if (time.year !== undefined && this.#last === undefined) this.#last = this.#moment(time);
  }

  moment(time: LogTime | undefined): Moment {
    if (time === undefined) return this.#step();
    this.isKnown = true;
    this.#last = this.#moment(time);
    return this.#last;
  }

  #moment(time: LogTime): Moment {
    return { seconds: this.#day(time) * SECONDS_PER_DAY + time.seconds, ns: time.ns };
  }

  /** Days since 1970. */
  #day({ year, month, day, seconds }: LogTime): number {
    const last = this.#last?.seconds;
    if (month === undefined || day === undefined) {
      return last === undefined ? 0 : Math.max(Math.round((last - seconds) / SECONDS_PER_DAY), 0);
    }
    if (year !== undefined) return dayOf(year, month, day);
    if (last === undefined) return dayOf(NO_YEAR, month, day);
    const near = new Date(last * 1000).getUTCFullYear();
    return [near - 1, near, near + 1]
      .map((candidate) => dayOf(candidate, month, day))
      .reduce((a, b) => (distance(b, last) < distance(a, last) ? b : a));
  }

  #step(): Moment {
    const last = this.#last;
    const ns = last === undefined ? 0 : last.ns + STEP_NS;
    this.#last = { seconds: (last?.seconds ?? 0) + Math.floor(ns / 1e9), ns: ns % 1e9 };
    return this.#last;
  }
}

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month, day) / (SECONDS_PER_DAY * 1000);
}

function distance(day: number, seconds: number): number {
  return Math.abs(day * SECONDS_PER_DAY - seconds);
}
