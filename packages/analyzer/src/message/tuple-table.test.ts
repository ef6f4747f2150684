import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TupleTable } from './tuple-table.ts';

const part = fc.oneof(fc.nat({ max: 5 }), fc.constantFrom(0, 0xffffffff, 0x80000000));

describe('TupleTable', () => {
  test('answers as a map of the joined keys would', () => {
    const entry = fc.tuple(fc.tuple(part, part, part), fc.nat({ max: 1000 }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 3000 }), (entries) => {
        const table = new TupleTable(3);
        const map = new Map<string, number>();
        for (const [key, value] of entries) {
          table.set(Uint32Array.from(key), value);
          map.set(key.join(' '), value);
        }
        for (const [key, value] of map) expect(table.get(Uint32Array.from(key.split(' ').map(Number)))).toBe(value);
        expect(table.get(Uint32Array.of(77, 77, 77))).toBe(-1);
      }),
      { numRuns: 30 },
    );
  });

  test('keeps every key while it grows', () => {
    const table = new TupleTable(2);

    for (let i = 0; i < 50_000; i++) table.set(Uint32Array.of(i, i * 7), i);

    for (let i = 0; i < 50_000; i += 97) expect(table.get(Uint32Array.of(i, i * 7))).toBe(i);
  });
});
