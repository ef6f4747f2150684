import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frequencyOf, purityAt, rms, tone } from '../../../test/audio/tone.ts';
import { Resampler } from './resampler.ts';

function resampled(samples: Int16Array, fromHz: number, toHz: number, each = 160): Int16Array {
  const resampler = new Resampler(fromHz, toHz);
  const given: number[] = [];
  for (let at = 0; at < samples.length; at += each) given.push(...resampler.push(samples.subarray(at, at + each)));
  return Int16Array.from([...given, ...resampler.flush()]);
}

describe('a resampler', () => {
  test.each([
    [8000, 16_000],
    [8000, 48_000],
    [16_000, 48_000],
    [44_100, 48_000],
    [11_025, 48_000],
    [48_000, 16_000],
    [8000, 8001],
  ])('from %d to %d Hz keeps a tone and its length', (fromHz, toHz) => {
    const given = resampled(tone(440, fromHz, 1), fromHz, toHz);

    expect(given.length).toBeGreaterThanOrEqual(toHz);
    expect(given.length).toBeLessThanOrEqual(toHz + 1);
    expect(frequencyOf(given, toHz)).toBeCloseTo(440, 1);
    expect(purityAt(440, given, toHz)).toBeGreaterThan(0.999);
    expect(rms(given)).toBeCloseTo(12_000 / Math.SQRT2, -2);
  });

  test('lets nothing through that the lower rate cannot have', () => {
    const given = resampled(tone(7000, 48_000, 1), 48_000, 8000);

    expect(rms(given)).toBeLessThan(300);
  });

  test('leaves samples where they lie in time', () => {
    const click = new Int16Array(800);
    click[400] = 20_000;

    const given = resampled(click, 8000, 48_000);

    expect(given.indexOf(Math.max(...given))).toBe(2400);
  });

  test('gives the same however its samples come', () => {
    const whole = resampled(tone(1000, 8000, 0.5), 8000, 48_000, 4000);

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (each) => {
        expect(resampled(tone(1000, 8000, 0.5), 8000, 48_000, each)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});
