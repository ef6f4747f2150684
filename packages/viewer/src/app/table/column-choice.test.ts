import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Column } from './column.ts';
import {
  choicePlace,
  chosenColumns,
  keepChoice,
  moved,
  mostWidth,
  ownChoice,
  readChoice,
  resized,
  toggled,
} from './column-choice.ts';

const column = (id: string, narrow?: number): Column<never> => ({
  id,
  title: id,
  least: 100,
  ...(narrow !== undefined && { narrow }),
  draw: () => id,
});
const all = [column('a', 60), column('b'), column('c', 60)];
const ids = (columns: readonly Column<never>[]): string[] => columns.map(({ id }) => id);

describe('a choice of columns', () => {
  const own = ownChoice(all, false);

  test('begins with all of a table, and on a narrow window with those that fit', () => {
    expect(own.shown).toEqual(['a', 'b', 'c']);
    expect(ownChoice(all, true).shown).toEqual(['a', 'c']);
  });

  test('hides and shows, and never hides the last', () => {
    const one = toggled(toggled(own, 'a'), 'c');

    expect(one.shown).toEqual(['b']);
    expect(toggled(one, 'b').shown).toEqual(['b']);
    expect(toggled(one, 'a').shown).toEqual(['b', 'a']);
  });

  test('moves a column to a place', () => {
    expect(moved(own, 'a', 2).shown).toEqual(['b', 'c', 'a']);
    expect(moved(own, 'c', -5).shown).toEqual(['c', 'a', 'b']);
    expect(moved(own, 'x', 0)).toBe(own);
  });

  test('gives columns in order, with their widths, and forgets what is not there', () => {
    const choice = { shown: ['c', 'gone', 'a'], widths: { c: 240 } };

    expect(chosenColumns(all, choice, false)).toMatchObject([{ id: 'c', width: 240 }, { id: 'a' }]);
    expect(ids(chosenColumns(all, { shown: ['b'], widths: {} }, true))).toEqual(['b']);
    expect(chosenColumns(all, { shown: ['b'], widths: {} }, true)[0]?.narrow).toBe(100);
  });

  test('keeps widths within reason', () => {
    expect(resized(own, 'a', 1e9).widths).toEqual({ a: mostWidth });
  });
});

describe('a choice that is kept', () => {
  const store = new Map<string, string>();
  beforeEach(() =>
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => store.set(key, value),
      removeItem: (key: string) => store.delete(key),
    }),
  );
  afterEach(() => {
    store.clear();
    vi.unstubAllGlobals();
  });

  test('is there again, list by list and for each width of window', () => {
    keepChoice(choicePlace('calls', false), { shown: ['b', 'a'], widths: { a: 90 } });

    expect(readChoice(choicePlace('calls', false))).toEqual({ shown: ['b', 'a'], widths: { a: 90 } });
    expect(readChoice(choicePlace('calls', true))).toBeUndefined();
    keepChoice(choicePlace('calls', false), undefined);
    expect(readChoice(choicePlace('calls', false))).toBeUndefined();
  });

  test.each(['', '{', '7', '{"shown":7}', '{"shown":[]}', '{"shown":[{}]}'])('is none where %s lies there', (kept) => {
    store.set('place', kept);

    expect(readChoice('place')).toBeUndefined();
  });

  test('drops widths that are none', () => {
    store.set('place', '{"shown":["a","a",7],"widths":{"a":"wide","b":5}}');

    expect(readChoice('place')).toEqual({ shown: ['a'], widths: { b: 36 } });
  });
});
