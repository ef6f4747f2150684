import { formatClock, formatDuration, formatSeconds, type Zone } from '../format/time.ts';
import type { LadderRow } from './ladder-row.ts';
import { pixelsPerSecond, rowHeights } from './layout-ladder.ts';
import { path, type Shape, text } from './shape.ts';

/** What stands beside an arrow: the time since the first message, that of the day, or only that since the one before. */
export const timeModes = ['since', 'clock', 'delta'] as const;
export type TimeMode = (typeof timeModes)[number];

export type TimeColumn = {
  readonly mode: TimeMode;
  readonly zone: Zone;
  readonly isNarrow: boolean;
  readonly margin: number;
};

/** How wide the column must be; on a phone it has room for one time. */
export function timeMargin(mode: TimeMode, isNarrow: boolean): number {
  if (mode === 'delta') return isNarrow ? 66 : 84;
  if (mode === 'clock') return isNarrow ? 100 : 168;
  return isNarrow ? 76 : 132;
}

/** The times of a row; the seconds that pass in its free room, where rows stand at their times. */
export function timeShapes(row: LadderRow, { mode, zone, isNarrow, margin }: TimeColumn): readonly Shape[] {
  const seconds = row.pauseMs === undefined && row.lead > pixelsPerSecond / 2 ? secondTicks(row, margin) : [];
  if (row.item.kind !== 'arrow') return seconds;
  const y = row.height - rowHeights.arrow / 2;
  const { arrow, deltaMs, number } = row.item;
  const delta = number === 0 ? '' : formatDuration(deltaMs);
  const right = { x: margin - 12, y };
  if (mode === 'delta') return [...seconds, text(right, 'end', [{ text: delta, look: 'since' }])];
  const left = { x: isNarrow ? 8 : 14, y };
  return [
    ...seconds,
    text(left, 'start', [
      { text: mode === 'clock' ? formatClock(arrow.time, zone) : formatSeconds(arrow.sinceStartMs), look: 'since' },
    ]),
    ...(isNarrow || delta === '' ? [] : [text(right, 'end', [{ text: delta, look: 'delta' }])]),
  ];
}

/** One a whole second since the first message, as far as the free room shows it. */
function secondTicks({ timeMs, lead, height, item }: LadderRow, margin: number): readonly Shape[] {
  const y = height - rowHeights[item.kind] / 2;
  const ticks: string[] = [];
  for (let second = Math.floor(timeMs / 1000); ; second -= 1) {
    const at = y - ((timeMs - second * 1000) / 1000) * pixelsPerSecond;
    if (at < 0 || ticks.length > lead / pixelsPerSecond + 1) break;
    if (at < y - rowHeights[item.kind]) ticks.push(`M${margin - 9} ${at}h8`);
  }
  return ticks.length === 0 ? [] : [path('second', ticks.join(''))];
}
