import { createToken, Lexer, type TokenType } from 'chevrotain';

/*
 * The words of the filter language. None begins with an operator, so that a filter reads the same however it is spaced.
 * What a word means depends on where it stands: `sip:alice@example.com` is a value after `from:`, so a value has a
 * mode of its own that ends at a space or at the parenthesis around it, and so has a list of values.
 */

const quotedText = /"(?:[^"\\]|\\[\s\S])*"?/;
/** `/^\+44/`: ends at a slash that stands neither after `\` nor in a class. */
const slashedText = /\/(?:[^/\\[]|\\[\s\S]|\[(?:[^\]\\]|\\[\s\S])*\]?)*(?:\/(?:i(?![^\s(),}"]))?)?/;
/** A key of a row, or a field as Wireshark names it. */
const keyText = String.raw`(?:(?:sip|sdp|ip|ipv6|udp|tcp|sctp|tls|frame|rtp|rtcp)\.[A-Za-z0-9_.-]*[A-Za-z0-9_]|[A-Za-z][A-Za-z0-9_]*)`;

export const AnyRightParen: TokenType = createToken({ name: 'AnyRightParen', pattern: Lexer.NA });
export const AnyQuoted: TokenType = createToken({ name: 'AnyQuoted', pattern: Lexer.NA });
/** A regular expression between slashes. */
export const AnySlashed: TokenType = createToken({ name: 'AnySlashed', pattern: Lexer.NA });
/** A key with an operator. */
export const AnyComparison: TokenType = createToken({ name: 'AnyComparison', pattern: Lexer.NA });
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
  pattern: new RegExp(
    `${keyText}(?:\\s*(?::?[<>]=?|!=|==|=|:)\\s*|\\s+(?:eq|ne|gt|lt|ge|le|contains)\\s+(?=[^\\s)])|\\s+in\\s*(?=[({]))`,
    'i',
  ),
  categories: AnyComparison,
  push_mode: 'value',
  line_breaks: true,
});
/** The same with an operator after which a regular expression stands. */
export const Matching: TokenType = createToken({
  name: 'Matching',
  pattern: new RegExp(`${keyText}(?:\\s*=~\\s*|\\s+matches\\s+(?=[^\\s)]))`, 'i'),
  categories: AnyComparison,
  push_mode: 'expression',
  line_breaks: true,
});
export const Slashed: TokenType = createToken({
  name: 'Slashed',
  pattern: slashedText,
  categories: AnySlashed,
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
export const SlashedValue: TokenType = createToken({
  name: 'SlashedValue',
  pattern: slashedText,
  categories: AnySlashed,
  line_breaks: true,
});
/** `(` or, as Wireshark writes a set, `{`. */
export const AnyListStart: TokenType = createToken({ name: 'AnyListStart', pattern: Lexer.NA });
export const AnyListEnd: TokenType = createToken({ name: 'AnyListEnd', pattern: Lexer.NA });
const ListStart = createToken({ name: 'ListStart', pattern: '(', categories: AnyListStart, push_mode: 'list' });
const SetStart = createToken({ name: 'SetStart', pattern: '{', categories: AnyListStart, push_mode: 'set' });

export const Comma: TokenType = createToken({ name: 'Comma', pattern: ',' });
const ListWord = createToken({
  name: 'ListWord',
  pattern: /(?![<>=])(?:[^\s()",.]|\.(?=[^\s()",.]))+/,
  categories: AnyValueWord,
});
const ListEnd = createToken({ name: 'ListEnd', pattern: ')', categories: AnyListEnd, pop_mode: true });

const SetWord = createToken({
  name: 'SetWord',
  pattern: /(?![<>=])(?:[^\s{}",.]|\.(?=[^\s{}",.]))+/,
  categories: AnyValueWord,
});
const SetEnd = createToken({ name: 'SetEnd', pattern: '}', categories: AnyListEnd, pop_mode: true });

/** After `=~`: between quotes everything stands for itself, `r` before them or not. */
export const RawQuoted: TokenType = createToken({
  name: 'RawQuoted',
  pattern: /r?"(?:[^"\\]|\\[\s\S])*"?/,
  categories: AnyQuoted,
  line_breaks: true,
});
export const BareExpression: TokenType = createToken({ name: 'BareExpression', pattern: /[^\s"()/][^\s"()]*/ });

const modes = {
  filter: [Space, LeftParen, RightParen, Quoted, Slashed, And, Or, Not, Matching, Comparison, Word],
  value: [ValueEnd, ListStart, SetStart, GroupEnd, QuotedValue, SlashedValue, Range, ValueWord],
  list: [Space, ListEnd, QuotedValue, SlashedValue, Comma, Range, ListWord],
  set: [Space, SetEnd, QuotedValue, SlashedValue, Comma, Range, SetWord],
  expression: [ValueEnd, GroupEnd, RawQuoted, SlashedValue, BareExpression],
};

export const filterTokens: readonly TokenType[] = [
  ...new Set([
    AnyRightParen,
    AnyQuoted,
    AnySlashed,
    AnyComparison,
    AnyListStart,
    AnyListEnd,
    AnyValueWord,
    ...Object.values(modes).flat(),
  ]),
];

let lexer: Lexer | undefined;

/** The one lexer; built when a filter is first read. */
export function filterLexer(): Lexer {
  return (lexer ??= new Lexer(
    { modes, defaultMode: 'filter' },
    { positionTracking: 'onlyOffset', deferDefinitionErrorsHandling: false },
  ));
}
