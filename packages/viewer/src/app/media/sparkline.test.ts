import { describe, expect, test } from 'vitest';
import { highest, sparkBars, sparkPath } from './sparkline.ts';

const size = { width: 100, height: 10, least: 0, most: 10 };

describe('a small chart', () => {
  test('is a line from value to value, with gaps where nothing was measured', () => {
    expect(sparkPath([0, 5, null, 10, null, 20], size)).toBe('M0.0 10.0L20.0 5.0M60.0 0.0h0M100.0 0.0h0');
  });

  test('of one value or none is no more than that', () => {
    expect(sparkPath([5], size)).toBe('M0.0 5.0h0');
    expect(sparkPath([], size)).toBe('');
    expect(sparkPath([3, 3], { ...size, least: 3, most: 3 })).toBe('M0.0 10.0L100.0 10.0');
  });

  test('of counts has columns, the least of them still seen', () => {
    expect(sparkBars([0, 10, null, 0.01], size)).toBe('M25.0 10v-10.0h24.5v10.0zM75.0 10v-1.0h24.5v1.0z');
  });

  test('knows its highest value', () => {
    expect(highest([1, null, 7])).toBe(7);
    expect(highest([null])).toBe(0);
  });
});
