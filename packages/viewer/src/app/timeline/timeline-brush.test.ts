import { describe, expect, test } from 'vitest';
import { cursorRange, dragged, gripAt, moveCursor } from './timeline-brush.ts';

describe('gripAt()', () => {
  const narrowed = [0.2, 0.6] as const;

  test.each([
    [10, 'new'],
    [197, 'first'],
    [204, 'first'],
    [400, 'whole'],
    [603, 'last'],
    [700, 'new'],
  ])('takes hold at %i', (x, kind) => {
    expect(gripAt(x, 1000, { bucket: 7, narrowed })).toEqual({ kind, at: 7 });
  });

  test('begins a new part where nothing is narrowed', () => {
    expect(gripAt(197, 1000, { bucket: 7, narrowed: undefined }).kind).toBe('new');
  });
});

describe('dragged()', () => {
  const before = [10, 20] as const;

  test.each([
    ['new', 30, 25, [25, 30]],
    ['first', 10, 15, [15, 20]],
    ['first', 10, 25, [20, 25]],
    ['last', 20, 40, [10, 40]],
    ['whole', 12, 17, [15, 25]],
    ['whole', 12, 99, [39, 49]],
    ['whole', 12, -50, [0, 10]],
  ] as const)('of %s from %i to %i', (kind, at, to, expected) => {
    expect(dragged({ kind, at }, to, { before, buckets: 50 })).toEqual(expected);
  });
});

test('moveCursor() moves by arrows, and chooses with Shift', () => {
  const buckets = 50;
  let cursor = moveCursor({ at: 0, anchor: 0 }, { key: 'PageUp', shift: false, buckets }) ?? { at: -1, anchor: -1 };
  expect(cursor).toEqual({ at: 5, anchor: 5 });

  for (const key of ['ArrowRight', 'ArrowRight']) cursor = moveCursor(cursor, { key, shift: true, buckets }) ?? cursor;

  expect(cursorRange(cursor)).toEqual([5, 7]);
  expect(moveCursor(cursor, { key: 'End', shift: false, buckets })).toEqual({ at: 49, anchor: 49 });
  expect(moveCursor(cursor, { key: 'a', shift: false, buckets })).toBeUndefined();
});
