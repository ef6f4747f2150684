import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteStore } from './byte-store.ts';

test('bytes are what they were, whatever came and went', () => {
  const steps = fc.array(fc.record({ size: fc.nat(400_000), takesOut: fc.boolean() }), { maxLength: 200 });

  fc.assert(
    fc.property(steps, (list) => {
      const store = new ByteStore();
      const held = new Map<number, number>();
      for (const [step, { size, takesOut }] of list.entries()) {
        const [oldest] = held.keys();
        if (takesOut && oldest !== undefined) {
          store.remove(oldest);
          held.delete(oldest);
        } else {
          held.set(store.add(new Uint8Array(size).fill(step)), size);
        }
      }

      const sizes = [...held].map(([number]) => [number, store.get(number).length]);

      expect(sizes).toEqual([...held]);
    }),
    { numRuns: 20 },
  );
});

test('room is used again', () => {
  const store = new ByteStore();
  const bytes = new Uint8Array(100_000).fill(7);
  const numbers = new Set<number>();

  for (let round = 0; round < 2000; round++) {
    const number = store.add(bytes);
    numbers.add(number);
    store.remove(number);
  }
  const last = store.add(bytes);

  expect(numbers.size).toBe(1);
  expect(store.get(last)).toEqual(bytes);
});
