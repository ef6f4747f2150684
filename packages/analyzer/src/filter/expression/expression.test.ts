import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expressionProgram } from './compile-expression.ts';
import { ExpressionError } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { anyExpression, anyText } from '../../../test/filter/any-expression.ts';

function isIn(source: string, text: string): boolean {
  return expressionProgram(source).isIn(text.toLowerCase());
}

function problemOf(source: string): ExpressionError {
  try {
    parseExpression(source);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
  }
  throw new Error(`“${source}” could be read`);
}

/** Where it could not be read; nothing of it where it could, and was asked of a text. */
function spanOf(source: string): readonly [number, number] {
  try {
    expressionProgram(source).isIn('ab12');
    return [0, 0];
  } catch (error) {
    if (error instanceof ExpressionError) return error.span;
    throw error;
  }
}

describe('ExpressionProgram', () => {
  test.each([
    ['', ''],
    ['^\\+44', '+442079460123'],
    ['\\+44\\d{10}$', '+442079460123'],
    ['INVITE', 'reinvite'],
    ['[A-F]+', 'cafe'],
    ['^a.c$', 'a\rc'],
    ['(?:a|b)*c', 'abac'],
    ['(?i)Phone', 'a PHONE'],
    ['^(|a)+$', 'aaa'],
    ['(a*)*$', 'aab'],
    ['\\bbye\\b', 'say bye now'],
    ['x{2,3}y', 'xxxy'],
    ['\\x41\\u00e9', 'aé'],
    ['[\\]\\-a]', ']'],
    ['[a-]', '-'],
    ['Σ', 'ΣΑΣ'],
    ['📞.', '📞x'],
    ['[^a]', '📞'],
    ['a??b', 'b'],
  ])('finds %j in %j', (source, text) => {
    expect(isIn(source, text)).toBe(true);
  });

  test.each([
    ['^\\+44', 'a+44'],
    ['a.c', 'a\nc'],
    ['[^a-z]', 'ABC'],
    ['\\d', 'abc'],
    ['\\bbye', 'goodbye'],
    ['x{2}', 'x'],
    ['[^\\s\\S]', 'x'],
    ['^$', 'a'],
  ])('does not find %j in %j', (source, text) => {
    expect(isIn(source, text)).toBe(false);
  });

  test('takes linear time for what makes others backtrack', () => {
    const started = performance.now();

    expect(isIn('^(a+)+$', `${'a'.repeat(50_000)}b`)).toBe(false);
    expect(isIn(`${'a?'.repeat(200)}${'a'.repeat(200)}`, 'a'.repeat(199))).toBe(false);

    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('answers as RegExp does', () => {
    fc.assert(
      fc.property(anyExpression, anyText, (source, text) => {
        expect(isIn(source, text)).toBe(new RegExp(source, 'iu').test(text));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('parseExpression()', () => {
  test.each([
    ['(a', [0, 1], 'not closed'],
    ['a)', [1, 2], 'closes nothing'],
    ['[a', [0, 1], 'not closed'],
    ['a|*', [2, 3], 'nothing before'],
    ['a**', [2, 3], 'put it in parentheses'],
    ['(?=a)', [0, 3], 'Looking ahead or behind'],
    ['(?<!a)', [0, 3], 'Looking ahead or behind'],
    ['(a)\\1', [3, 5], 'reference'],
    ['\\p{L}', [0, 2], 'not known'],
    ['\\B', [0, 2], 'not known'],
    ['[z-a]', [1, 4], 'one after it'],
    ['[[:alpha:]]', [1, 3], 'by name'],
    ['a{3,2}', [1, 6], '1000 at most'],
    ['a{1001}', [1, 7], '1000 at most'],
    ['(a{100}){100}', [0, 13], 'too large'],
    ['a\\', [1, 2], 'must follow'],
    ['(?P<n>a)', [0, 2], '“(?:”'],
    ['[]', [0, 2], 'holds something'],
    ['{', [0, 1], 'brace'],
    ['('.repeat(33) + ')'.repeat(33), [32, 33], '32 deep'],
  ])('says where %j cannot be read, and why', (source, span, why) => {
    const { message, span: place } = problemOf(source);

    expect(message).toContain(why);
    expect(message).toMatch(/\.$/);
    expect(place).toEqual(span);
  });

  test('reads or refuses whatever is written', () => {
    const pieces = [...'ab(|)[]^$.*+?{}\\-,:=!<>12'.split(''), '(?:', '\\d', '\\b', '{2,3}', '\\x{1F4DE}', 'É', '📞'];
    const written = fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(written, fc.string({ unit: 'binary', maxLength: 20 })), (source) => {
        const [start, end] = spanOf(source);

        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(source.length);
      }),
      { numRuns: 20_000 },
    );
  });
});
