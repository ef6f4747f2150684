import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketAt, rowFailed, rowTime, timelineOf, timelineRange, timelineScale } from './timeline.ts';

const at = Date.parse('2026-11-22T05:50:59.678Z');

describe('timelineScale()', () => {
  test('takes the shortest buckets that people can name', () => {
    expect(timelineScale(at, at + 35_000, 100)).toEqual({ start: at - 178, step: 500, buckets: 71 });
    expect(timelineScale(at, at + 86_400_000, 200)).toMatchObject({ step: 600_000 });
  });

  test('has one bucket for one moment', () => {
    expect(timelineScale(at, at, 200)).toEqual({ start: at, step: 1, buckets: 1 });
  });

  test('covers every time with at most as many as wanted', () => {
    const times = fc.integer({ min: -4e12, max: 8e12 });
    fc.assert(
      fc.property(times, times, fc.integer({ min: 2, max: 1000 }), (one, other, most) => {
        const [from, until] = [Math.min(one, other), Math.max(one, other)];

        const scale = timelineScale(from, until, most);

        expect(scale.buckets).toBeLessThanOrEqual(most);
        expect(bucketAt(scale, from)).toBe(0);
        expect(bucketAt(scale, until)).toBe(scale.buckets - 1);
        expect(bucketAt(scale, until + scale.step)).toBeUndefined();
      }),
    );
  });
});

test('timelineOf() has a count for each bucket', () => {
  expect(timelineOf({ start: at, step: 1000, buckets: 3 }, [[1, 5, 2]])).toEqual({
    from: '2026-11-22T05:50:59.678Z',
    until: '2026-11-22T05:51:02.678Z',
    bucketMs: 1000,
    counts: [0, 5, 0],
    failed: [0, 2, 0],
  });
});

test('timelineRange() covers capture and rows, whatever of them is known', () => {
  const facts = { started: '2026-11-22T05:50:59Z', ended: '2026-11-22T05:51:09Z' };

  expect(timelineRange(facts, [undefined, undefined])).toEqual([Date.parse(facts.started), Date.parse(facts.ended)]);
  expect(timelineRange(undefined, [3, 9])).toEqual([3, 9]);
  expect(timelineRange({ started: 'never' }, [Number.NaN])).toBeUndefined();
});

test('rowTime() and rowFailed() read what each list tells', () => {
  expect(rowTime('messages', { time: '2026-11-22T05:50:59.678796Z' })).toBe(at);
  expect(rowTime('kpis', { scope: 'overall' })).toBeUndefined();
  expect(rowFailed('messages', { status: 404 })).toBe(true);
  expect(rowFailed('messages', { status: 401 })).toBe(false);
  expect(rowFailed('transactions', { timedOut: true })).toBe(true);
  expect(rowFailed('calls', { outcome: 'busy' })).toBe(false);
  expect(rowFailed('streams', { mos: 3.59 })).toBe(true);
  expect(rowFailed('streams', {})).toBe(false);
  expect(rowFailed('registrations', { state: 'expired' })).toBe(true);
});
