import { createToken, Lexer, type TokenType } from 'chevrotain';

/*
 * The words of the filter language. None begins with an operator, so that a filter reads the same however it is spaced.
 * What a word means depends on where it stands: `sip:alice@example.com` is a value after `from:`, so a value has a
 * mode of its own that ends at a space or at the parenthesis around it, and so has a list of values.
 */

const quotedText = /"(?:[^"\\]|\\[\s\S])*"?/;

export const AnyRightParen: TokenType = createToken({ name: 'AnyRightParen', pattern: Lexer.NA });
export const AnyQuoted: TokenType = createToken({ name: 'AnyQuoted', pattern: Lexer.NA });
/** A word that is a value, alone or in a list. */
export const AnyValueWord: TokenType = createToken({ name: 'AnyValueWord', pattern: Lexer.NA });

const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
export const LeftParen: TokenType = createToken({ name: 'LeftParen', pattern: '(' });
const RightParen = createToken({ name: 'RightParen', pattern: ')', categories: AnyRightParen });
export const Quoted: TokenType = createToken({
  name: 'Quoted',
  pattern: quotedText,
  categories: AnyQuoted,
  line_breaks: true,
});
export const And: TokenType = createToken({ name: 'And', pattern: /and(?![^\s()"])|&&/i });
export const Or: TokenType = createToken({ name: 'Or', pattern: /or(?![^\s()"])|\|\|/i });
export const Not: TokenType = createToken({ name: 'Not', pattern: /not(?![^\s()"])|!(?=\S)|-(?=[A-Za-z("-])/i });
/** A key with the operator after it, spaces around the operator included. */
export const Comparison: TokenType = createToken({
  name: 'Comparison',
  pattern: /[A-Za-z][A-Za-z0-9_]*\s*(?::?[<>]=?|!=|==|=|:)\s*/,
  push_mode: 'value',
  line_breaks: true,
});
export const Word: TokenType = createToken({ name: 'Word', pattern: /[^\s()":<>=!][^\s()"]*/ });

const ValueEnd = createToken({
  name: 'ValueEnd',
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  pop_mode: true,
  line_breaks: true,
});
const GroupEnd = createToken({ name: 'GroupEnd', pattern: ')', categories: AnyRightParen, pop_mode: true });
export const Range: TokenType = createToken({ name: 'Range', pattern: '..' });
const ValueWord = createToken({
  name: 'ValueWord',
  pattern: /(?![<>=])(?:[^\s()".]|\.(?=[^\s()".]))+/,
  categories: AnyValueWord,
});
export const QuotedValue: TokenType = createToken({
  name: 'QuotedValue',
  pattern: quotedText,
  categories: AnyQuoted,
  line_breaks: true,
});
export const ListStart: TokenType = createToken({ name: 'ListStart', pattern: '(', push_mode: 'list' });

export const Comma: TokenType = createToken({ name: 'Comma', pattern: ',' });
const ListWord = createToken({
  name: 'ListWord',
  pattern: /(?![<>=])(?:[^\s()",.]|\.(?=[^\s()",.]))+/,
  categories: AnyValueWord,
});
export const ListEnd: TokenType = createToken({ name: 'ListEnd', pattern: ')', pop_mode: true });

const modes = {
  filter: [Space, LeftParen, RightParen, Quoted, And, Or, Not, Comparison, Word],
  value: [ValueEnd, ListStart, GroupEnd, QuotedValue, Range, ValueWord],
  list: [Space, ListEnd, QuotedValue, Comma, Range, ListWord],
};

export const filterTokens: readonly TokenType[] = [
  ...new Set([AnyRightParen, AnyQuoted, AnyValueWord, ...modes.filter, ...modes.value, ...modes.list]),
];

let lexer: Lexer | undefined;

/** The one lexer; built when a filter is first read. */
export function filterLexer(): Lexer {
  return (lexer ??= new Lexer(
    { modes, defaultMode: 'filter' },
    { positionTracking: 'onlyOffset', deferDefinitionErrorsHandling: false },
  ));
}
