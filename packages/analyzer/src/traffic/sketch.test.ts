import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percent, Sketch } from './sketch.ts';

function sketchOf(values: readonly number[]): Sketch {
  const sketch = new Sketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

describe('Sketch', () => {
  test('tells the figures of few measurements exactly', () => {
    expect(sketchOf([3, 1, 2, 4]).distribution()).toEqual({ count: 4, min: 1, mean: 2.5, median: 3, p95: 4, max: 4 });
  });

  test('of nothing tells nothing', () => {
    expect(new Sketch().distribution()).toBeUndefined();
  });

  test('tells median and 95th percentile of many within one per cent', () => {
    const values = fc.array(fc.double({ min: 0.01, max: 1e7, noNaN: true }), { minLength: 513, maxLength: 1500 });
    fc.assert(
      fc.property(values, (list) => {
        const told = sketchOf(list).distribution();

        const sorted = list.toSorted((a, b) => a - b);
        const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? 0;
        expect(told?.count).toBe(list.length);
        for (const [value, exact] of [
          [told?.median ?? 0, at(0.5)],
          [told?.p95 ?? 0, at(0.95)],
        ] as const)
          expect(Math.abs(value - exact)).toBeLessThanOrEqual(exact * 0.01 + 0.002);
      }),
      { numRuns: 50 },
    );
  });

  test('two that are merged tell what one does', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 700 });
    fc.assert(
      fc.property(values, values, (some, others) => {
        const merged = sketchOf(some);

        merged.merge(sketchOf(others));

        expect(merged.distribution()).toEqual(sketchOf([...some, ...others]).distribution());
      }),
      { numRuns: 50 },
    );
  });
});

describe('percent()', () => {
  test('of nothing is nothing', () => {
    expect(percent(0, 0)).toBeUndefined();
  });

  test('keeps three decimals', () => {
    expect(percent(1, 3)).toBe(33.333);
  });
});
