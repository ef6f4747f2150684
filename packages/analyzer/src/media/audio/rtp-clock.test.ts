import { describe, expect, test } from 'vitest';
import { RtpClock } from './rtp-clock.ts';

const seconds = 1e9;

describe('the clock of a stream', () => {
  test('places packets by their timestamps, not by when they happened to come', () => {
    const clock = new RtpClock();

    clock.place(0, 5 * seconds, 8000, true);

    expect(clock.place(160, 5.035 * seconds, 8000, false)).toBeCloseTo(5.02 * seconds, -3);
    expect(clock.place(320, 5.036 * seconds, 8000, false)).toBeCloseTo(5.04 * seconds, -3);
  });

  test('goes on where timestamps begin again at 0', () => {
    const clock = new RtpClock();

    clock.place(2 ** 32 - 160, 0, 8000, true);

    expect(clock.place(0, 0.02 * seconds, 8000, false)).toBeCloseTo(0.02 * seconds, -3);
  });

  test.each([
    ['timestamps jump', 3_000_000_000, 0.02],
    ['the sender paused and its timestamps did not', 160, 30],
  ])('begins anew with the packet where %s', (_, timestamp, second) => {
    const clock = new RtpClock();

    clock.place(0, 0, 8000, true);

    expect(clock.place(timestamp, second * seconds, 8000, false)).toBe(second * seconds);
    expect(clock.place(timestamp + 160, (second + 0.03) * seconds, 8000, false)).toBeCloseTo(
      (second + 0.02) * seconds,
      -3,
    );
  });

  test.each([-400, -50, 50, 400])('of a sender whose crystal is %d ppm off stays within 100 ms for an hour', (ppm) => {
    const clock = new RtpClock();
    let furthest = 0;

    for (let packet = 0; packet < 180_000; packet++) {
      const timeNs = packet * 0.02 * seconds * (1 + ppm / 1e6);
      const dueNs = clock.place((packet * 160) >>> 0, timeNs, 8000, packet === 0);
      furthest = Math.max(furthest, Math.abs(dueNs - timeNs));
    }

    expect(furthest).toBeLessThan(0.1 * seconds);
  });
});
