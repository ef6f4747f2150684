import { describe, expect, test } from 'vitest';
import { base64, boolean, dateTime, decimal, integer, numbers, oneOf, unsigned, uri, words } from './simple-type.ts';

describe('simple types', () => {
  test.each(['2026-11-22T10:15:00Z', ' 2024-02-29T23:59:60.25+05:30 ', '2026-11-22T10:15:00'])(
    'dateTime takes %s',
    (text) => {
      expect(dateTime.read(text)).toBe(text.trim());
    },
  );

  test.each([
    '',
    '2026-11-22',
    '2026-13-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-22t10:15:00z',
    '2026-11-22T25:00:00Z',
  ])('dateTime refuses %s', (text) => {
    expect(dateTime.read(text)).toBeUndefined();
  });

  test('numbers have their ranges', () => {
    expect([' 7 ', '+7', '-1', '1.0', '', '0x7', '18446744073709551615'].map(unsigned.read)).toEqual([
      7,
      7,
      undefined,
      undefined,
      undefined,
      undefined,
      2 ** 64,
    ]);
    expect(['99', '100', '699', '700'].map(integer(100, 699).read)).toEqual([undefined, 100, 699, undefined]);
    expect(['1', '-.5', '1e3', 'NaN', 'Infinity', '.'].map(decimal().read)).toEqual([
      1,
      -0.5,
      1000,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['1 2.5\n-3', '1 x', ' '].map(numbers.read)).toEqual([[1, 2.5, -3], undefined, undefined]);
  });

  test('words, booleans and the others have their forms', () => {
    expect(['true', '1', ' false', '0', 'yes'].map(boolean.read)).toEqual([true, true, false, false, undefined]);
    expect([' open ', 'Open'].map(oneOf('open', 'closed').read)).toEqual(['open', undefined]);
    expect([' sip:a@b\n', '', 'a b'].map(uri.read)).toEqual(['sip:a@b', undefined, undefined]);
    expect([' 7+OT/w== ', 'a_b', ''].map(base64.read)).toEqual(['7+OT/w==', undefined, undefined]);
    expect(words.read(' en  de ')).toEqual(['en', 'de']);
  });
});
