import { tokenMatcher, type IToken } from 'chevrotain';
import type { ListName } from '../rows.ts';
import { listsWith } from './field-aliases.ts';
import { comparisonParts, filterGrammar } from './filter-grammar.ts';
import {
  AnyComparison,
  AnyListStart,
  AnyQuoted,
  AnyRightParen,
  AnySlashed,
  filterLexer,
  LeftParen,
  Range,
} from './filter-tokens.ts';
import { type CaptureTimes, withCaptureTimes } from './filter-time-bounds.ts';
import type { Filter, FilterProblem } from './filter.ts';
import { expressionProblem, valueProblems } from './filter-problems.ts';
import { fieldNames, withFieldKeys } from './name-fields.ts';
import { nearestName } from './nearest-name.ts';
import { rowFields } from './row-fields.ts';

/** UTF-16 code units. */
const maxLength = 4096;
const maxNesting = 64;

export type ParseFilterOptions = {
  /**
   * The list whose rows are asked. Its fields may be called as Wireshark calls them, and come out as the rows have them; what has no answer there, or is no
   * value of its field, is a problem.
   */
  readonly list?: ListName;
  /** When the capture begins and ends: times counted from there come out as moments. `withCaptureTimes` does it later. */
  readonly capture?: CaptureTimes;
  /** The keys rows have, where they are of no list; others are problems then. Written in any case, a key comes out as it stands here. */
  readonly keys?: readonly string[];
};

/**
 * Reads a filter: `status>=400 from:+4420* not method:(INVITE, BYE)`. `filter` is missing where the text cannot be
 * read; a key that no row has is a problem only, since such a filter can be asked (nothing matches it).
 */
export function parseFilter(
  text: string,
  options: ParseFilterOptions = {},
): { readonly filter?: Filter; readonly problems: readonly FilterProblem[] } {
  if (text.length > maxLength) {
    const message = `The filter has ${text.length} characters; ${maxLength} are allowed.`;
    return { problems: [{ message, span: [maxLength, text.length] }] };
  }
  const { tokens, errors } = filterLexer().tokenize(text);
  const problems: FilterProblem[] = errors.map((error) => ({
    message: `“${text.slice(error.offset, error.offset + error.length)}” cannot be read here.`,
    span: [error.offset, error.offset + error.length],
  }));
  problems.push(...unclosed(tokens), ...unorderedBounds(tokens), ...tooDeep(tokens));
  if (problems.length > 0) return { problems };

  const grammar = filterGrammar();
  grammar.input = tokens;
  const filter = grammar.filter();
  const [error] = grammar.errors;
  if (error !== undefined) return { problems: [syntaxProblem(text, error.token)] };
  const unreadable = tokens.flatMap((token) => expressionProblem(token));
  if (unreadable.length > 0) return { problems: unreadable };
  return options.list === undefined
    ? withKnownKeys(filter, tokens, options.keys)
    : ofList(filter, tokens, { ...options, list: options.list });
}

function ofList(
  written: Filter,
  tokens: readonly IToken[],
  { list, capture }: ParseFilterOptions & { readonly list: ListName },
): { readonly filter: Filter; readonly problems: readonly FilterProblem[] } {
  const names = new Map(fieldNames(list).map((name) => [name.toLowerCase(), name]));
  const unknown = tokens
    .filter((token) => tokenMatcher(token, AnyComparison))
    .flatMap((token) => unknownKey(token, comparisonParts(token).key, names, list));
  const filter = withFieldKeys(written, list);
  const problems = [...unknown, ...valueProblems(filter, list, capture)];
  return { filter: capture === undefined ? filter : withCaptureTimes(filter, capture), problems };
}

