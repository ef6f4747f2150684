import { describe, expect, test } from 'vitest';
import { middleBits, ntpBetweenNs, ntpEpochNs } from './ntp-time.ts';
import { PassedReports, RoundTrips } from './round-trips.ts';

describe('a round trip', () => {
  test('is that of the example of RFC 3550 §6.4.1', () => {
    // SR(n) at 0xb44db705:20000000; A = 0xb710:8000, LSR = 0xb705:2000, DLSR = 5.25 s.
    const passed = new PassedReports();
    passed.add(middleBits(0xb44d_b705, 0x2000_0000), 0);
    const elapsedNs = ((0xb710_8000 - 0xb705_2000) * 1e9) / 65_536;

    expect(passed.roundTripNs(0xb705_2000, 0x0005_4000, elapsedNs)).toBe(6.125e9);
  });

  test('is of one of the last eight reports', () => {
    const passed = new PassedReports();
    for (let report = 1; report <= 9; report++) passed.add(report, report * 1e9);

    expect(passed.roundTripNs(1, 0, 10e9)).toBeUndefined();
    expect(passed.roundTripNs(2, 0, 10e9)).toBe(8e9);
    expect(passed.roundTripNs(9, 65_536, 10e9)).toBe(0);
  });

  test('is none where clocks are not as fine as it, and unknown where they cannot be right', () => {
    const passed = new PassedReports();
    passed.add(7, 0);

    expect(passed.roundTripNs(7, 66_000, 1e9)).toBe(0);
    expect(passed.roundTripNs(7, 70_000, 1e9)).toBeUndefined();
    expect(passed.roundTripNs(7, 0, 61e9)).toBeUndefined();
    expect(passed.roundTripNs(0, 0, 1e9)).toBeUndefined();
  });

  test('is kept of the latest flows', () => {
    const trips = new RoundTrips(2);
    trips.add(1, 10);
    trips.add(2, 20);
    trips.add(1, 30);
    trips.add(3, 40);

    expect([1, 2, 3].map((flow) => trips.of(flow)?.mean)).toEqual([undefined, 20, 40]);
  });
});

describe('a time of NTP', () => {
  test('is one of 1970 and after, in either era', () => {
    expect(ntpEpochNs(2_208_988_800, 0x8000_0000)).toBe(500_000_000n);
    // 2036-02-07T06:28:16Z.
    expect(ntpEpochNs(0, 0)).toBe(2_085_978_496_000_000_000n);
  });

  test('goes round with the era', () => {
    expect(ntpBetweenNs(0xffff_ffff, 0x8000_0000, 1, 0)).toBe(1.5e9);
  });
});
