import { tokenMatcher, type IToken } from 'chevrotain';
import type { ListName } from '../rows.ts';
import { looksLikePrefix, readPrefix } from './address-prefix.ts';
import { ExpressionError } from './expression/expression.ts';
import { parseExpression } from './expression/parse-expression.ts';
import { isAddressKey, isTimeKey } from './field-kinds.ts';
import { expressionAt, placeOf } from './filter-grammar.ts';
import { readRelativeTime, readTime } from './filter-time.ts';
import type { CaptureTimes } from './filter-time-bounds.ts';
import { AnySlashed, BareExpression, RawQuoted } from './filter-tokens.ts';
import { numberClass, numberOf } from './filter-value.ts';
import type { Filter, FilterProblem, FilterText } from './filter.ts';
import { type FieldType, rowFields } from './row-fields.ts';

/** What cannot be read of a regular expression, with its place in the filter. */
export function expressionProblem(token: IToken): readonly FilterProblem[] {
  if (![AnySlashed, RawQuoted, BareExpression].some((type) => tokenMatcher(token, type))) return [];
  const { written, at } = expressionAt(token);
  try {
    parseExpression(written);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const [start, end] = error.span;
    return [{ message: error.message, span: [at + start, at + end] }];
  }
}

/** A value as it stands in a comparison: alone, or at an end of what is compared by order. */
type Use = { readonly key: string; readonly type: FieldType; readonly text: FilterText; readonly isBound: boolean };

/** Values that their fields never have: `status:abc`, `started>yesterday`, `srcIp:10.0.0.0/40`. */
export function valueProblems(filter: Filter, list: ListName, capture?: CaptureTimes): readonly FilterProblem[] {
  const told = new Set<FilterText>();
  return usesIn(filter, list).flatMap((use) => {
    // A name that means several fields has its value in several comparisons.
    if (told.has(use.text)) return [];
    told.add(use.text);
    const span = placeOf(use.text);
    const message = problemOf(use, capture);
    return message === undefined || span === undefined ? [] : [{ message, span }];
  });
}

function usesIn(filter: Filter, list: ListName): readonly Use[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.flatMap((part) => usesIn(part, list));
    case 'not':
      return usesIn(filter.filter, list);
    case 'is':
    case 'is-not':
    case 'order':
      return usesOf(filter, rowFields[list][filter.key]);
    default:
      return [];
  }
}

function usesOf(
  filter: Extract<Filter, { kind: 'is' | 'is-not' | 'order' }>,
  type: FieldType | undefined,
): readonly Use[] {
  const { key } = filter;
  if (type === undefined) return [];
  if (filter.kind === 'order') return [{ key, type, text: filter.bound, isBound: true }];
  return filter.choices.flatMap((choice): readonly Use[] => {
    if (choice.kind === 'expression') return [];
    if (choice.kind === 'value') return [{ key, type, text: choice.value, isBound: false }];
    return [choice.from, choice.to]
      .filter((text) => text !== undefined)
      .map((text) => ({ key, type, text, isBound: true }));
  });
}

function problemOf({ key, type, text, isBound }: Use, capture: CaptureTimes | undefined): string | undefined {
  const written = `“${text.text}”`;
  const isPattern = !text.quoted && text.text.includes('*') && !isBound;
  if (type === 'text' && isTimeKey(key) && !isPattern) return timeProblem(text.text, isBound, capture);
  if (type === 'number' || type === 'numbers') {
    if (isPattern || numberOf(text) !== undefined || (!isBound && numberClass(text) !== undefined)) return undefined;
    return `${written} is not a number, as each “${key}” is: write 486, 5xx, 400..499 or >=400.`;
  }
  if (type === 'boolean' && !isPattern && !/^(?:true|false)$/i.test(text.text))
    return `Each “${key}” is true or false, where it is told.`;
  if (isAddressKey(key) && !text.quoted && looksLikePrefix(text.text) && readPrefix(text.text) === undefined)
    return `${written} is no network: write 10.0.0.0/8 or 2001:db8::/32.`;
  return undefined;
}

function timeProblem(written: string, isBound: boolean, capture: CaptureTimes | undefined): string | undefined {
  if (readTime(written) !== undefined) return undefined;
  const relative = readRelativeTime(written);
  if (relative === undefined)
    return `“${written}” is not a time: write 2026-11-22T05:51:02, 05:51:02 (UTC), or +90s from the beginning of the capture.`;
  if (!isBound) return 'A time from the beginning or end stands after “<” or “>”, or in a range such as +1m..+2m.';
  if (capture === undefined || (relative.fromEnd ? capture.ended : capture.started) !== undefined) return undefined;
  return relative.fromEnd ? 'The end of this capture is not known.' : 'The beginning of this capture is not known.';
}
