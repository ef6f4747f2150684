import type { Ladder, LadderArrow, LadderDigits, LadderLoss, LadderTimer } from '@sipscope/analyzer';
import { foldArrows } from './fold-arrows.ts';
import type { LadderItem } from './ladder-row.ts';

export type TimedItem = { readonly item: LadderItem; readonly timeMs: number };

export type Folding = { readonly isFolded: boolean; readonly open?: ReadonlySet<string> | undefined };

/** Everything of a ladder that has a row, in the order of time: arrows as they stand, the rest before the first arrow that is later. */
export function ladderItems(ladder: Ladder, folding: Folding): readonly TimedItem[] {
  const losses = lossesByArrow(ladder.losses ?? []);
  const rows = foldArrows(ladder.arrows, folding);
  const arrows = rows.map((folded, number): TimedItem => {
    const { sinceStartMs } = folded.arrow;
    const deltaMs = sinceStartMs - (rows[number - 1]?.arrow.sinceStartMs ?? sinceStartMs);
    const found = [folded.at, ...folded.further].flatMap((at) => losses.get(at) ?? []);
    return {
      item: { kind: 'arrow', ...folded, number, deltaMs, ...(found.length > 0 && { losses: found }) },
      timeMs: sinceStartMs,
    };
  });
  const items = shareRows(merge(arrows, itemsBetween(ladder)));
  const { moreArrows: count = 0 } = ladder;
  return count === 0 ? items : [...items, { item: { kind: 'more', count }, timeMs: items.at(-1)?.timeMs ?? 0 }];
}

/** When an arrow was sent last, of those that stand in one row. */
export function lastSentMs({ item, timeMs }: TimedItem): number {
  if (item.kind !== 'arrow') return timeMs;
  return later(later(timeMs, item.repeats), item.copies);
}

function later(timeMs: number, arrows: readonly LadderArrow[]): number {
  return arrows.reduce((latest, { sinceStartMs }) => Math.max(latest, sinceStartMs), timeMs);
}

/** What is no arrow, in the order of time. */
function itemsBetween(ladder: Ladder): readonly TimedItem[] {
  const media = ladder.media ?? [];
  // What is told of early media stands on the bars of its streams, where they were captured.
  const early = media.some(({ earlyMs }) => earlyMs !== undefined) ? [] : (ladder.earlyMedia ?? []);
  return [
    ...media.map((one): TimedItem => ({ item: { kind: 'media', media: one }, timeMs: one.sinceStartMs })),
    ...early.map((one): TimedItem => ({ item: { kind: 'early', early: one }, timeMs: one.sinceStartMs })),
    ...(ladder.digits ?? []).map((one): TimedItem => ({
      item: { kind: 'digits', digits: [one] },
      timeMs: one.sinceStartMs,
    })),
    ...(ladder.ghosts ?? []).map((one): TimedItem => ({
      item: { kind: 'ghost', ghost: one },
      timeMs: one.sinceStartMs,
    })),
    ...(ladder.timers ?? []).map((one): TimedItem => ({
      item: { kind: 'timers', timers: [one] },
      timeMs: one.sinceStartMs,
    })),
  ].toSorted((one, other) => one.timeMs - other.timeMs);
}

function merge(arrows: readonly TimedItem[], between: readonly TimedItem[]): readonly TimedItem[] {
  const all: TimedItem[] = [];
  let next = 0;
  for (const arrow of arrows) {
    for (; next < between.length; next += 1) {
      const one = between[next];
      if (one === undefined || one.timeMs >= arrow.timeMs) break;
      all.push(one);
    }
    all.push(arrow);
  }
  // What follows the last arrow; a loop, for there may be more than a call takes arguments.
  for (; next < between.length; next += 1) all.push(between[next]!);
  return all;
}

/** Timers of different lanes, and keys of one side, that follow on each other stand in one row. */
function shareRows(items: readonly TimedItem[]): readonly TimedItem[] {
  const rows: TimedItem[] = [];
  for (const one of items) {
    const last = rows.at(-1);
    const shared = last === undefined ? undefined : shareRow(last.item, one.item);
    if (shared === undefined || last === undefined) rows.push(one);
    else rows[rows.length - 1] = { item: shared, timeMs: last.timeMs };
  }
  return rows;
}

/** Keys that are written in one row. */
const mostKeys = 40;
/** Timers further apart are drawn apart. */
const sameTimeMs = 1000;

function shareRow(row: LadderItem, item: LadderItem): LadderItem | undefined {
  if (row.kind === 'timers' && item.kind === 'timers') return shareTimers(row.timers, item.timers);
  if (row.kind === 'digits' && item.kind === 'digits') return shareDigits(row.digits, item.digits);
  return undefined;
}

function shareTimers(row: readonly LadderTimer[], more: readonly LadderTimer[]): LadderItem | undefined {
  const [first] = row;
  const isFree = more.every(
    ({ lane, sinceStartMs }) =>
      row.every((one) => one.lane !== lane) && sinceStartMs - (first?.sinceStartMs ?? 0) < sameTimeMs,
  );
  return isFree ? { kind: 'timers', timers: [...row, ...more] } : undefined;
}

function shareDigits(row: readonly LadderDigits[], more: readonly LadderDigits[]): LadderItem | undefined {
  const isSame = more.every(({ lane, source, call }) =>
    row.every((one) => one.lane === lane && one.source === source && one.call === call),
  );
  return isSame && row.length + more.length <= mostKeys ? { kind: 'digits', digits: [...row, ...more] } : undefined;
}

function lossesByArrow(losses: readonly LadderLoss[]): ReadonlyMap<number, readonly LadderLoss[]> {
  const byArrow = new Map<number, LadderLoss[]>();
  for (const loss of losses) {
    const known = byArrow.get(loss.arrow);
    if (known === undefined) byArrow.set(loss.arrow, [loss]);
    else known.push(loss);
  }
  return byArrow;
}
