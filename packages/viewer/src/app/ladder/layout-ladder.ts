import type { Ladder } from '@sipscope/analyzer';
import { type Folding, ladderItems, lastSentMs, type TimedItem } from './ladder-items.ts';
import { arrowKey, type LadderColumns, type LadderItem, type LadderLayout, type LadderRow } from './ladder-row.ts';
import { gutterLinks, isAlongLane } from './link-kinds.ts';

/** Rows at even distances, or further apart the longer it took from one to the next. */
export const spacings = ['even', 'time'] as const;
export type Spacing = (typeof spacings)[number];

export type LadderLayoutOptions = Folding & {
  /** What there is room for; more lanes make the drawing wider. */
  readonly width: number;
  readonly margin: number;
  readonly leastGap: number;
  readonly spacing?: Spacing;
};

/** Of what each row draws, without the free room above it. */
export const rowHeights: Readonly<Record<LadderItem['kind'], number>> = {
  arrow: 26,
  media: 22,
  early: 22,
  timers: 20,
  ghost: 24,
  digits: 20,
  more: 24,
};
export const arrowHeight: number = rowHeights.arrow;
const pauseHeight = 20;
/** A silence this long is worth a line of its own. */
const pauseMs = 3000;
/** Of a second, where rows stand at their times. Rows never stand closer than their heights allow. */
export const pixelsPerSecond = 80;
/** A longer pause is drawn as long as this, and marked. */
const longestLead = 240;
const mostGap = 440;
/** Of the column in which links are drawn. */
export const gutterWidth = 124;
const narrowGutter = 30;
/** How much closer lanes may stand than they should. */
const tightest = 0.84;

/** Where everything of a ladder stands. Takes time for each row; texts are laid out when a row is drawn. */
export function layoutLadder(ladder: Ladder, options: LadderLayoutOptions): LadderLayout {
  const items = ladderItems(ladder, options);
  const { rows, height } = stackRows(items, options.spacing ?? 'even');
  const arrowRows: number[] = [];
  const rowOfArrow = new Int32Array(ladder.arrows.length);
  for (const [at, { item }] of rows.entries()) {
    if (item.kind !== 'arrow') continue;
    arrowRows.push(at);
    rowOfArrow[item.at] = at;
    for (const further of item.further) rowOfArrow[further] = at;
  }
  return { ladder, ...layoutColumns(ladder, options), height, rows, arrowRows, rowOfArrow };
}

function layoutColumns(ladder: Ladder, { width, margin, leastGap }: LadderLayoutOptions): LadderColumns {
  const count = Math.max(1, ladder.lanes.length);
  const share = (gutter: number): number => (width - margin - gutter) / count;
  const gutter = layoutGutter(ladder, share(gutterWidth) >= leastGap * tightest);
  // A little closer where all lanes are seen then.
  const isTight = share(gutter) >= leastGap * tightest;
  const laneGap = isTight ? Math.min(mostGap, share(gutter)) : leastGap;
  const lanes = Array.from({ length: count }, (_, at) => ({ x: margin + laneGap / 2 + at * laneGap }));
  return { width: Math.max(width, margin + count * laneGap + gutter), margin, gutter, laneGap, lanes };
}

/** The column of links: with what they are where there is room, else only as wide as those need that do not go along a lane. */
function layoutGutter(ladder: Ladder, hasRoom: boolean): number {
  const links = gutterLinks(ladder);
  if (links.length === 0) return 0;
  if (hasRoom) return gutterWidth;
  return links.every((link) => isAlongLane(link, ladder)) ? 0 : narrowGutter;
}

function stackRows(
  items: readonly TimedItem[],
  spacing: Spacing,
): { readonly rows: readonly LadderRow[]; readonly height: number } {
  const rows: LadderRow[] = [];
  let top = 0;
  let beforeMs: number | undefined;
  let mediaUntilMs = -Infinity;
  for (const one of items) {
    const gapMs = Math.max(0, one.timeMs - (beforeMs ?? Math.min(0, one.timeMs)));
    // Media that ends a little before the next message does, is what the pause was.
    const hasMedia = mediaUntilMs >= one.timeMs - gapMs / 4;
    const lead = spacing === 'even' ? evenLead(gapMs) : timeLead(gapMs, rowHeights[one.item.kind]);
    const height = lead.lead + rowHeights[one.item.kind];
    rows.push({
      item: one.item,
      timeMs: one.timeMs,
      top,
      height,
      ...lead,
      ...(hasMedia && { hasMedia: true as const }),
    });
    top += height;
    beforeMs = lastSentMs(one);
    if (one.item.kind === 'media') mediaUntilMs = Math.max(mediaUntilMs, one.timeMs + one.item.media.durationMs);
  }
  return { rows, height: top };
}

type Lead = Pick<LadderRow, 'lead' | 'pauseMs' | 'isBreak'>;

function evenLead(gapMs: number): Lead {
  return gapMs >= pauseMs ? { lead: pauseHeight, pauseMs: gapMs } : { lead: 0 };
}

function timeLead(gapMs: number, height: number): Lead {
  const room = Math.max(0, (gapMs / 1000) * pixelsPerSecond - height);
  if (room <= longestLead) return { lead: room };
  return { lead: longestLead, pauseMs: gapMs, isBreak: true };
}

/** Indexes `[first, last)` of the rows that `[top, bottom)` shows. */
export function rowsBetween(
  rows: readonly LadderRow[],
  top: number,
  bottom: number,
): { readonly first: number; readonly last: number } {
  return { first: Math.max(0, rowAt(rows, top)), last: Math.min(rows.length, rowAt(rows, bottom) + 1) };
}

/** Index of the row a height falls in; the last one below them all. */
export function rowAt(rows: readonly LadderRow[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.top ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The middle of the line of a row, from the top of the ladder. */
export function lineOf({ top, height, item }: LadderRow): number {
  return top + height - rowHeights[item.kind] / 2;
}

/** The height at which a time is: between the rows before and after it, as far as it is between their times. */
export function heightAt({ rows, height }: LadderLayout, timeMs: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.timeMs ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [rows[low - 1], rows[low]];
  if (after === undefined) return height;
  if (before === undefined) return 0;
  const share = (timeMs - before.timeMs) / Math.max(1e-6, after.timeMs - before.timeMs);
  return lineOf(before) + share * (lineOf(after) - lineOf(before));
}

const messageRows = new WeakMap<LadderLayout, ReadonlyMap<string, number>>();

/** Index of the row that stands for a message, itself or folded into it; -1 where there is none. */
export function rowOfMessage(layout: LadderLayout, frame: number, index = 0): number {
  let rows = messageRows.get(layout);
  if (rows === undefined) {
    const { arrows } = layout.ladder;
    rows = new Map(arrows.map((arrow, at) => [arrowKey(arrow), layout.rowOfArrow[at] ?? -1]));
    messageRows.set(layout, rows);
  }
  return rows.get(arrowKey({ frame, index })) ?? -1;
}
