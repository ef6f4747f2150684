import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InterfaceClock, tickLength } from './interface-clock.ts';

function halves(ticks: bigint): [high: number, low: number] {
  return [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn)];
}

describe('tickLength()', () => {
  test.each([
    [6, 1_000_000n, 6],
    [9, 1_000_000_000n, 9],
    [0, 1n, 0],
    [3, 1000n, 3],
    [12, 1_000_000_000_000n, 9],
    [0x80 | 10, 1024n, 9],
    [0x80, 1n, 9],
  ])('reads if_tsresol %i', (tsresol, perSecond, decimals) => {
    expect(tickLength(tsresol)).toMatchObject({ perSecond, decimals });
  });
});

describe('InterfaceClock', () => {
  test.each([6, 9, 3, 0, 12, 0x80 | 10, 0x80 | 20])('agrees with exact arithmetic at resolution %i', (tsresol) => {
    const tick = tickLength(tsresol);
    const november2026 = 1_795_331_555n;
    const hour = 3_600_000_000_000n;

    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 999_999_999n }),
        fc.bigInt({ min: -hour, max: hour }),
        fc.integer({ min: -86_400, max: 86_400 }),
        (fraction, sinceEpoch, offsetSeconds) => {
          const epochNs = november2026 * 1_000_000_000n + fraction;
          const clock = new InterfaceClock(tick, BigInt(offsetSeconds));
          clock.startAt(epochNs);
          const wanted = epochNs + sinceEpoch - BigInt(offsetSeconds) * 1_000_000_000n;
          const ticks = (wanted * tick.perSecond) / 1_000_000_000n;
          const exact = (ticks * 1_000_000_000n) / tick.perSecond + BigInt(offsetSeconds) * 1_000_000_000n;

          expect(BigInt(clock.timeNs(...halves(ticks)))).toBe(exact - epochNs);
          expect(clock.sinceUnixEpoch(...halves(ticks))).toBe(exact);
          expect(clock.lastWasHeld).toBe(false);
        },
      ),
    );
  });

  test('gives a number between 1970 and 9999, whatever the resolution, offset and stamp', () => {
    const bits64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    const offset = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });
    const year9999 = 253_402_300_799_000_000_000n;

    fc.assert(
      fc.property(fc.nat(255), offset, bits64, bits64, (tsresol, offsetSeconds, first, later) => {
        const clock = new InterfaceClock(tickLength(tsresol), offsetSeconds);
        const epochNs = clock.sinceUnixEpoch(...halves(first));
        clock.startAt(epochNs);
        const timeNs = clock.timeNs(...halves(later));

        expect(epochNs >= 0n && epochNs <= year9999).toBe(true);
        expect(timeNs).toBeGreaterThanOrEqual(Number(-epochNs));
        expect(timeNs).toBeLessThanOrEqual(Number(year9999 - epochNs));
      }),
      { numRuns: 2000 },
    );
  });
});
