import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteInterner } from './byte-interner.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('ByteInterner', () => {
  test('gives equal bytes equal numbers and different bytes different ones', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 }), { maxLength: 5000 }), (texts) => {
        const interner = new ByteInterner();
        const numbers = new Map<string, number>();
        for (const text of texts) {
          const id = interner.internText(text);
          expect(numbers.get(text) ?? id).toBe(id);
          numbers.set(text, id);
        }
        expect(new Set(numbers.values()).size).toBe(numbers.size);
        for (const [text, id] of numbers) expect(interner.text(id)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  test('reads the text between start and end only', () => {
    const interner = new ByteInterner();

    const id = interner.intern(encode('tag=abc;x'), 4, 7);

    expect(id).toBe(interner.internText('abc'));
  });

  test('keeps 0 for no text', () => {
    const interner = new ByteInterner();

    expect(interner.internText('')).not.toBe(0);
    expect(interner.text(0)).toBeUndefined();
  });

  test('keeps texts longer than its first arena', () => {
    const interner = new ByteInterner();
    const long = 'x'.repeat(200_000);

    const id = interner.internText(long);

    expect(interner.text(id)).toBe(long);
  });
});
