import { levelTone, strongestLevel } from '../findings/finding-level.ts';
import type { ArrowColours, ArrowTone } from './colour-arrows.ts';
import type { ArrowItem, LadderLayout } from './ladder-row.ts';
import { lineOf } from './layout-ladder.ts';

/** A colour of the minimap: of an arrow, or of a mark at its side. */
type StrokeInk = ArrowTone | 'warn' | 'mark' | 'accent';

/** A filled piece of the minimap, in its pixels. */
export type Stroke = {
  readonly ink: StrokeInk;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Fainter than the others. */
  readonly isFaint?: true;
};

export type MinimapSize = { readonly width: number; readonly height: number };

/** Room at the left for what was found, at the right for what is wrong. */
const side = 5;
/** Of several arrows in one pixel on one hop, one is drawn. */
const crowdedScale = 0.04;

/** The whole flow, small: what went wrong lies on top of what did not; at the sides what is wrong and what was looked for. */
export function minimapStrokes(
  layout: LadderLayout,
  colours: ArrowColours,
  matches: readonly number[],
  size: MinimapSize,
): readonly Stroke[] {
  const scale = size.height / Math.max(1, layout.height);
  const plain: Stroke[] = [];
  const failed: Stroke[] = [];
  const marks: Stroke[] = [];
  const isCrowded = scale < crowdedScale;
  const drawn = new Set<string>();
  for (const at of layout.arrowRows) {
    const row = layout.rows[at];
    if (row?.item.kind !== 'arrow') continue;
    const y = lineOf(row) * scale;
    const tone = colours.toneOf(row.item.arrow);
    const stroke = { ink: tone, ...extent(row.item, layout, size), y, height: Math.max(1, Math.min(2, 6 * scale)) };
    const mark = markInk(row.item);
    if (mark !== undefined) marks.push({ ink: mark, x: size.width - side + 1, y: y - 1, width: side - 1, height: 3 });
    if (isFailure(row.item)) failed.push(stroke);
    else if (isFirst(drawn, `${Math.round(y)} ${stroke.x}`))
      plain.push({ ...stroke, ...((isCrowded || tone === 'quiet') && { isFaint: true as const }) });
  }
  return [...otherRows(layout, scale, size), ...plain, ...failed, ...marks, ...matchStrokes(layout, matches, scale)];
}

function isFailure({ arrow }: ArrowItem): boolean {
  return arrow.kind === 'response' && (arrow.status ?? 0) >= 400;
}

function isFirst(drawn: Set<string>, place: string): boolean {
  if (drawn.has(place)) return false;
  drawn.add(place);
  return true;
}

function extent(
  { arrow }: ArrowItem,
  layout: LadderLayout,
  size: MinimapSize,
): { readonly x: number; readonly width: number } {
  const from = laneX(arrow.from, layout, size);
  const to = laneX(arrow.to, layout, size);
  return { x: Math.min(from, to), width: Math.max(3, Math.abs(to - from)) };
}

/** Lanes share the width evenly. */
export function laneX(lane: number, { lanes }: LadderLayout, { width }: MinimapSize): number {
  const room = width - 2 * side - 4;
  return side + 2 + (lanes.length < 2 ? 0 : (lane / (lanes.length - 1)) * room);
}

/** The strongest that is wrong with an arrow, or was lost with it. */
function markInk({ arrow, losses }: ArrowItem): StrokeInk | undefined {
  const level = strongestLevel(arrow.findings);
  if (level !== undefined && levelTone(level) === 'bad') return 'bad';
  if (losses !== undefined) return 'bad';
  return level === undefined && arrow.problems === undefined ? undefined : 'warn';
}

/** Media as pale bars; what is missing and timers that fired as marks at the side. */
function otherRows(layout: LadderLayout, scale: number, size: MinimapSize): readonly Stroke[] {
  return layout.rows.flatMap((row): readonly Stroke[] => {
    const y = lineOf(row) * scale;
    const { item } = row;
    if (item.kind === 'media') {
      const [from, to] = [laneX(item.media.from, layout, size), laneX(item.media.to, layout, size)];
      const ink = { good: 'good', fair: 'warn', poor: 'bad', unknown: 'quiet' } as const;
      const height = Math.max(1, 14 * scale);
      const place = { x: Math.min(from, to), y: y - height / 2, width: Math.max(3, Math.abs(to - from)), height };
      return [{ ink: ink[item.media.quality], ...place, isFaint: true }];
    }
    const isMarked = item.kind === 'ghost' || (item.kind === 'timers' && item.timers.some(({ fires }) => fires));
    return isMarked ? [{ ink: 'warn', x: size.width - side + 1, y: y - 1, width: side - 1, height: 2 }] : [];
  });
}

function matchStrokes(layout: LadderLayout, matches: readonly number[], scale: number): readonly Stroke[] {
  return matches.flatMap((at): readonly Stroke[] => {
    const row = layout.rows[at];
    return row === undefined ? [] : [{ ink: 'accent', x: 0, y: lineOf(row) * scale - 1, width: side, height: 3 }];
  });
}
