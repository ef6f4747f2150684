import type { LadderColumns } from './ladder-row.ts';

/** Of what belongs to one lane: at which side of it there is room, and how much. */
export type LaneSide = {
  readonly x: number;
  /** To the right, of the last of several lanes to the left. */
  readonly side: 1 | -1;
  /** From the lane to the next one, or to the edge. */
  readonly room: number;
};

export function laneSide(lane: number, { lanes, laneGap }: LadderColumns): LaneSide {
  const x = lanes[lane]?.x ?? 0;
  const isLast = lane === lanes.length - 1;
  if (lanes.length < 2) return { x, side: 1, room: laneGap / 2 };
  return { x, side: isLast ? -1 : 1, room: laneGap };
}

/** Where a text of that width begins, so far from the lane. */
export function startBeside({ x, side }: LaneSide, distance: number, width: number): number {
  return side === 1 ? x + distance : x - distance - width;
}
