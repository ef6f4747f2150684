import { describe, expect, test } from 'vitest';
import { rowStep } from './row-step.ts';

const list = { seen: 10.4, all: 200 };

describe('rowStep()', () => {
  test.each([
    ['ArrowDown', 1],
    ['j', 1],
    ['ArrowUp', -1],
    ['k', -1],
    ['Home', -200],
    ['End', 200],
    ['Enter', undefined],
    ['constructor', undefined],
  ])('of %s is %s', (key, step) => {
    expect(rowStep(key, list)).toBe(step);
  });

  test('of a page leaves one row that was seen before', () => {
    expect(rowStep('PageDown', list)).toBe(9);
    expect(rowStep('PageUp', list)).toBe(-9);
  });

  test('moves by a row at least, however little is seen', () => {
    expect(rowStep('PageDown', { seen: 0.5, all: 200 })).toBe(1);
  });
});
