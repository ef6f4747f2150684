import { expect, test } from 'vitest';
import { numberPrefix } from './number-prefix.ts';

test.each([
  ['+49301234567', '+49'],
  ['+12125550100', '+1'],
  ['+3531234567', '+353'],
  ['0049301234567', '+49'],
  ['0301234567', '030'],
  ['2125550100', '212'],
  ['4711', undefined],
  ['*43#', undefined],
  ['+', undefined],
])('numberPrefix(%s) is %s', (number, prefix) => {
  expect(numberPrefix(number)).toBe(prefix);
});
