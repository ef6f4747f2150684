import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EndsOfList } from './ends-of-list.ts';

describe('EndsOfList', () => {
  test('keeps the first and the last of many, in order, and counts those between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 60 }), (half, count) => {
        const list = new EndsOfList<number>(half * 2);
        const all = Array.from({ length: count }, (_, i) => i);
        for (const item of all) list.add(item);

        const isWhole = count <= half * 2;
        expect(list.list()).toEqual(isWhole ? all : [...all.slice(0, half), ...all.slice(-half)]);
        expect(list.last).toBe(all.at(-1));
        expect(list.count).toBe(count);
        expect(list.more).toBe(isWhole ? 0 : count - half * 2);
      }),
    );
  });
});
