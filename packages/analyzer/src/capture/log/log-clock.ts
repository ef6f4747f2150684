import type { LogTime } from './log-time.ts';

const SECONDS_PER_DAY = 86_400;
/** The year of a log that tells none: in a leap year each day of every year exists. */
const NO_YEAR = 1972;
/** What follows a message when nothing tells its time. */
const STEP_NS = 1000;

/** A moment: whole seconds since 1970-01-01T00:00:00Z, and nanoseconds. */
export type Moment = { readonly seconds: number; readonly ns: number };

/**
 * The moments that times of a log mean. Zones that are not given in figures are UTC. A time without a year is in the year of the time before it, one without a date on
 * its day, or on the next where midnight or New Year has passed; the first is in 1972 or on 1970-01-01.
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
      if (last === undefined) return 0;
      const today = Math.floor(last / SECONDS_PER_DAY);
      const ahead = today * SECONDS_PER_DAY + seconds - last;
      return Math.max(today + turn(ahead, SECONDS_PER_DAY), 0);
    }
    if (year !== undefined) return dayOf(year, month, day);
    if (last === undefined) return dayOf(NO_YEAR, month, day);
    const thisYear = new Date(last * 1000).getUTCFullYear();
    const ahead = dayOf(thisYear, month, day) * SECONDS_PER_DAY - last;
    return dayOf(thisYear + turn(ahead, 365 * SECONDS_PER_DAY), month, day);
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

/**
 * 1 where the day or the year has ended since: the time would be back by more than half of it. -1 where it has begun between two lines that are a little
 * out of order: the time would be almost all of it ahead.
 */
function turn(aheadSeconds: number, periodSeconds: number): number {
  if (aheadSeconds < -periodSeconds / 2) return 1;
  return aheadSeconds > 0.96 * periodSeconds ? -1 : 0;
}
