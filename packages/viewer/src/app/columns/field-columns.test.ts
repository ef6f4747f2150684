import { rowFields } from '@sipscope/analyzer';
import { describe, expect, test } from 'vitest';
import type { ListName } from '../../api/lists.ts';
import { fieldColumns, fieldText } from './field-columns.ts';
import { listColumns } from './list-columns.ts';

const lists = Object.keys(rowFields) as ListName[];

describe.each(lists)('the columns of %s', (list) => {
  const own = listColumns(list, 'utc').map(({ id }) => id);
  const fields = fieldColumns(list, new Set(own), 'utc');

  test('have a name each of its own', () => {
    const ids = [...own, ...fields.map(({ id }) => id)];

    expect(new Set(ids).size).toBe(ids.length);
  });

  test('show every field of its rows', () => {
    const ids = new Set([...own, ...fields.map(({ id }) => id)]);

    expect(Object.keys(rowFields[list]).filter((field) => !ids.has(field))).toEqual([]);
  });

  test('sort by what its rows can be sorted by', () => {
    const sorts = [...listColumns(list, 'utc'), ...fields].flatMap(({ sort }) => sort ?? []);

    expect(sorts.filter((sort) => !['text', 'number', 'boolean'].includes(rowFields[list][sort] ?? ''))).toEqual([]);
  });
});

test('fieldText() writes what a field holds', () => {
  expect(fieldText('2026-11-22T05:51:02.113456Z', 'utc')).toBe('2026-11-22 05:51:02.113456 UTC');
  expect(fieldText([{ dialog: 'd1', path: ['a', 'b'] }], 'utc')).toBe('d1, a, b');
  expect(fieldText(true, 'utc')).toBe('yes');
  expect(fieldText(0.1 + 0.2, 'utc')).toBe('0.3');
  expect(fieldText([], 'utc')).toBeUndefined();
  expect(
    fieldText(
      Array.from({ length: 14 }, (_, at) => at),
      'utc',
    ),
  ).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 +2');
});
