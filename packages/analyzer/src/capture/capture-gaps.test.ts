import { describe, expect, test } from 'vitest';
import { CaptureGaps } from './capture-gaps.ts';

/** A packet each 20 ms, for so many seconds from that one on. */
function busy(fromSeconds: number, seconds: number): readonly number[] {
  return Array.from({ length: seconds * 50 }, (_, i) => fromSeconds + i * 0.02);
}

function gapsOf(seconds: readonly number[]): readonly (readonly number[])[] {
  const gaps = new CaptureGaps();
  for (const at of seconds) gaps.receive(at * 1e9);
  return gaps.list.map(({ fromNs, toNs }) => [fromNs / 1e9, toNs / 1e9]);
}

describe('a gap of a capture', () => {
  test('is a silence of 2 s between busy times', () => {
    expect(gapsOf([...busy(0, 3), ...busy(6, 2)])).toEqual([[2.98, 6]]);
  });

  test('is none where the interface was busy all the time', () => {
    expect(gapsOf(busy(0, 30))).toEqual([]);
  });

  test('is none after a call whose media has ended', () => {
    expect(gapsOf([...busy(0, 3), 6, 6.5, 7.5, 9.5, 13.5])).toEqual([]);
  });

  test('is none where little is captured at any time', () => {
    expect(gapsOf([0, 1, 2, 30, 31, 60])).toEqual([]);
  });

  test('is none where one packet came late', () => {
    expect(gapsOf([...busy(0, 3), 1, ...busy(3, 1)])).toEqual([]);
  });

  test('is one of several', () => {
    expect(gapsOf([...busy(0, 2), ...busy(5, 2), ...busy(20, 2)])).toEqual([
      [1.98, 5],
      [6.98, 20],
    ]);
  });
});
