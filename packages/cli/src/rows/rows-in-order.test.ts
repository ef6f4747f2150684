import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowsInOrder } from './rows-in-order.ts';

function ordered(numbers: readonly number[]): number[] {
  const handed: number[] = [];
  const rows = new RowsInOrder<number>((row) => handed.push(row));
  for (const number of numbers) rows.add(number, number);
  rows.end();
  return handed;
}

describe('RowsInOrder', () => {
  test('hands rows on in order, however they come', () => {
    const shuffled = fc.shuffledSubarray([...Array(50).keys()].map((i) => i + 1));

    fc.assert(
      fc.property(shuffled, (numbers) => {
        expect(ordered(numbers)).toEqual(numbers.toSorted((a, b) => a - b));
      }),
    );
  });

  test('hands a row on as soon as those before it have come', () => {
    const handed: number[] = [];
    const rows = new RowsInOrder<number>((row) => handed.push(row));

    rows.add(1, 1);
    rows.add(3, 3);
    rows.add(2, 2);

    expect(handed).toEqual([1, 2, 3]);
  });

  test('does not wait for one for ever', () => {
    const late = [...Array(10_001).keys()].map((i) => i + 2);

    expect(ordered([...late, 1])).toEqual([...late, 1]);
  });
});
