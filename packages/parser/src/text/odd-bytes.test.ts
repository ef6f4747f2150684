import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { controlAt, invalidUtf8At, oddByteAt } from './odd-bytes.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('invalidUtf8At()', () => {
  test('agrees with the decoder of the platform', () => {
    // Leads and continuations of every length, and what is nearly so.
    const byte = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), fc.array(byte, { maxLength: 6 }), (any, likely) => {
        const bytes = Uint8Array.from([...likely, ...any]);
        const at = invalidUtf8At(bytes, 0, bytes.length);

        expect(at === -1).toBe(isUtf8(bytes));
        expect(isUtf8(bytes.subarray(0, Math.max(at, 0)))).toBe(true);
      }),
    );
  });
});

describe('controlAt()', () => {
  test.each([
    ['NUL', 'a\0', 1],
    ['an escape', 'ab\u001b[2J', 2],
    ['DEL', '\u007f', 0],
    ['a CR without its LF', 'a\r\nb\rc', 4],
    ['a CR at the end', 'a\r', 1],
    ['no tab and no line break', 'a\tb\r\n\n', -1],
    ['nothing of U+0085 and U+2028', '\u0085\u2028', -1],
  ])('finds %s', (_, text, at) => {
    const bytes = bytesOf(text);

    expect(controlAt(bytes, 0, bytes.length)).toBe(at);
  });
});

describe('oddByteAt()', () => {
  test('finds the first byte that may be no text, of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const beyondAscii = bytes.findIndex((byte) => byte >= 0x80);
        const control = controlAt(bytes, 0, bytes.length);
        const first = [beyondAscii, control].filter((at) => at !== -1).toSorted((a, b) => a - b)[0];

        expect(oddByteAt(bytes, 0, bytes.length)).toBe(first ?? -1);
      }),
    );
  });
});
