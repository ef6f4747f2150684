import { expect, test } from 'vitest';
import { leavesWithPaths } from './leaves-with-paths.ts';

test('leavesWithPaths() names every plain value by the way to it, in order', () => {
  expect(leavesWithPaths({ a: 1, b: { c: 'x', d: [true, { e: 2 }] }, f: [] })).toEqual([
    ['a', 1],
    ['b.c', 'x'],
    ['b.d.0', true],
    ['b.d.1.e', 2],
  ]);
});
