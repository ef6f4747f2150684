import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptText } from './kept-text.ts';

describe('keptText()', () => {
  test('gives an equal text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
        expect(keptText(text)).toBe(text);
      }),
    );
  });

  test('gives equal texts beyond what it remembers', () => {
    for (let i = 0; i < 10_000; i++) expect(keptText(`sip:${i}@example.com`)).toBe(`sip:${i}@example.com`);
  });
});
