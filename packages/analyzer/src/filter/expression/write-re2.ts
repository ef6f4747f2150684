import type { CharacterSet, Expression, Place } from './expression.ts';

/** The expression as RE2 reads it without any option: every character by its number, so that nothing means anything else there. */
export function writeRe2(expression: Expression): string {
  switch (expression.kind) {
    case 'empty':
      return '(?:)';
    case 'characters':
      return characters(expression.set);
    case 'place':
      return places[expression.place];
    case 'sequence':
      return `(?:${expression.parts.map(writeRe2).join('')})`;
    case 'choice':
      return `(?:${expression.parts.map(writeRe2).join('|')})`;
    case 'repeat':
      return `(?:${writeRe2(expression.part)})${repeat(expression.least, expression.most)}`;
  }
}

/**
 * RE2 takes `\z` off the end of an expression, and then does not find `(?:)\z` in any text; DuckDB writes `a\A` as LIKE, and finds it in texts with an `a`.
 * Neither happens to a choice, which both are here.
 */
const places: Readonly<Record<Place, string>> = {
  start: '(?:\\b\\A|\\B\\A)',
  end: '(?:\\b\\z|\\B\\z)',
  boundary: '\\b',
};

function characters(set: CharacterSet): string {
  // RE2 has no empty class.
  if (set.length === 0) return '[^\\x{0}-\\x{10ffff}]';
  return `[${set.map(([first, last]) => (first === last ? hex(first) : `${hex(first)}-${hex(last)}`)).join('')}]`;
}

function hex(codePoint: number): string {
  return `\\x{${codePoint.toString(16)}}`;
}

function repeat(least: number, most: number | undefined): string {
  if (most === undefined) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  return least === 0 && most === 1 ? '?' : `{${least},${most}}`;
}
