import { expect, test } from 'vitest';
import { arrowByKey } from './ladder-keys.ts';

const place = { at: 50, count: 100, seen: 21 };

function press(key: string, change: Partial<Parameters<typeof arrowByKey>[0]> = {}, at = place): number | undefined {
  return arrowByKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...change }, at);
}

test.each([
  ['j', 51],
  ['ArrowDown', 51],
  ['k', 49],
  ['ArrowUp', 49],
  ['PageDown', 70],
  ['PageUp', 30],
  ['g', 0],
  ['Home', 0],
  ['G', 99],
  ['End', 99],
])('arrowByKey() moves by %s to arrow %d', (key, arrow) => {
  expect(press(key)).toBe(arrow);
});

test('arrowByKey() moves by half pages with Ctrl', () => {
  expect(press('d', { ctrlKey: true })).toBe(60);
  expect(press('u', { ctrlKey: true })).toBe(40);
});

test('arrowByKey() stays within the ladder, and begins at its first arrow', () => {
  expect(press('k', {}, { ...place, at: 0 })).toBe(0);
  expect(press('PageDown', {}, { ...place, at: 95 })).toBe(99);
  expect(press('j', {}, { ...place, at: -1 })).toBe(0);
});

test('arrowByKey() leaves the keys of others alone', () => {
  expect(press('j', { ctrlKey: true })).toBeUndefined();
  expect(press('j', { metaKey: true })).toBeUndefined();
  expect(press('x')).toBeUndefined();
  expect(press('toString')).toBeUndefined();
});
