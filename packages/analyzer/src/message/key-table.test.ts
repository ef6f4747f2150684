import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyTable } from './key-table.ts';

/** Many fall on one place of the table. */
const key = fc.oneof(
  fc.nat({ max: 40 }).map((n) => n * 1024 + 1),
  fc.maxSafeNat(),
);
const change = fc.record({ key, value: fc.nat({ max: 5 }), isDelete: fc.boolean() });

describe('KeyTable', () => {
  test('answers as a map would, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3000 }), (changes) => {
        const table = new KeyTable();
        const map = new Map<number, number>();
        for (const { key: its, value, isDelete } of changes) {
          if (!isDelete) {
            table.set(its, value);
            map.set(its, value);
            continue;
          }
          table.delete(its, value);
          if (map.get(its) === value) map.delete(its);
        }
        for (const { key: its } of changes) expect(table.get(its)).toBe(map.get(its) ?? -1);
        expect(table.size).toBe(map.size);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps every key while it grows', () => {
    const table = new KeyTable();

    for (let i = 0; i < 50_000; i++) table.set(i * 7, i);

    for (let i = 0; i < 50_000; i += 97) expect(table.get(i * 7)).toBe(i);
  });
});
