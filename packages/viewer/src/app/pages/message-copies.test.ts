import { expect, test } from 'vitest';
import { copiesFilter, hidesCopies, toggleCopies } from './message-copies.ts';

test('toggleCopies() hides copies and shows them again', () => {
  expect(toggleCopies('')).toBe('duplicate:false');
  expect(toggleCopies('a or b')).toBe('(a or b) duplicate:false');
  expect(toggleCopies('method:INVITE duplicate:false x')).toBe('method:INVITE x');
  expect(hidesCopies('not duplicate:false')).toBe(false);
  expect(hidesCopies('duplicate:false x')).toBe(true);
});

test('copiesFilter() asks for the copies among what a filter leaves', () => {
  expect(copiesFilter('')).toBe('duplicate:true');
  expect(copiesFilter('a or b')).toBe('(a or b) duplicate:true');
  expect(copiesFilter('duplicate:false')).toBeUndefined();
});
