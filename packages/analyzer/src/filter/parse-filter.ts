import { tokenMatcher, type IToken } from 'chevrotain';
import { comparisonParts, filterGrammar } from './filter-grammar.ts';
import { AnyQuoted, AnyRightParen, Comparison, filterLexer, LeftParen, Range } from './filter-tokens.ts';
import type { Filter, FilterProblem } from './filter.ts';
import { nearestName } from './nearest-name.ts';

/** UTF-16 code units. */
const maxLength = 4096;
const maxNesting = 64;

export type ParseFilterOptions = {
  /** The keys rows have; others are problems then. Written in any case, a key comes out as it stands here. */
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
  problems.push(...unclosedQuotes(tokens), ...unorderedBounds(tokens), ...tooDeep(tokens));
  if (problems.length > 0) return { problems };

  const grammar = filterGrammar();
  grammar.input = tokens;
  const filter = grammar.filter();
  const [error] = grammar.errors;
  if (error !== undefined) return { problems: [syntaxProblem(text, error.token)] };
  return withKnownKeys(filter, tokens, options.keys);
}

function unclosedQuotes(tokens: readonly IToken[]): FilterProblem[] {
  return tokens
    .filter((token) => tokenMatcher(token, AnyQuoted) && !/^"(?:[^"\\]|\\[\s\S])*"$/.test(token.image))
    .map((token) => ({ message: 'The quote that opens here is not closed.', span: spanOf(token) }));
}

/** `status>400..499` and `status>(400, 500)` ask nothing. */
function unorderedBounds(tokens: readonly IToken[]): FilterProblem[] {
  return tokens.flatMap((token, at) => {
    if (!tokenMatcher(token, Comparison) || !/[<>]/.test(comparisonParts(token).operator)) return [];
    const [first, second] = [tokens[at + 1], tokens[at + 2]];
    const ranged =
      first !== undefined &&
      (first.image === '(' || tokenMatcher(first, Range) || (second !== undefined && tokenMatcher(second, Range)));
    return ranged ? [{ message: 'One value must follow here, not a list or a range.', span: spanOf(first) }] : [];
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
    .filter((token) => tokenMatcher(token, Comparison))
    .flatMap((token) => unknownKey(token, comparisonParts(token).key, known));
  return { filter: renamed(filter, known), problems };
}

function unknownKey(token: IToken, key: string, known: ReadonlyMap<string, string>): FilterProblem[] {
  if (known.has(key.toLowerCase())) return [];
  const nearest = nearestName(key, known.values());
  const advice = nearest === undefined ? 'To search for this as text, put it in quotes.' : `Did you mean “${nearest}”?`;
  const span = [token.startOffset, token.startOffset + key.length] as const;
  return [{ message: `There is no field “${key}” here. ${advice}`, span }];
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
