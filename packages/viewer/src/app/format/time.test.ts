import { expect, test } from 'vitest';
import { formatClock, formatDuration, formatExactTime, formatSeconds } from './time.ts';

test('formatClock() gives the time of day in UTC with milliseconds', () => {
  expect(formatClock('2026-11-22T05:51:02.113796Z', 'utc')).toBe('05:51:02.113');
});

test('formatClock() draws a dash for a time that is none', () => {
  expect(formatClock('yesterday', 'utc')).toBe('–');
});

test('formatExactTime() keeps all nine decimals in either zone', () => {
  expect(formatExactTime('2026-11-22T05:50:59.678796123Z', 'utc')).toBe('2026-11-22 05:50:59.678796123 UTC');
  expect(formatExactTime('2026-11-22T05:50:59.678796123Z', 'local')).toMatch(
    /^2026-11-2\d \d\d:\d\d:59\.678796123 UTC[+−]\d\d:\d\d$/,
  );
});

test.each([
  [0, '0.0 ms'],
  [0.42, '0.4 ms'],
  [9.96, '10 ms'],
  [420.4, '420 ms'],
  [999.6, '1.0 s'],
  [4102, '4.1 s'],
  [59_960, '1:00'],
  [127_000, '2:07'],
  [3_727_000, '1:02:07'],
  [-12, '−12 ms'],
])('formatDuration() writes %d milliseconds as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test('formatSeconds() shows a clock that went back', () => {
  expect(formatSeconds(4102.4)).toBe('+4.102');
  expect(formatSeconds(-15)).toBe('−0.015');
});
