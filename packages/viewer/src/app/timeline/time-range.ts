import { findTerm, withoutTerm, withTerm } from './filter-terms.ts';

/** A part of the capture's time, in ms since 1970, the end not in it; an end that is missing is open. */
export type TimeRange = { readonly from?: number; readonly until?: number };

/** A filter and the part of the time it is narrowed to. */
export type NarrowedFilter = { readonly rest: string; readonly range?: TimeRange };

/**
 * Takes the condition that narrows the time out of a filter: `started:2026-11-22T05:51:02..2026-11-22T05:51:04`. Texts of times are
 * compared character by character, so a bound without a zone stands before every time that begins with it: the start is in, the
 * end is not.
 */
export function readTimeRange(filter: string, field: string): NarrowedFilter {
  const term = findTerm(filter, (text) => rangeOf(text, field) !== undefined);
  const range = term && rangeOf(term.text, field);
  return term === undefined || range === undefined ? { rest: filter } : { rest: withoutTerm(filter, term), range };
}

/** The filter narrowed to a part of the time, instead of any other; without a range, to none. */
export function withTimeRange(filter: string, field: string, range: TimeRange | undefined): string {
  const { rest } = readTimeRange(filter, field);
  return range === undefined ? rest : withTerm(rest, `${field}:${bound(range.from)}..${bound(range.until)}`);
}

/** `2026-11-22T05:51:02.113`, without decimals that say nothing. */
function bound(time: number | undefined): string {
  if (time === undefined) return '';
  return new Date(time).toISOString().replace(/(?:\.000)?Z$/, '');
}

function rangeOf(text: string, field: string): TimeRange | undefined {
  const prefix = `${field}:`;
  if (!text.toLowerCase().startsWith(prefix)) return undefined;
  const [from, until, ...more] = text.slice(prefix.length).split('..');
  if (from === undefined || until === undefined || more.length > 0) return undefined;
  const [start, end] = [timeOf(from), timeOf(until)];
  if (start === null || end === null || (start === undefined && end === undefined)) return undefined;
  return { ...(start !== undefined && { from: start }), ...(end !== undefined && { until: end }) };
}

/** Undefined of an open end, null of what is no time. */
function timeOf(text: string): number | undefined | null {
  if (text === '') return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?$/i.test(text)) return null;
  const time = Date.parse(/z$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? null : time;
}
