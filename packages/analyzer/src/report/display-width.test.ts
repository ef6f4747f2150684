import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipToWidth, displayWidth, padToWidth } from './display-width.ts';

describe('displayWidth()', () => {
  test.each([
    ['plain text', 'INVITE', 6],
    ['wide characters', '日本', 4],
    ['a combining mark', 'e\u0301', 1],
    ['an emoji', '📞', 2],
  ])('counts the columns of %s', (_, text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('clipToWidth()', () => {
  test('leaves text that fits', () => {
    expect(clipToWidth('INVITE', 6)).toBe('INVITE');
  });

  test('ends clipped text in an ellipsis', () => {
    expect(clipToWidth('INVITE', 5)).toBe('INVI…');
  });

  test('does not cut a wide character in two', () => {
    expect(clipToWidth('日本語', 4)).toBe('日…');
  });

  test('bounds the marks one character can carry', () => {
    expect(clipToWidth(`e${'\u0301'.repeat(5000)}`, 10).length).toBeLessThan(200);
  });

  test('never gives more columns than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, columns) => {
        expect(displayWidth(clipToWidth(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('padToWidth()', () => {
  test.each([
    ['start', 'ab  '],
    ['center', ' ab '],
    ['end', '  ab'],
  ] as const)('fills up aligned to the %s', (align, padded) => {
    expect(padToWidth('ab', 4, align)).toBe(padded);
  });
});
