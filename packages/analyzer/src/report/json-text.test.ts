import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText } from './json-text.ts';

describe('jsonText()', () => {
  test.each([
    ['C0', '\u001b[2J', '"\\u001b[2J"'],
    ['DEL', '\u007f', '"\\u007f"'],
    ['C1', '\u009b31m', '"\\u009b31m"'],
    ['line separators', '\u2028\u2029', '"\\u2028\\u2029"'],
    ['a right-to-left override', '\u202e', '"\\u202e"'],
    ['what opens a tag', '</script>', '"\\u003c/script>"'],
  ])('escapes %s', (_, text, json) => {
    expect(jsonText(text)).toBe(json);
  });

  test('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('prints no control character whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\u2028\u2029]/u.test(jsonText({ [text]: text }))),
    );
  });
});
