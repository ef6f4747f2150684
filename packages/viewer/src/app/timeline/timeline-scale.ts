import { namedSteps, type Timeline } from '../../api/timeline.ts';
import { formatClock, formatDay, type Zone } from '../format/time.ts';
import type { TimeRange } from './time-range.ts';

/** Buckets `[first, last]`, both in it. */
export type BucketRange = readonly [first: number, last: number];

/** The bucket at a share of the width, 0 on the left and 1 on the right; what lies beside belongs to the outermost. */
export function bucketOf({ counts }: Timeline, share: number): number {
  return Math.max(0, Math.min(counts.length - 1, Math.floor(share * counts.length)));
}

/** The time buckets cover; all of them cover no less than everything, which is no range. */
export function rangeOfBuckets(timeline: Timeline, [first, last]: BucketRange): TimeRange | undefined {
  if (first <= 0 && last >= timeline.counts.length - 1) return undefined;
  const start = Date.parse(timeline.from);
  return { from: start + first * timeline.bucketMs, until: start + (last + 1) * timeline.bucketMs };
}

/** Shares of the width between which a range lies; undefined of one that lies outside. */
export function shareOfRange(
  { from, until }: Timeline,
  range: TimeRange,
): readonly [start: number, end: number] | undefined {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (end <= start) return undefined;
  const shares = [range.from ?? start, range.until ?? end].map((time) =>
    Math.max(0, Math.min(1, (time - start) / (end - start))),
  );
  const [left = 0, right = 1] = shares;
  return right > left ? [left, right] : undefined;
}

/** The buckets a range touches. */
export function bucketsOfRange(timeline: Timeline, range: TimeRange): BucketRange | undefined {
  const shares = shareOfRange(timeline, range);
  if (shares === undefined) return undefined;
  const [left, right] = shares.map((share) => share * timeline.counts.length);
  const first = Math.floor((left ?? 0) + 1e-6);
  return [first, Math.max(first, Math.ceil((right ?? 0) - 1e-6) - 1)];
}

export type Tally = { readonly count: number; readonly failed: number };

/** How many rows began in these buckets, and how many of them went wrong. */
export function tallyOf({ counts, failed }: Timeline, [first, last]: BucketRange): Tally {
  const sum = (values: readonly number[]): number =>
    values.slice(first, last + 1).reduce((total, value) => total + value, 0);
  return { count: sum(counts), failed: sum(failed) };
}

/** `05:50:59 – 05:51:34`, with milliseconds where buckets are shorter than a second, with the day where it takes longer than one. */
export function formatRange(range: Required<TimeRange>, bucketMs: number, zone: Zone): string {
  const isLong = range.until - range.from > 86_400_000;
  const write = (time: number): string => formatMoment(time, { bucketMs, zone, withDay: isLong });
  return `${write(range.from)} – ${write(range.until)}`;
}

export function formatMoment(
  time: number,
  { bucketMs, zone, withDay }: { readonly bucketMs: number; readonly zone: Zone; readonly withDay: boolean },
): string {
  const iso = new Date(time).toISOString();
  const clock = formatClock(iso, zone).slice(0, bucketMs < 1000 ? 12 : bucketMs < 60_000 ? 8 : 5);
  return withDay ? `${formatDay(iso, zone).slice(0, 10)} ${clock}` : clock;
}

/** The whole of a timeline. */
export function wholeRange({ from, until }: Timeline): Required<TimeRange> {
  return { from: Date.parse(from), until: Date.parse(until) };
}

export type Tick = { readonly share: number; readonly time: number };

/** Round times to write below the bars, at most `most` of them. */
export function ticksOf(timeline: Timeline, most: number): readonly Tick[] {
  const { from, until } = wholeRange(timeline);
  const length = until - from;
  if (length <= 0) return [];
  const step = namedSteps.find((one) => length / one <= most) ?? Math.ceil(length / most / 86_400_000) * 86_400_000;
  const ticks: Tick[] = [];
  for (let time = Math.ceil(from / step) * step; time < until && ticks.length <= most; time += step)
    ticks.push({ share: (time - from) / length, time });
  return ticks;
}
