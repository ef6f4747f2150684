import { describe, expect, test } from 'vitest';
import { distribution, percent } from './distribution.ts';

describe('distribution()', () => {
  test('tells the figures of a list', () => {
    expect(distribution([3, 1, 2, 4])).toEqual({ count: 4, min: 1, mean: 2.5, median: 3, p95: 4, max: 4 });
  });

  test('of nothing is nothing', () => {
    expect(distribution([])).toBeUndefined();
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
