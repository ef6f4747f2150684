import { describe, expect, test } from 'vitest';
import type { Timeline } from '../../api/timeline.ts';
import {
  bucketOf,
  bucketsOfRange,
  formatRange,
  rangeOfBuckets,
  shareOfRange,
  tallyOf,
  ticksOf,
  wholeRange,
} from './timeline-scale.ts';

const timeline: Timeline = {
  from: '2026-11-22T05:51:00.000Z',
  until: '2026-11-22T05:51:10.000Z',
  bucketMs: 1000,
  counts: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  failed: [0, 0, 0, 0, 0, 0, 0, 0, 0, 9],
};
const start = Date.parse(timeline.from);

test('bucketOf() takes the bucket under a place, the outermost beside it', () => {
  expect([-1, 0, 0.19, 0.2, 1, 2].map((share) => bucketOf(timeline, share))).toEqual([0, 0, 1, 2, 9, 9]);
});

describe('a range', () => {
  test('goes from the start of its first bucket to the end of its last', () => {
    expect(rangeOfBuckets(timeline, [2, 3])).toEqual({ from: start + 2000, until: start + 4000 });
    expect(rangeOfBuckets(timeline, [0, 9])).toBeUndefined();
  });

  test('comes back to the buckets it was made of', () => {
    for (const [first, last] of [
      [0, 0],
      [2, 3],
      [9, 9],
    ] as const) {
      const range = rangeOfBuckets(timeline, [first, last]) ?? {};
      expect(bucketsOfRange(timeline, range)).toEqual([first, last]);
    }
  });

  test('with an open end reaches to the end', () => {
    expect(shareOfRange(timeline, { from: start + 5000 })).toEqual([0.5, 1]);
    expect(shareOfRange(timeline, { until: start - 1 })).toBeUndefined();
  });
});

test('tallyOf() adds up what began and what went wrong', () => {
  expect(tallyOf(timeline, [8, 9])).toEqual({ count: 17, failed: 9 });
});

test('formatRange() writes as much of the time as the buckets tell', () => {
  expect(formatRange(wholeRange(timeline), 1000, 'utc')).toBe('05:51:00 – 05:51:10');
  expect(formatRange(wholeRange(timeline), 100, 'utc')).toBe('05:51:00.000 – 05:51:10.000');
  expect(formatRange({ from: start, until: start + 2 * 86_400_000 }, 600_000, 'utc')).toBe(
    '2026-11-22 05:51 – 2026-11-24 05:51',
  );
});

test('ticksOf() marks round times', () => {
  expect(ticksOf(timeline, 3).map(({ share }) => share)).toEqual([0, 0.5]);
  expect(ticksOf({ ...timeline, until: timeline.from }, 3)).toEqual([]);
});
