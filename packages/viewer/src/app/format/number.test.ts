import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatPlural } from './number.ts';

test('formatCount() groups by three', () => {
  expect(formatCount(7)).toBe('7');
  expect(formatCount(1204)).toBe('1\u202F204');
  expect(formatCount(5_000_000)).toBe('5\u202F000\u202F000');
});

test('formatBytes() takes the unit that suits', () => {
  expect(formatBytes(812)).toBe('812 B');
  expect(formatBytes(4200)).toBe('4.2 kB');
  expect(formatBytes(999_960)).toBe('1.0 MB');
  expect(formatBytes(81_300_000)).toBe('81.3 MB');
});

test('formatPlural() says one call and two calls', () => {
  expect(formatPlural(1, 'call')).toBe('1 call');
  expect(formatPlural(2, 'call')).toBe('2 calls');
  expect(formatPlural(0, 'reply', 'replies')).toBe('0 replies');
});
