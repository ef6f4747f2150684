import type { Ladder, LadderArrow } from '@sipscope/analyzer';
import { remapLadder } from './remap-ladder.ts';

/** Some of the messages, and the lanes they go between; the same ladder where that would be none, or all. */
function onlyArrows(ladder: Ladder, keeps: (arrow: LadderArrow) => boolean): Ladder {
  const used = new Set<number>();
  let count = 0;
  for (const arrow of ladder.arrows) {
    if (!keeps(arrow)) continue;
    count++;
    used.add(arrow.from).add(arrow.to);
  }
  if (count === 0 || count === ladder.arrows.length) return ladder;
  const lanes = ladder.lanes.filter((_, at) => used.has(at));
  const places = new Map([...ladder.lanes.keys()].filter((at) => used.has(at)).map((at, place) => [at, place]));
  return remapLadder(ladder, lanes, { laneOf: (lane) => places.get(lane) ?? -1, keeps });
}

/** What a ladder can be narrowed to: its calls where it is of several, else its legs where it has several. */
export function partsOf({ calls = [], legs = [] }: Ladder): 'call' | 'leg' | undefined {
  if (calls.length > 1) return 'call';
  return legs.length > 1 ? 'leg' : undefined;
}

/** One call of several, or one leg; `part` counts from 0. */
export function onlyPart(ladder: Ladder, part: number): Ladder {
  const kind = partsOf(ladder);
  return kind === undefined ? ladder : onlyArrows(ladder, (arrow) => arrow[kind] === part);
}
