import { describe, expect, test } from 'vitest';
import { TriedNumbers } from './tried-numbers.ts';

function tried(numbers: Iterable<string>): TriedNumbers {
  const list = new TriedNumbers();
  for (const number of numbers) list.add(number);
  return list;
}

describe('TriedNumbers', () => {
  test('finds one number dialled with many prefixes', () => {
    const prefixes = ['00', '900', '9900', '011', '+', '810'];

    const plan = tried(prefixes.map((prefix) => `${prefix}972592277524`)).dialPlan();

    expect(plan).toEqual({ number: '92277524', forms: 6 });
  });

  test('finds numbers called one after the other', () => {
    const numbers = Array.from({ length: 25 }, (_, i) => String(4_930_123_400 + i));

    const range = tried([...numbers.toReversed(), '493099999999']).range();

    expect(range).toEqual({ from: '4930123400', to: '4930123424', numbers: 25 });
  });

  test('finds neither in ordinary calls', () => {
    const numbers = Array.from({ length: 60 }, (_, i) => `+4930${1_000_000 + i * 7919}`);

    const list = tried(numbers);

    expect(list.dialPlan()).toBeUndefined();
    expect(list.range()).toBeUndefined();
  });
});