function unclosed(tokens: readonly IToken[]): FilterProblem[] {
  return tokens.flatMap((token) => {
    if (tokenMatcher(token, AnyQuoted) && !/^r?"(?:[^"\\]|\\[\s\S])*"$/.test(token.image))
      return [{ message: 'The quote that opens here is not closed.', span: spanOf(token) }];
    if (tokenMatcher(token, AnySlashed) && !/^\/[\s\S]*\/i?$/.test(token.image))
      return [
        {
          message:
            'The expression that opens here is not closed by “/”. To search for a text that begins so, put it in quotes.',
          span: spanOf(token),
        },
      ];
    return [];
  });
}

/** `status>400..499` and `status>(400, 500)` ask nothing. */
function unorderedBounds(tokens: readonly IToken[]): FilterProblem[] {
  return tokens.flatMap((token, at) => {
    if (!tokenMatcher(token, AnyComparison) || !/[<>]|contains/.test(comparisonParts(token).operator)) return [];
    const [first, second] = [tokens[at + 1], tokens[at + 2]];
    const ranged =
      first !== undefined &&
      ([AnyListStart, Range, AnySlashed].some((type) => tokenMatcher(first, type)) ||
        (second !== undefined && tokenMatcher(second, Range)));
    return ranged
      ? [{ message: 'One value must follow here, not a list, a range or an expression.', span: spanOf(first) }]
      : [];
  });
}

function tooDeep(tokens: readonly IToken[]): FilterProblem[] {
  let depth = 0;
  for (const token of tokens) {
    if (tokenMatcher(token, LeftParen)) depth++;
    if (tokenMatcher(token, AnyRightParen)) depth--;
    if (depth > maxNesting)
      return [{ message: `Parentheses may stand in each other ${maxNesting} deep.`, span: spanOf(token) }];
  }
  return [];
}

function syntaxProblem(text: string, token: IToken): FilterProblem {
  if (Number.isNaN(token.startOffset) || token.image === '')
    return {
      message: 'The filter ends too early: a value, a word or “)” is missing.',
      span: [text.length, text.length],
    };
  return { message: `“${token.image.trim()}” is not expected here.`, span: spanOf(token) };
}

function withKnownKeys(
  filter: Filter,
  tokens: readonly IToken[],
  keys: readonly string[] | undefined,
): { readonly filter: Filter; readonly problems: readonly FilterProblem[] } {
  if (keys === undefined) return { filter, problems: [] };
  const known = new Map(keys.map((key) => [key.toLowerCase(), key]));
  const problems = tokens
    .filter((token) => tokenMatcher(token, AnyComparison))
    .flatMap((token) => unknownKey(token, comparisonParts(token).key, known));
  return { filter: renamed(filter, known), problems };
}

function unknownKey(token: IToken, key: string, known: ReadonlyMap<string, string>, list?: ListName): FilterProblem[] {
  if (known.has(key.toLowerCase())) return [];
  const span = [token.startOffset, token.startOffset + key.length] as const;
  const elsewhere = list === undefined ? [] : listsWith(key, (other) => Object.keys(rowFields[other]));
  if (list !== undefined && elsewhere.length > 0)
    return [{ message: `The ${list} do not tell “${key}”: that is a field of ${enumerated(elsewhere)}.`, span }];
  const nearest = nearestName(key, known.values());
  const advice = nearest === undefined ? 'To search for this as text, put it in quotes.' : `Did you mean “${nearest}”?`;
  return [{ message: `There is no field “${key}” here. ${advice}`, span }];
}

function enumerated(names: readonly string[]): string {
  const [last = '', ...before] = names.toReversed();
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
}

function renamed(filter: Filter, known: ReadonlyMap<string, string>): Filter {
  if (filter.kind === 'and' || filter.kind === 'or')
    return { ...filter, filters: filter.filters.map((part) => renamed(part, known)) };
  if (filter.kind === 'not') return { ...filter, filter: renamed(filter.filter, known) };
  if ('key' in filter) return { ...filter, key: known.get(filter.key.toLowerCase()) ?? filter.key };
  return filter;
}

function spanOf(token: IToken): readonly [number, number] {
  return [token.startOffset, token.startOffset + token.image.length];
}
