import { expect, test } from 'vitest';
import { Slots } from './slots.ts';

test('slots are given again when what was there is gone', () => {
  const slots = new Slots<{ slot: number; readonly name: string }>();
  const things = ['a', 'b', 'c'].map((name) => ({ slot: -1, name }));
  for (const thing of things) slots.add(thing);

  slots.remove(things[1]!);
  slots.add({ slot: -1, name: 'd' });

  expect(slots.list().map(({ name }) => name)).toEqual(['a', 'd', 'c']);
  expect(slots.size).toBe(3);
  expect(things[1]?.slot).toBe(-1);
  expect(slots.at(1)?.name).toBe('d');
  expect(slots.at(-1)).toBeUndefined();
});
