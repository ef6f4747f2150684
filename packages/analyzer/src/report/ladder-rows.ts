import type { Ladder, LadderArrow, LadderMedia } from '../rows.ts';
import { arrowText } from './arrow-text.ts';

/** A row of a drawn ladder: a message, or where a stream of media begins. */
export type LadderRow = {
  readonly frame: number;
  readonly from: number;
  readonly to: number;
  readonly sinceStartMs: number;
  /** What stands on it. Wire text, not yet escaped for any output. */
  readonly text: string;
  readonly arrow?: LadderArrow;
  readonly media?: LadderMedia;
};

/** Messages and media in order of time; of one time, messages first. */
export function ladderRows({ arrows, media = [] }: Ladder): readonly LadderRow[] {
  const rows: LadderRow[] = [];
  const bars = media.toSorted((a, b) => a.sinceStartMs - b.sinceStartMs);
  let next = 0;
  for (const arrow of arrows) {
    for (let bar = bars[next]; bar !== undefined && bar.sinceStartMs < arrow.sinceStartMs; bar = bars[++next])
      rows.push(rowOfMedia(bar));
    rows.push(rowOfArrow(arrow));
  }
  for (const bar of bars.slice(next)) rows.push(rowOfMedia(bar));
  return rows;
}

function rowOfArrow(arrow: LadderArrow): LadderRow {
  const { frame, from, to, sinceStartMs } = arrow;
  return { frame, from, to, sinceStartMs, text: arrowText(arrow), arrow };
}

function rowOfMedia(media: LadderMedia): LadderRow {
  const { frame, from, to, sinceStartMs, label, problems = [] } = media;
  return { frame, from, to, sinceStartMs, text: [label, ...problems].join(' · '), media };
}
