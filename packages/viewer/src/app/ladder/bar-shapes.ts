import type { LadderEarlyMedia, LadderMedia } from '@sipscope/analyzer';
import { formatDuration } from '../format/time.ts';
import { fit } from './fit-text.ts';
import type { LadderColumns } from './ladder-row.ts';
import { ladderWords } from './ladder-words.ts';
import { laneSide, startBeside } from './lane-side.ts';
import { path, runsWidth, type Shape, text } from './shape.ts';

const half = 7;
const endRoom = 17;
/** Told without colour: how good it was heard. */
const qualityMarks = { good: '', fair: '▲ ', poor: '◆ ', unknown: '' } as const;

/** Media: as wide as its way, with its tip at the lane it goes to, in the colour of its quality; hatched as far as it came before the answer. */
export function barShapes(media: LadderMedia, y: number, columns: LadderColumns): readonly Shape[] {
  const { from, to, quality, earlyMs, durationMs } = media;
  const [start, end] = [columns.lanes[from]?.x ?? 0, columns.lanes[to]?.x ?? 0];
  const early = earlyMs === undefined ? '' : `${ladderWords.earlyMedia} ${formatDuration(earlyMs)}, `;
  const written = `${qualityMarks[quality]}${early}${media.label}`;
  return [
    path(`bar-${quality}`, barPath(start, end, y)),
    path(`bar-edge-${quality}`, barPath(start, end, y)),
    ...(earlyMs === undefined ? [] : [hatching(start, end, y, Math.min(1, earlyMs / Math.max(1, durationMs)))]),
    ...barText(written, media, y, columns),
  ];
}

/** Media before the answer whose streams were not captured as such. */
export function earlyShapes(early: LadderEarlyMedia, y: number, columns: LadderColumns): readonly Shape[] {
  const [start, end] = [columns.lanes[early.from]?.x ?? 0, columns.lanes[early.to]?.x ?? 0];
  return [
    path('bar-unknown', barPath(start, end, y)),
    hatching(start, end, y, 1),
    ...barText(`${ladderWords.earlyMedia} ${formatDuration(early.durationMs)}`, early, y, columns),
  ];
}

function barPath(start: number, end: number, y: number): string {
  const back = end >= start ? -8 : 8;
  return `M${start} ${y - half}H${end + back}L${end} ${y}L${end + back} ${y + half}H${start}z`;
}

/** A line along the lower edge, as long as its share of the bar. */
function hatching(start: number, end: number, y: number, share: number): Shape {
  const back = end >= start ? -8 : 8;
  return path('bar-early', `M${start} ${y + half + 2}H${start + (end + back - start) * share}`);
}

function barText(
  written: string,
  { from, to }: { readonly from: number; readonly to: number },
  y: number,
  columns: LadderColumns,
): readonly Shape[] {
  const [start, end] = [columns.lanes[from]?.x ?? 0, columns.lanes[to]?.x ?? 0];
  if (from !== to) {
    const run = fit(written, Math.abs(end - start) - 2 * endRoom, 'bar-name', 3);
    return run === undefined ? [] : [text({ x: (start + end) / 2, y }, 'middle', [run])];
  }
  const own = laneSide(from, columns);
  const run = fit(written, own.room - 2 * endRoom, 'bar-name', 3);
  return run === undefined ? [] : [text({ x: startBeside(own, endRoom, runsWidth([run])), y }, 'start', [run])];
}
