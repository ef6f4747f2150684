import { keepLanes, keptLanes } from '../../ladder/lanes/kept-lanes.ts';
import { changeLanes, type LaneArrangement, type LaneChange } from '../../ladder/lanes/lane-arrangement.ts';
import { readLanes, writeLanes } from '../../ladder/lanes/lanes-address.ts';
import type { CallLook } from '../../route/route.ts';

/** How lanes stand: as the address says, else as they were left in another call of the capture. */
export function arrangementOf(capture: string, look: CallLook | undefined): LaneArrangement {
  return look?.lanes === undefined ? keptLanes(capture) : readLanes(look.lanes);
}

/** Keeps the change for all calls of the capture; gives the look that the address then has. */
export function changedLook(capture: string, look: CallLook | undefined, change: LaneChange): CallLook {
  const arrangement = changeLanes(arrangementOf(capture, look), change);
  keepLanes(capture, arrangement);
  const { lanes: _lanes, ...rest } = look ?? {};
  const lanes = writeLanes(arrangement);
  return { ...rest, ...(lanes !== undefined && { lanes }) };
}

/** Lanes that stand as they were left stand so in the address, too: a copied link shows the same. Undefined where it has them, or there is nothing to say. */
export function keptLook(capture: string, look: CallLook | undefined): CallLook | undefined {
  const lanes = look?.lanes === undefined ? writeLanes(keptLanes(capture)) : undefined;
  return lanes === undefined ? undefined : { ...look, lanes };
}
