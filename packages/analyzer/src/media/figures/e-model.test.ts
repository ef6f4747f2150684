import { describe, expect, test } from 'vitest';
import { codecImpairment } from './codec-impairments.ts';
import { type Connection, type Impairment, opinionScore, rating } from './e-model.ts';

const none: Impairment = { scale: 'narrowband', equipment: 0, lossRobustness: 4.3 };

function ratingOf(own: Partial<Connection>): number {
  const value = rating({ delayMs: 0, lossPercent: 0, burstRatio: 1, impairment: none, ...own });
  if (value === undefined) throw new Error('There is no rating.');
  return value;
}

describe('rating()', () => {
  test('of a connection with all default values is 93.2 (G.107)', () => {
    expect(ratingOf({})).toBeCloseTo(93.2, 1);
  });

  test('falls by Ie of the codec', () => {
    expect(ratingOf({}) - ratingOf({ impairment: { ...none, equipment: 11 } })).toBeCloseTo(11, 9);
  });

  // Idd of G.107 §7.4 by hand: at 200 ms X = 1, at 400 ms X = 2.
  test.each([
    [200, 25 * (2 ** (1 / 6) - 3 * (1 + (1 / 3) ** 6) ** (1 / 6) + 2)],
    [400, 25 * (65 ** (1 / 6) - 3 * (1 + (2 / 3) ** 6) ** (1 / 6) + 2)],
  ])('falls by what a delay of %i ms does to talking, beside echo', (delayMs, alone) => {
    const fallen = ratingOf({ delayMs: 100 }) - ratingOf({ delayMs });

    expect(fallen).toBeGreaterThan(alone);
    expect(fallen).toBeLessThan(alone + 6);
  });

  test('never rises with delay or loss', () => {
    const delays = Array.from({ length: 60 }, (_, at) => ratingOf({ delayMs: at * 10 }));
    const losses = Array.from({ length: 100 }, (_, lossPercent) => ratingOf({ lossPercent }));

    expect(delays).toEqual(delays.toSorted((a, b) => b - a));
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(losses.at(-1)).toBeGreaterThanOrEqual(0);
  });

  // Ie,eff = Ie + (95 - Ie) * Ppl / (Ppl / BurstR + Bpl), G.107 §7.5, by hand.
  test.each([
    [1, 1, 0, 4.3, 95 / 5.3],
    [2, 1, 0, 25.1, 190 / 27.1],
    [5, 1, 11, 19, 420 / 24],
    [4, 2, 0, 25.1, 380 / 27.1],
  ])('of %i %% loss, burst ratio %i, Ie %i, Bpl %d', (lossPercent, burstRatio, equipment, lossRobustness, alone) => {
    const impairment: Impairment = { scale: 'narrowband', equipment, lossRobustness };

    const fallen = ratingOf({ impairment }) - ratingOf({ impairment, lossPercent, burstRatio });

    expect(fallen).toBeCloseTo(alone, 9);
  });

  test('is unknown where packets were lost and nothing is published of what that does', () => {
    const impairment: Impairment = { scale: 'wideband', equipment: 13, lossRobustness: undefined };

    expect(rating({ delayMs: 80, lossPercent: 0, burstRatio: 1, impairment })).toBe(116);
    expect(rating({ delayMs: 80, lossPercent: 1, burstRatio: 1, impairment })).toBeUndefined();
  });
});

describe('opinionScore()', () => {
  // G.107 Table B.1.
  test.each([
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
  ])('of R = %i is %d', (value, score) => {
    expect(opinionScore(value, 'narrowband')).toBeCloseTo(score, 1.9);
  });

  test('stays between 1 and 4.5', () => {
    const scores = Array.from({ length: 140 }, (_, value) => opinionScore(value, 'narrowband'));

    expect(Math.min(...scores)).toBe(1);
    expect(Math.max(...scores)).toBe(4.5);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  });

  test('of the best wideband connection is the best there is', () => {
    expect(opinionScore(129, 'wideband')).toBe(4.5);
  });
});

describe('codecImpairment()', () => {
  test('of G.711 is by its concealment', () => {
    expect(codecImpairment('PCMA', 'none')?.lossRobustness).toBe(4.3);
    expect(codecImpairment('PCMU', 'G.711 Appendix I')?.lossRobustness).toBe(25.1);
  });

  test.each(['OPUS', 'constructor', '__proto__', 'AMR', ''])('of %j nothing is known', (encoding) => {
    expect(codecImpairment(encoding, 'none')).toBeUndefined();
  });
});
