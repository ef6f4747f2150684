import { expect, test } from 'vitest';
import { encode } from '../../test/sip.ts';
import { lineAndColumn } from './line-and-column.ts';

const bytes = encode('a\r\nbü\n\nc');

test.each([
  [0, 1, 1],
  [1, 1, 2],
  [2, 1, 3],
  [3, 2, 1],
  [6, 2, 4],
  [7, 3, 1],
  [8, 4, 1],
  [9, 4, 2],
  [99, 4, 2],
  [-1, 1, 1],
])('lineAndColumn() of byte %i is %i:%i', (offset, line, column) => {
  expect(lineAndColumn(bytes, offset)).toEqual({ line, column });
});
