import { findTerm, withoutTerm, withTerm } from './filter-terms.ts';

/** A part of the capture's time, in ms since 1970, the end not in it; an end that is missing is open. */
export type TimeRange = { readonly from?: number; readonly until?: number };

/** A filter and the part of the time it is narrowed to. */
export type NarrowedFilter = { readonly rest: string; readonly range?: TimeRange };

/** Conditions of one filter that are read: two bounds are two of them. */
const mostConditions = 4;

/**
 * Takes the conditions that narrow the time out of a filter: `started>=2026-11-22T05:51:02 started<2026-11-22T05:51:03.500`, or a range
 * of two times, both in it.
 */
export function readTimeRange(filter: string, field: string): NarrowedFilter {
  let rest = filter;
  let range: TimeRange = {};
  for (let found = 0; found < mostConditions; found += 1) {
    const term = findTerm(rest, (text) => rangeOf(text, field) !== undefined);
    if (term === undefined) break;
    range = { ...range, ...rangeOf(term.text, field) };
    rest = withoutTerm(rest, term);
  }
  return range.from === undefined && range.until === undefined ? { rest: filter } : { rest, range };
}

/** The filter narrowed to a part of the time, instead of any other; without a range, to none. */
export function withTimeRange(filter: string, field: string, range: TimeRange | undefined): string {
  const { rest } = readTimeRange(filter, field);
  const bounds = [
    ...(range?.from === undefined ? [] : [`${field}>=${writeTime(range.from)}`]),
    ...(range?.until === undefined ? [] : [`${field}<${writeTime(range.until)}`]),
  ];
  return bounds.reduce((narrowed, bound) => withTerm(narrowed, bound), rest);
}

/** `2026-11-22T05:51:02.113`, without decimals that say nothing. */
function writeTime(time: number): string {
  return new Date(time).toISOString().replace(/(?:\.000)?Z$/, '');
}

function rangeOf(text: string, field: string): TimeRange | undefined {
  if (text.slice(0, field.length).toLowerCase() !== field) return undefined;
  const condition = text.slice(field.length);
  if (condition.startsWith('>=')) return bounded('from', timeOf(condition.slice(2)));
  if (condition.startsWith('<') && condition[1] !== '=') return bounded('until', timeOf(condition.slice(1)));
  return condition.startsWith(':') ? rangeBetween(condition.slice(1)) : undefined;
}

function bounded(end: keyof TimeRange, time: number | undefined): TimeRange | undefined {
  return time === undefined ? undefined : { [end]: time };
}

/** `A..B`, one of which may be missing. */
function rangeBetween(text: string): TimeRange | undefined {
  const [from = '', until, ...more] = text.split('..');
  if (until === undefined || more.length > 0 || (from === '' && until === '')) return undefined;
  const [first, last] = [timeOf(from), timeOf(until)];
  if ((from !== '' && first === undefined) || (until !== '' && last === undefined)) return undefined;
  return { ...(first !== undefined && { from: first }), ...(last !== undefined && { until: last + 1 }) };
}

function timeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?$/i.test(text)) return undefined;
  const time = Date.parse(/z$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}
