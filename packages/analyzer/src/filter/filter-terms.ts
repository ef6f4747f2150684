import { tokenMatcher, type IToken, type TokenType } from 'chevrotain';
import { comparisonParts } from './filter-grammar.ts';
import {
  And,
  AnyComparison,
  AnyRightParen,
  Comparison,
  filterLexer,
  LeftParen,
  Matching,
  Not,
  Or,
  Quoted,
  Slashed,
  Word,
} from './filter-tokens.ts';

/** One of the conditions that a filter joins by `and`, as it is written. */
export type FilterTerm = {
  /** `[start, end)` in UTF-16 code units. */
  readonly span: readonly [start: number, end: number];
  readonly negated: boolean;
  /** The key it compares, as written; missing of text, of groups and of several conditions joined by `or`. */
  readonly key?: string;
};

/** With these a condition begins; all others go on with it. */
const beginners: readonly TokenType[] = [Not, LeftParen, Comparison, Matching, Word, Quoted, Slashed];

/**
 * The conditions of a filter that can be taken away one by one; several that are joined by `or` are one. Only of filters
 * that can be read.
 */
export function filterTerms(text: string): readonly FilterTerm[] {
  const { tokens } = filterLexer().tokenize(text);
  const terms: IToken[][] = [];
  let depth = 0;
  let isNegating = false;
  for (const token of tokens) {
    if (tokenMatcher(token, AnyRightParen)) depth--;
    if (depth === 0 && tokenMatcher(token, Or)) return [{ span: spanOf(tokens), negated: false }];
    if (depth === 0 && tokenMatcher(token, And)) continue;
    const isBeginner = depth === 0 && !isNegating && beginners.some((type) => tokenMatcher(token, type));
    const before = terms.at(-1);
    if (isBeginner || before === undefined) terms.push([token]);
    else before.push(token);
    if (tokenMatcher(token, LeftParen)) depth++;
    isNegating = tokenMatcher(token, Not);
  }
  return terms.map(termOf);
}

function termOf(tokens: readonly IToken[]): FilterTerm {
  const nots = tokens.findIndex((token) => !tokenMatcher(token, Not));
  const start = tokens[nots];
  const isComparison = start !== undefined && tokenMatcher(start, AnyComparison);
  return {
    span: spanOf(tokens),
    negated: nots % 2 === 1,
    ...(isComparison && { key: comparisonParts(start).key }),
  };
}

function spanOf(tokens: readonly IToken[]): readonly [start: number, end: number] {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return [0, 0];
  return [first.startOffset, last.startOffset + last.image.trimEnd().length];
}
