import { describe, expect, test } from 'vitest';
import type { Column } from './column.ts';
import { rowsJson, rowsTsv } from './rows-text.ts';

const columns: readonly Column<never>[] = [
  { id: 'from', title: 'from', least: 10, draw: () => undefined },
  { id: 'status', title: 'status', least: 10, draw: () => undefined },
  { id: 'lasts', title: 'lasts', least: 10, draw: () => undefined, whole: () => '12 ms' },
];

describe('rowsTsv()', () => {
  test('has a line of titles and one a row, the values exact', () => {
    expect(rowsTsv(columns, [{ from: 'sip:a@example.com', status: 503 }, { from: ['a', 'b'] }])).toBe(
      'from\tstatus\tlasts\nsip:a@example.com\t503\t12 ms\na b\t\t12 ms',
    );
  });

  test('keeps a value in its cell, and is no formula', () => {
    const [, line] = rowsTsv(columns, [{ from: '=HYPERLINK("x")\tand\r\nmore' }]).split('\n');

    expect(line).toBe(`'=HYPERLINK("x") and more\t\t12 ms`);
  });
});

test('rowsJson() is one object of one row, and a list of several', () => {
  expect(JSON.parse(rowsJson([{ id: 'c1' }]))).toEqual({ id: 'c1' });
  expect(JSON.parse(rowsJson([{ id: 'c1' }, { id: 'c2' }]))).toEqual([{ id: 'c1' }, { id: 'c2' }]);
});
