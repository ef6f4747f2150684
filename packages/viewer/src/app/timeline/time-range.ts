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
  const terms = termsOf(filter);
  const isAlternative = terms.some(({ text }) => isOr(text));
  const at = isAlternative ? -1 : terms.findIndex(({ text }) => rangeOf(text, field) !== undefined);
  const term = terms[at];
  const range = term && rangeOf(term.text, field);
  if (term === undefined || range === undefined || isNot(terms[at - 1]?.text)) return { rest: filter };
  const around = [filter.slice(0, term.start).trim(), filter.slice(term.end).trim()];
  return { rest: around.filter((part) => part !== '').join(' '), range };
}

/** The filter narrowed to a part of the time, instead of any other; without a range, to none. */
export function withTimeRange(filter: string, field: string, range: TimeRange | undefined): string {
  const { rest } = readTimeRange(filter, field);
  if (range === undefined) return rest;
  const term = `${field}:${bound(range.from)}..${bound(range.until)}`;
  if (rest === '') return term;
  return termsOf(rest).some(({ text }) => isOr(text)) ? `(${rest}) ${term}` : `${rest} ${term}`;
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

type Term = { readonly text: string; readonly start: number; readonly end: number };

/** What stands between spaces, quotes and parentheses kept whole. */
function termsOf(filter: string): readonly Term[] {
  const terms: Term[] = [];
  let [start, depth, quoted] = [-1, 0, false];
  for (let at = 0; at <= filter.length; at += 1) {
    const character = filter[at] ?? ' ';
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
      continue;
    }
    const isSpace = /\s/.test(character) && (depth === 0 || at === filter.length);
    if (isSpace && start >= 0) {
      terms.push({ text: filter.slice(start, at), start, end: at });
      start = -1;
    }
    if (isSpace) continue;
    if (start < 0) start = at;
    if (character === '"') quoted = true;
    if (character === '(') depth += 1;
    if (character === ')') depth = Math.max(0, depth - 1);
  }
  if (start >= 0) terms.push({ text: filter.slice(start), start, end: filter.length });
  return terms;
}

function isOr(text: string): boolean {
  return /^(?:or|\|\|)$/i.test(text);
}

function isNot(text: string | undefined): boolean {
  return text !== undefined && /^(?:not|!|-)$/i.test(text);
}
