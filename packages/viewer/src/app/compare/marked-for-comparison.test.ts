import { expect, test } from 'vitest';
import { compareWithMarked, isMarkedForComparison } from './marked-for-comparison.ts';

test('the second of two calls opens their comparison, also of two captures', () => {
  expect(compareWithMarked({ capture: 'a', call: 'c1' })).toBeUndefined();
  expect(isMarkedForComparison({ capture: 'a', call: 'c1' })).toBe(true);
  expect(compareWithMarked({ capture: 'b', call: 'c2' })).toEqual({
    page: 'compare',
    capture: 'a',
    calls: ['c1', 'c2'],
    otherCapture: 'b',
  });
  expect(isMarkedForComparison({ capture: 'a', call: 'c1' })).toBe(false);
});

test('the same twice is set aside no more, and a call is not held against a capture', () => {
  compareWithMarked({ capture: 'a', call: 'c1' });
  expect(compareWithMarked({ capture: 'a', call: 'c1' })).toBeUndefined();
  expect(isMarkedForComparison({ capture: 'a', call: 'c1' })).toBe(false);

  compareWithMarked({ capture: 'a', call: 'c1' });
  expect(compareWithMarked({ capture: 'b' })).toBeUndefined();
  expect(compareWithMarked({ capture: 'c' })).toEqual({ page: 'compare', capture: 'b', otherCapture: 'c' });
});
