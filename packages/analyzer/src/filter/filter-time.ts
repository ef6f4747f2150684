import { foldText } from './fold-text.ts';

/**
 * A time as a filter names it: a moment, or a time of day, which comes each day. `text` is the beginning of the row's
 * time, folded: `2026-11-22t05:51`; of a time of day what follows the `t`.
 */
export type FilterTime = {
  readonly ofDay: boolean;
  readonly text: string;
  /** From which on it is: `text`, to the second. */
  readonly from: string;
};

const day = /^\d{4}-\d\d-\d\d$/;
const moment = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|z|[+-]\d\d:?\d\d)?$/;
const clock = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?[Zz]?$/;
const epochSeconds = /^(\d{9,11})(?:\.(\d{1,9}))?$/;

/**
 * Reads `2026-11-22`, `2026-11-22T05:51:02.113Z`, `2026-11-22T06:51+01:00`, `05:51`, `05:51:02.5` (UTC where no offset
 * is said) and seconds since 1970. Undefined where it is none of these.
 */
export function readTime(written: string): FilterTime | undefined {
  if (day.test(written) && isDate(written)) return timeOf(written, false);
  if (clock.test(written)) return timeOf(written.replace(/z$/i, ''), true);
  const epoch = epochSeconds.exec(written);
  if (epoch !== null) return timeOf(withFraction(new Date(Number(epoch[1]) * 1000).toISOString(), epoch[2]), false);
  const [, date, time, offset = 'Z'] = moment.exec(written) ?? [];
  if (date === undefined || time === undefined) return undefined;
  if (/^z$/i.test(offset)) return isDate(`${date}T${time}Z`) ? timeOf(`${date}T${time}`, false) : undefined;
  return timeOf(inUtc(date, time, offset), false);
}

function isDate(written: string): boolean {
  const ms = Date.parse(written);
  // A day that a month does not have is read as one of the next.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(written.slice(0, 10));
}

function inUtc(date: string, time: string, offset: string): string | undefined {
  const [whole = '', fraction] = time.split('.');
  const ms = Date.parse(`${date}T${whole}${offset.replace(/^(...)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(ms)) return undefined;
  const utc = new Date(ms).toISOString();
  return whole.length === 5 ? utc.slice(0, 16) : withFraction(utc, fraction);
}

function withFraction(iso: string, fraction: string | undefined): string {
  return fraction === undefined ? iso.slice(0, 19) : `${iso.slice(0, 19)}.${fraction}`;
}

function timeOf(text: string | undefined, ofDay: boolean): FilterTime | undefined {
  if (text === undefined) return undefined;
  const folded = foldText(text.replace(' ', 'T'));
  const begun = ofDay ? '00:00:00' : '0000-00-00t00:00:00';
  return { ofDay, text: folded, from: comparedTime(folded + begun.slice(folded.length)) };
}

/** A time as it is compared: without `z`, and without zeros at the end of its decimals. */
export function comparedTime(folded: string): string {
  const bare = folded.replace(/z+$/, '');
  return bare.includes('.') ? bare.replace(/0+$/, '').replace(/\.+$/, '') : bare;
}

/** Of a row's time what is compared with it; the text before the `t` falls away of a time of day. */
export function timePart(compared: string, { ofDay }: FilterTime): string {
  return ofDay ? compared.slice(dateLength) : compared;
}

/** Of `2026-11-22t`. */
export const dateLength = 11;

const relative =
  /^([+-])(?:(\d{1,5}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,9})?))?|((?:\d{1,9}(?:\.\d{1,9})?(?:ms|s|m|h|d))+))$/;
const parts = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Seconds of a time counted from the beginning of the capture (`+90s`, `+1h30m`, `+00:05:00`, `+05:00`: minutes) or, with `-`,
 * back from its end. Undefined where it is none.
 */
export function readRelativeTime(written: string): { readonly fromEnd: boolean; readonly seconds: number } | undefined {
  const match = relative.exec(written);
  if (match === null) return undefined;
  const [, sign, first = '0', second = '0', third, units] = match;
  const fromEnd = sign === '-';
  if (units !== undefined) {
    const seconds = [...units.matchAll(parts)].reduce(
      (sum, [, count, unit = 's']) => sum + Number(count) * (unitSeconds[unit] ?? 0),
      0,
    );
    return { fromEnd, seconds };
  }
  const [high, low] = [Number(first), Number(second)];
  return { fromEnd, seconds: third === undefined ? high * 60 + low : high * 3600 + low * 60 + Number(third) };
}

/** `2026-11-22T05:50:59.678796Z` and so many seconds later, to the nanosecond: what a filter compares with. */
export function addSeconds(iso: string, seconds: number): string {
  const [, fraction = ''] = /\.(\d{1,9})/.exec(iso) ?? [];
  const nanoseconds = Number(fraction.padEnd(9, '0')) + Math.round((seconds - Math.floor(seconds)) * 1e9);
  const wholeMs = Date.parse(`${iso.slice(0, 19)}Z`) + (Math.floor(seconds) + Math.floor(nanoseconds / 1e9)) * 1000;
  const latestMs = Date.UTC(9999, 11, 31, 23, 59, 59);
  const whole = new Date(Math.min(Math.max(wholeMs, 0), latestMs)).toISOString().slice(0, 19);
  return `${whole}.${String(nanoseconds % 1e9).padStart(9, '0')}Z`;
}
