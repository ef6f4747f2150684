import { describe, expect, test } from 'vitest';
import { committedTolerancePage, tolerancePage } from '../tools/tolerance-page.ts';
import { take, tolerated } from './tolerated.ts';

describe('what is accepted', () => {
  test.each(tolerated.map((row) => [row.by, row.what, row] as const))('%s: %s', (_by, _what, row) => {
    expect(take(row)).toEqual({ codes: row.codes, value: row.value });
  });

  test('is what the page says', () => {
    expect(committedTolerancePage()).toBe(tolerancePage());
  });
});
