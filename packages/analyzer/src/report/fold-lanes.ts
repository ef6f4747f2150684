import type { Ladder, LadderLane } from '../rows.ts';

/** Lanes beyond this many are drawn as one: a drawing grows with lanes times arrows, and nobody reads it wider. */
export const defaultMaxLanes = 64;

/** The ladder with at most `maxLanes` lanes; the last one then stands for all that have none of their own. */
export function foldLanes(ladder: Ladder, maxLanes: number): Ladder {
  if (ladder.lanes.length <= maxLanes) return ladder;
  const last = maxLanes - 1;
  const folded = ladder.lanes.slice(last);
  const others: LadderLane = {
    id: 'others',
    address: `${folded.length} more endpoints`,
    messages: folded.reduce((sum, lane) => sum + lane.messages, 0),
  };
  return {
    ...ladder,
    lanes: [...ladder.lanes.slice(0, last), others],
    arrows: ladder.arrows.map((arrow) => ({
      ...arrow,
      from: Math.min(arrow.from, last),
      to: Math.min(arrow.to, last),
    })),
    ...(ladder.media === undefined
      ? {}
      : {
          media: ladder.media.map((bar) => ({ ...bar, from: Math.min(bar.from, last), to: Math.min(bar.to, last) })),
        }),
  };
}
