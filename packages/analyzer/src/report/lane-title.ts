import type { LadderLane } from '../rows.ts';

/** What stands above the address of a lane: its name, else what it does. */
export function laneTitle({ name, role }: LadderLane): string | undefined {
  return name ?? role;
}
