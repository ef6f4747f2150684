import { expect, test } from 'vitest';
import { type Column, layoutColumns, nextSort, readSort } from './column.ts';

const columns: readonly Column<string>[] = [
  { id: 'started', title: 'time', least: 100, narrow: 80, draw: (row) => row },
  { id: 'from', title: 'from', least: 150, share: 2, narrow: 90, draw: (row) => row },
  { id: 'legs', title: 'legs', least: 50, draw: (row) => row },
];

test('layoutColumns() gives tracks that share what is left over', () => {
  expect(layoutColumns(columns, false)).toMatchObject({ tracks: '100px minmax(150px, 2fr) 50px', least: 300 });
});

test('layoutColumns() gives a column the width a person chose, and nothing of the rest', () => {
  const wide = columns.map((column) => (column.id === 'from' ? { ...column, width: 400 } : column));

  expect(layoutColumns(wide, false)).toMatchObject({ tracks: '100px 400px 50px', least: 550 });
});

test('layoutColumns() leaves out what has no room on a phone', () => {
  const { shown, tracks, least } = layoutColumns(columns, true);

  expect(shown.map((column) => column.title)).toEqual(['time', 'from']);
  expect(tracks).toBe('80px minmax(90px, 2fr)');
  expect(least).toBe(170);
});

test('nextSort() goes from ascending to descending to none', () => {
  expect(nextSort(undefined, 'pddMs')).toBe('pddMs');
  expect(nextSort('pddMs', 'pddMs')).toBe('-pddMs');
  expect(nextSort('-pddMs', 'pddMs')).toBeUndefined();
  expect(nextSort('started', 'pddMs')).toBe('pddMs');
});

test('readSort() parts direction and name', () => {
  expect(readSort('-started')).toEqual({ key: 'started', descending: true });
  expect(readSort('status')).toEqual({ key: 'status', descending: false });
  expect(readSort(undefined)).toBeUndefined();
});
