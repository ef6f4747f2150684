import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { milliseconds, TimeFormat } from './format-time.ts';

const format = (epochNs: bigint, decimals: number): TimeFormat => new TimeFormat(() => ({ epochNs, decimals }));

describe('TimeFormat', () => {
  test('writes the decimals of a microsecond capture', () => {
    expect(format(1_795_331_524_210_732_000n, 6).iso(447_000)).toBe('2026-11-22T07:12:04.211179Z');
  });

  test('writes the decimals of a nanosecond capture', () => {
    expect(format(1_000_000_000_123_456_789n, 9).iso(1)).toBe('2001-09-09T01:46:40.123456790Z');
  });

  test('writes no point where the capture counts whole seconds', () => {
    expect(format(1_000_000_000_000_000_000n, 0).iso(0)).toBe('2001-09-09T01:46:40Z');
  });

  test('goes back before the first packet', () => {
    expect(format(1_000_000_000_000_000_000n, 6).iso(-1000)).toBe('2001-09-09T01:46:39.999999Z');
  });

  test('agrees with whole-number arithmetic on any moment', () => {
    const epoch = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000_000n });
    const since = fc.integer({ min: -1_000_000_000, max: 8_000_000_000_000_000 });
    fc.assert(
      fc.property(epoch, since, (epochNs, timeNs) => {
        const ns = epochNs + BigInt(timeNs);
        fc.pre(ns >= 0n);
        const seconds = new Date(Number(ns / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
        const fraction = String(ns % 1_000_000_000n).padStart(9, '0');
        expect(format(epochNs, 9).iso(timeNs)).toBe(`${seconds}.${fraction}Z`);
      }),
    );
  });

  test('keeps the microsecond of a moment years after the first packet', () => {
    expect(format(0n, 6).iso(1_795_331_524_211_179_000)).toBe('2026-11-22T07:12:04.211179Z');
  });

  test('stays within the years ISO 8601 writes with four digits', () => {
    expect(format(10n ** 24n, 6).iso(0)).toMatch(/^9999-12-31T23:59:59/);
  });
});

describe('milliseconds()', () => {
  test('keeps the microseconds', () => {
    expect(milliseconds(0, 310_123_000)).toBe(310.123);
  });
});
