import { describe, expect, test } from 'vitest';
import { readFilter } from './read-filter.ts';

describe('readFilter()', () => {
  test('points at what it cannot read', () => {
    expect(() => readFilter({ filter: 'method:INVITE and (' }, 'messages')).toThrow(
      /at character \d+ of "method:INVITE and \("/,
    );
  });

  test('refuses a key no row of the kind has', () => {
    expect(() => readFilter({ filter: 'outcome:busy' }, 'messages')).toThrow('outcome');
    expect(readFilter({ filter: 'outcome:busy' }, 'calls')).toBeDefined();
  });
});
