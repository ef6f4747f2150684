import type { LadderLoss } from '@sipscope/analyzer';
import { arrowRuns, isFurther } from './arrow-text.ts';
import { barShapes, earlyShapes } from './bar-shapes.ts';
import type { ArrowColours } from './colour-arrows.ts';
import type { LookName } from './drawing-look.ts';
import type { ArrowItem, LadderColumns, LadderRow } from './ladder-row.ts';
import { rowHeights } from './layout-ladder.ts';
import { laneSide, type LaneSide, startBeside } from './lane-side.ts';
import { ladderWords } from './ladder-words.ts';
import { leadShapes } from './lead-shapes.ts';
import { digitShapes, ghostShapes, timerShapes } from './mark-shapes.ts';
import { path, runsWidth, type Shape, text } from './shape.ts';

/** Kept free at both ends of an arrow for its tip and a piece of its line. */
export const endRoom = 17;
const selfWidth = 28;

/** What is drawn of a row, its places from the row's top and the ladder's left. */
export function rowShapes(row: LadderRow, columns: LadderColumns, colours: ArrowColours): readonly Shape[] {
  const y = row.height - rowHeights[row.item.kind] / 2;
  return [...leadShapes(row, columns), ...itemShapes(row, y, columns, colours)];
}

function itemShapes({ item }: LadderRow, y: number, columns: LadderColumns, colours: ArrowColours): readonly Shape[] {
  switch (item.kind) {
    case 'arrow':
      return arrowShapes(item, y, columns, colours);
    case 'media':
      return barShapes(item.media, y, columns);
    case 'early':
      return earlyShapes(item.early, y, columns);
    case 'timers':
      return timerShapes(item.timers, y, columns);
    case 'ghost':
      return ghostShapes(item.ghost, y, columns);
    case 'digits':
      return digitShapes(item.digits, y, columns);
    case 'more':
      return [text({ x: columns.margin + 12, y }, 'start', [{ text: ladderWords.more(item.count), look: 'pause' }])];
  }
}

function arrowShapes(item: ArrowItem, y: number, columns: LadderColumns, colours: ArrowColours): readonly Shape[] {
  const { arrow, losses } = item;
  const from = columns.lanes[arrow.from]?.x ?? 0;
  const to = columns.lanes[arrow.to]?.x ?? 0;
  const own = from === to ? laneSide(arrow.from, columns) : undefined;
  const room = own === undefined ? Math.abs(to - from) - 2 * endRoom : own.room - selfWidth - endRoom;
  const runs = arrowRuns(item, room, colours.letterOf(arrow));
  const width = runsWidth(runs) + 10;
  const left = own === undefined ? (from + to - width) / 2 : startBeside(own, selfWidth, width);
  const line = lineLook(item);
  return [
    ...(own === undefined ? straightLine(from, to, y, line) : selfLine(own, y, line)),
    ...(losses ?? []).map((loss) => lossCross(loss, columns, y)),
    path('plate', `M${left} ${y - 8}h${width}v16h${-width}z`),
    text({ x: left + 5, y }, 'start', runs),
  ];
}

function lineLook({ arrow }: ArrowItem): LookName {
  if (isFurther(arrow)) return 'repeat';
  if (arrow.kind === 'request') return 'request';
  return (arrow.status ?? 0) < 200 ? 'provisional' : 'response';
}

function straightLine(from: number, to: number, y: number, look: LookName): readonly Shape[] {
  const back = from < to ? -7 : 7;
  return [path(look, `M${from} ${y}H${to + back}`), path('tip', tipPath(to, y, from < to))];
}

/** A message an endpoint sent to itself: out and back. */
function selfLine({ x, side }: LaneSide, y: number, look: LookName): readonly Shape[] {
  return [path(look, `M${x} ${y - 6}h${26 * side}v12H${x + 7 * side}`), path('tip', tipPath(x, y + 6, side === -1))];
}

function tipPath(x: number, y: number, isRightward: boolean): string {
  const back = isRightward ? -9 : 9;
  return `M${x} ${y}l${back} -4.5v9z`;
}

/** Before the lane it did not come to; of what was lost before the capture, at the lane it came from. */
function lossCross({ from, to, lost }: LadderLoss, { lanes }: LadderColumns, y: number): Shape {
  const [start, end] = [lanes[from]?.x ?? 0, lanes[to]?.x ?? 0];
  const side = start <= end ? 1 : -1;
  const x = lost === true ? end - 13 * side : start + 12 * side;
  return path('lost-cross', `M${x - 4} ${y - 5}l8 10M${x + 4} ${y - 5}l-8 10`);
}
