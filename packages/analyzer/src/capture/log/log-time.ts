/**
 * Times as logs write them, which is in many ways:
 *
 *     2026-11-22 07:14:03.600210    2026/11/22 07:14:03,600    2026-11-22T07:14:03Z    2026-11-22T07:14:03+01:00
 *     Nov 22 07:14:03               *Nov  2 07:14:03.600 CET   Nov 22, 2026 07:14:03.600210000 UTC
 *     07:14:03.600210               14:03.600 (minutes and seconds: what `tail` of an SBC shows)
 */

import { isDigit, type LineScan } from './line-scan.ts';

export type LogTime = {
  /** Absent where the log does not say. */
  readonly year?: number;
  /** From 0; absent with the day where the log tells the time of the day only. */
  readonly month?: number;
  readonly day?: number;
  /** Of the day, less the offset of the zone where the log gives it in figures. */
  readonly seconds: number;
  readonly ns: number;
};

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The time that begins here, passed over; where none does, nothing is passed. */
export function takeTime(scan: LineScan): LogTime | undefined {
  const start = scan.at;
  const time = takeDated(scan) ?? takeClock(scan);
  if (time === undefined) scan.at = start;
  return time;
}

/** With a date, of which the year may be missing. */
function takeDated(scan: LineScan): LogTime | undefined {
  const start = scan.at;
  const date = isDigit(scan.text[scan.at]) ? takeDigitDate(scan) : takeNamedDate(scan);
  if (date !== undefined) {
    if (!scan.take('T')) scan.takeBlanks();
    const clock = takeClock(scan);
    if (clock !== undefined) return { ...date, ...clock };
  }
  scan.at = start;
  return undefined;
}

type LogDate = Required<Pick<LogTime, 'month' | 'day'>> & Pick<LogTime, 'year'>;

/** `2026-11-22`, `2026/11/22` */
function takeDigitDate(scan: LineScan): LogDate | undefined {
  const year = scan.takeNumber(4);
  if (year === undefined || year < 1970) return undefined;
  const separator = scan.text[scan.at] ?? '';
  if ((separator !== '-' && separator !== '/' && separator !== '.') || !scan.take(separator)) return undefined;
  const month = scan.takeNumber(2);
  if (!scan.take(separator)) return undefined;
  const day = scan.takeNumber(2);
  return month === undefined || day === undefined ? undefined : dateOf(month - 1, day, year);
}

/** `Nov 22`, `Sun Nov 22`, `*Nov 22 2026`, `Nov 22, 2026`. Cisco's asterisk and dot say that the clock is not set by NTP. */
function takeNamedDate(scan: LineScan): LogDate | undefined {
  if (!scan.take('*')) scan.take('.');
  if (weekdays.includes(scan.text.slice(scan.at, scan.at + 3))) {
    scan.at += 3;
    scan.take(',');
    scan.takeBlanks();
  }
  const month = monthNames.indexOf(scan.text.slice(scan.at, scan.at + 3));
  if (month === -1) return undefined;
  scan.at += 3;
  const day = scan.takeBlanks().takeNumber(2);
  if (day === undefined) return undefined;
  scan.take(',');
  const beforeYear = scan.at;
  const year = scan.takeBlanks().takeNumber(4);
  if (year !== undefined && year >= 1970) return dateOf(month, day, year);
  scan.at = beforeYear;
  return dateOf(month, day, undefined);
}

function dateOf(month: number, day: number, year: number | undefined): LogDate | undefined {
  if (month < 0 || month > 11 || day < 1 || day > 31) return undefined;
  return year === undefined ? { month, day } : { month, day, year };
}

/** `07:14:03`, with a fraction and a zone. */
function takeClock(scan: LineScan): LogTime | undefined {
  const hour = scan.takeNumber(2);
  if (hour === undefined || !scan.take(':')) return undefined;
  const minute = scan.takeNumber(2);
  if (minute === undefined) return undefined;
  if (!scan.take(':')) return takeTail(scan, hour, minute);
  const second = scan.takeNumber(2);
  if (second === undefined || hour > 23 || minute > 59 || second > 60) return undefined;
  const ns = takeFraction(scan);
  return { seconds: hour * 3600 + minute * 60 + second - takeOffset(scan), ns };
}

/** `14:03.600` */
function takeTail(scan: LineScan, minute: number, second: number): LogTime | undefined {
  if (scan.text[scan.at] !== '.' || minute > 59 || second > 60) return undefined;
  return { seconds: minute * 60 + second, ns: takeFraction(scan) };
}

/** Of a second, in nanoseconds; what is finer is passed over. */
function takeFraction(scan: LineScan): number {
  const separator = scan.text[scan.at];
  if ((separator !== '.' && separator !== ',') || !isDigit(scan.text[scan.at + 1])) return 0;
  scan.at++;
  const start = scan.at;
  const value = scan.takeNumber(9) ?? 0;
  const ns = value * 10 ** (9 - (scan.at - start));
  scan.takeNumber(32);
  return ns;
}

/** Seconds east of UTC: `+01:00`, `-0500`. A zone by name is taken for UTC: names mean different things in different places. */
function takeOffset(scan: LineScan): number {
  const start = scan.at;
  if (scan.take('Z')) return 0;
  scan.takeBlanks();
  const sign = scan.text[scan.at];
  if (sign !== '+' && sign !== '-') {
    scan.at = start;
    return 0;
  }
  scan.at++;
  const hour = scan.takeNumber(2);
  scan.take(':');
  const minute = scan.takeNumber(2);
  if (hour !== undefined && minute !== undefined && !isDigit(scan.text[scan.at]))
    return (sign === '-' ? -1 : 1) * (hour * 3600 + minute * 60);
  scan.at = start;
  return 0;
}
