import { describe, expect, test } from 'vitest';
import { Recent } from './recent.ts';

describe('what was used lately', () => {
  test('is known', () => {
    const recent = new Recent<string, number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.set('c', 3);

    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, 2, 3]);
  });

  test('is forgotten where more came since than twice as many as are kept', () => {
    const recent = new Recent<string, number>(2);
    for (const key of ['a', 'b', 'c', 'd', 'e']) recent.set(key, 1);

    expect(recent.get('a')).toBeUndefined();
    expect(recent.get('e')).toBe(1);
  });

  test('stays where it is asked for in between', () => {
    const recent = new Recent<string, number>(2);
    recent.set('a', 1);
    for (const key of ['b', 'c', 'd', 'e', 'f', 'g']) {
      recent.set(key, 1);
      recent.get('a');
    }

    expect(recent.get('a')).toBe(1);
  });
});
