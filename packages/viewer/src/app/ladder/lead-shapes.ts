import { formatDuration } from '../format/time.ts';
import type { LadderColumns, LadderRow } from './ladder-row.ts';
import { ladderWords } from './ladder-words.ts';
import { path, runsWidth, type Shape, text } from './shape.ts';

/** The free room above a row: a word where nothing happened for long, and lanes broken where it is drawn shorter than it was. */
export function leadShapes(row: LadderRow, { lanes, margin, width, gutter }: LadderColumns): readonly Shape[] {
  const { pauseMs, lead, isBreak } = row;
  if (pauseMs === undefined) return [];
  const y = isBreak ? lead / 2 : 10;
  const duration = formatDuration(pauseMs);
  const words = row.hasMedia ? ladderWords.media(duration) : ladderWords.silence(duration);
  const runs = [{ text: words, look: 'pause' as const }];
  const textWidth = runsWidth(runs);
  const [first, second] = [lanes[0]?.x ?? margin, lanes[1]?.x];
  const middle = second === undefined ? first : (first + second) / 2;
  const x = Math.max(margin + 6, Math.min(middle - textWidth / 2, width - gutter - textWidth - 6));
  return [
    ...(isBreak ? lanes.flatMap(({ x: lane }) => breakShapes(lane, y)) : []),
    path('break-gap', `M${x - 6} ${y - 8}h${textWidth + 12}v16h${-textWidth - 12}z`),
    text({ x, y }, 'start', runs),
  ];
}

function breakShapes(x: number, y: number): readonly Shape[] {
  return [path('break-gap', `M${x - 3} ${y - 7}h6v14h-6z`), path('break', `M${x} ${y - 7}l4 3.5l-8 7l4 3.5`)];
}
