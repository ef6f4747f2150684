import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteRanges } from './byte-ranges.ts';
import { maxRanges } from './limits.ts';

describe('ByteRanges', () => {
  test('counts each byte once', () => {
    const ranges = new ByteRanges();

    expect([ranges.add(1, 10), ranges.add(5, 12), ranges.add(20, 20), ranges.add(13, 19), ranges.add(1, 20)]).toEqual([
      10, 2, 1, 7, 0,
    ]);
    expect(ranges.hasAll(20)).toBe(true);
    expect(ranges.hasAll(21)).toBe(false);
  });

  test('knows what a set of bytes knows', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 15 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), fc.integer({ min: 1, max: 40 }), (added, first) => {
        const ranges = new ByteRanges();
        const set = new Set<number>();
        for (const [start, length] of added) {
          ranges.add(start, start + length - 1);
          for (let byte = start; byte < start + length; byte++) set.add(byte);
        }

        expect(ranges.bytes).toBe(set.size);
        expect(ranges.has(first, first + 2)).toBe([0, 1, 2].every((more) => set.has(first + more)));
        expect(set.has(ranges.leading + 1)).toBe(false);
        expect(ranges.hasAll(first)).toBe(ranges.leading >= first);
      }),
    );
  });

  test('follows no more holes than its limit', () => {
    const ranges = new ByteRanges();

    for (let i = 0; i < maxRanges + 10; i++) ranges.add(3 * i + 1, 3 * i + 1);

    expect(ranges.bytes).toBe(maxRanges);
  });
});
