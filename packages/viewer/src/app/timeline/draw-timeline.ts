import type { Timeline } from '../../api/timeline.ts';
import type { BucketRange } from './timeline-scale.ts';

/** Colours as the canvas takes them, resolved from the page's tokens. */
export type TimelineInks = {
  readonly count: string;
  readonly failed: string;
  readonly chosen: string;
  readonly edge: string;
  readonly faint: string;
};

export type TimelinePicture = {
  readonly timeline: Timeline;
  /** Shares of the width that the list is narrowed to. */
  readonly narrowed: readonly [start: number, end: number] | undefined;
  /** The bucket under the pointer, or the keyboard's. */
  readonly cursor: BucketRange | undefined;
};

/** Least height of a bar that stands for something, in CSS pixels. */
const leastBar = 2;

/** Draws bars of counts, what went wrong on top of them, and what the list is narrowed to. Sizes in CSS pixels, drawn in the device's. */
export function drawTimeline(
  context: CanvasRenderingContext2D,
  { timeline, narrowed, cursor }: TimelinePicture,
  { width, height, inks }: { readonly width: number; readonly height: number; readonly inks: TimelineInks },
): void {
  context.clearRect(0, 0, width, height);
  const buckets = timeline.counts.length;
  if (buckets === 0) return;
  const bucketWidth = width / buckets;
  if (narrowed !== undefined) drawNarrowed(context, narrowed, { width, height, inks });
  if (cursor !== undefined) {
    context.fillStyle = inks.faint;
    context.fillRect(cursor[0] * bucketWidth, 0, (cursor[1] - cursor[0] + 1) * bucketWidth, height);
  }
  drawBars(context, timeline, { bucketWidth, height, narrowed, width, inks });
  context.globalAlpha = 1;
}

function drawNarrowed(
  context: CanvasRenderingContext2D,
  [start, end]: readonly [start: number, end: number],
  { width, height, inks }: { readonly width: number; readonly height: number; readonly inks: TimelineInks },
): void {
  context.fillStyle = inks.chosen;
  context.fillRect(start * width, 0, (end - start) * width, height);
  context.fillStyle = inks.edge;
  for (const at of [start, end])
    context.fillRect(Math.min(width - 1, Math.max(0, Math.round(at * width) - 0.5)), 0, 1, height);
}

function drawBars(
  context: CanvasRenderingContext2D,
  { counts, failed }: Timeline,
  area: {
    readonly bucketWidth: number;
    readonly height: number;
    readonly width: number;
    readonly narrowed: readonly [start: number, end: number] | undefined;
    readonly inks: TimelineInks;
  },
): void {
  const { bucketWidth, height, width, narrowed, inks } = area;
  const most = counts.reduce((highest, count) => Math.max(highest, count), 0);
  const gap = bucketWidth >= 3 ? 1 : 0;
  const unit = (height - 2) / Math.max(1, most);
  for (const [bucket, count] of counts.entries()) {
    if (count === 0) continue;
    const left = bucket * bucketWidth;
    const middle = (left + bucketWidth / 2) / width;
    context.globalAlpha = narrowed === undefined || (middle >= narrowed[0] && middle <= narrowed[1]) ? 1 : 0.35;
    const bad = failed[bucket] ?? 0;
    const bar = Math.max(leastBar, count * unit);
    const badBar = bad === 0 ? 0 : Math.min(bar, Math.max(leastBar, bad * unit));
    const barWidth = Math.max(1, bucketWidth - gap);
    context.fillStyle = inks.count;
    context.fillRect(left, height - bar + badBar, barWidth, bar - badBar);
    context.fillStyle = inks.failed;
    context.fillRect(left, height - bar, barWidth, badBar);
  }
}
