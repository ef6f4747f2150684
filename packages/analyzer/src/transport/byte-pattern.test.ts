import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BytePattern } from './byte-pattern.ts';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

test('a pattern is found where it first stands', () => {
  const pattern = new BytePattern('\nm=message ');

  expect(pattern.find(bytes('v=0\r\nm=audio 1\r\nm=message 2\r\nm=message 3'), 0, 40)).toBe(15);
  expect(pattern.find(bytes('v=0\r\nm=messages 2'), 0, 17)).toBe(-1);
});

test('a pattern is found where text is, in any part of the bytes', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(letters, pattern, fc.nat(60), fc.nat(60), (text, wanted, one, other) => {
      const [start, end] = [Math.min(one, other, text.length), Math.min(Math.max(one, other), text.length)];

      const found = new BytePattern(wanted).find(bytes(text), start, end);

      const expected = text.slice(0, end).indexOf(wanted, start);
      expect(found).toBe(expected);
    }),
  );
});
