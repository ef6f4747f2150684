import type { Place } from '@sipscope/analyzer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTogether } from './read-together.ts';

const file = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7919) & 0xff);

async function read(places: readonly Place[]): Promise<readonly Uint8Array[]> {
  return places.map((place) =>
    Uint8Array.from(
      place.flatMap((piece) => [...(piece.bytes ?? file.subarray(piece.offset, piece.offset + piece.length))]),
    ),
  );
}

const stored = fc.record({ offset: fc.nat(290_000), length: fc.nat(2000) });
const kept = fc.record({ bytes: fc.uint8Array({ maxLength: 20 }) });
const places = fc.array(fc.array(fc.oneof(stored, kept), { maxLength: 3 }), { maxLength: 12 });

test('readTogether() gives what reading each place alone gives', async () => {
  await fc.assert(
    fc.asyncProperty(places, async (wanted) => {
      expect(await readTogether(wanted, read)).toEqual(await read(wanted));
    }),
    { numRuns: 50 },
  );
});

test('readTogether() reads at once what lies together', async () => {
  let asked: readonly Place[] = [];
  const wanted = Array.from({ length: 100 }, (_, at) => [{ offset: at * 600, length: 500 }]);

  await readTogether(wanted, (runs) => ((asked = runs), read(runs)));

  expect(asked).toEqual([[{ offset: 0, length: 99 * 600 + 500 }]]);
});
