import { matchesFilter, parseFilter } from '@sipscope/analyzer';
import { expect, test } from 'vitest';
import { copiesFilter, hidesCopies, toggleCopies } from './message-copies.ts';

test('toggleCopies() hides copies and shows them again', () => {
  expect(toggleCopies('')).toBe('not duplicate:true');
  expect(toggleCopies('a or b')).toBe('(a or b) not duplicate:true');
  expect(toggleCopies('method:INVITE not duplicate:true x')).toBe('method:INVITE x');
  expect(hidesCopies('duplicate:true')).toBe(false);
  expect(hidesCopies('not duplicate:true x')).toBe(true);
  expect(hidesCopies('not duplicate:true or x')).toBe(false);
});

test('copiesFilter() asks for the copies among what a filter leaves', () => {
  expect(copiesFilter('')).toBe('duplicate:true');
  expect(copiesFilter('a or b')).toBe('(a or b) duplicate:true');
  expect(copiesFilter('not duplicate:true')).toBeUndefined();
});

test('what toggleCopies() leaves of rows are those that are no copies', () => {
  const { filter } = parseFilter(toggleCopies(''));
  const rows = [{ frame: 1 }, { frame: 2, duplicate: true }];

  expect(rows.filter((row) => filter !== undefined && matchesFilter(filter, row))).toEqual([{ frame: 1 }]);
});
