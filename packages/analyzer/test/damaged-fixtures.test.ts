/**
 * Fixtures cut anywhere, and with 2 % of their bytes changed: no error, no reading without end, and nothing lost that stands before the damage. Here are some
 * cuts and copies; all cuts and 10,000 copies are read by `tools/damage-captures.ts`, in some minutes.
 */

import { describe, expect, test } from 'vitest';
import { cutFixtures, damagedCopy, fixtures, lostBefore, random, readAll, readFixture } from './damage.ts';

/** A prime: cuts fall anywhere in records. */
const STRIDE = 1009;

describe.each(cutFixtures)('%s cut anywhere', (file) => {
  test('gives the packets before the cut, and their messages', async () => {
    const bytes = readFixture(file);
    const whole = await readAll(bytes);
    const strides = Array.from({ length: Math.ceil(bytes.length / STRIDE) }, (_, i) => i * STRIDE);
    // In the header of a record, at its end, and in its bytes.
    const near = whole.packets.slice(1, 3).flatMap(({ offset }) => [-17, -16, -15, -1, 0, 1].map((by) => offset + by));

    for (const length of [...strides, ...near]) {
      expect(lostBefore(whole, await readAll(bytes.subarray(0, length)), length)).toBeUndefined();
    }
  });
});

test.each(fixtures)('%s, damaged, gives what stands before the damage', async (file) => {
  const bytes = readFixture(file);
  const { copy, first } = damagedCopy(bytes, random(bytes.length));

  const read = await readAll(copy);

  expect(lostBefore(await readAll(bytes), read, first)).toBeUndefined();
});
