import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRegex } from './read-regex.ts';
import { searchRegex } from './search-regex.ts';

const isFound = (source: string, text: string, ignoresCase = false) =>
  searchRegex(readRegex(source, ignoresCase), text);

/** Expressions of all kinds, as text. */
const expression = fc.letrec<{ one: string; many: string; choice: string }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '\\w',
      '\\S',
      '[ab]',
      '[^a]',
      '[a-c1]',
      '\\b',
      '^',
      '$',
      '1',
      '\\.',
      '[\\w-]',
    ),
    tie('choice').map((inner) => `(${inner})`),
    tie('choice').map((inner) => `(?:${inner})`),
  ),
  many: fc.tuple(tie('one'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?')).map(([one, times]) =>
    // An expression that takes nothing is not repeated: engines differ in that.
    /^(\^|\$|\\b)$/.test(one) ? one : one + times,
  ),
  choice: fc
    .array(fc.array(tie('many'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((all) => all.map((sequence) => sequence.join('')).join('|')),
})).choice;

describe('a regular expression', () => {
  test.each([
    ['abc', 'xabcx', true],
    ['^a.c$', 'abc', true],
    ['^a.c$', 'abcd', false],
    ['(ab|cd)+$', 'xxabcd', true],
    ['a{2,3}b', 'aab', true],
    ['a{2,3}b', 'ab', false],
    ['[^;]+;tag=\\w+', '<sip:a@b>;tag=9', true],
    ['\\bsip\\b', 'a sip b', true],
    ['\\x41\\u0042', 'AB', true],
    ['', '', true],
    ['{', '{', true],
  ])('%s in %s', (source, text, found) => {
    expect(isFound(source, text)).toBe(found);
  });

  test('may be of any case', () => {
    expect(isFound('^ab[c-e]$', 'ABD', true)).toBe(true);
    expect(isFound('[^a]', 'A', true)).toBe(false);
  });

  test.each([
    '(',
    'a)',
    '[a',
    '*',
    'a**',
    '(?=a)',
    '(?<n>a)',
    '(a)\\1',
    '[z-a]',
    'a{3,2}',
    '\\',
    '\\x4',
    '((a{99}){99}){99}',
  ])('is refused: %s', (source) => {
    expect(() => readRegex(source, false)).toThrow(Error);
  });

  test('finds what JavaScript finds', () => {
    fc.assert(
      fc.property(
        expression,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', '-', ' ') }),
        (source, text) => {
          expect(isFound(source, text)).toBe(new RegExp(source).test(text));
        },
      ),
    );
  });

  test('is searched for in a time that grows with the text alone', () => {
    const text = 'a'.repeat(20_000);
    const started = performance.now();

    expect(isFound('^(a+)+$', `${text}!`)).toBe(false);
    expect(isFound('(a|aa)*b', text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
