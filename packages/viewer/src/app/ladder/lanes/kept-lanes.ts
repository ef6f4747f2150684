import { isPlain, type LaneArrangement, plainArrangement } from './lane-arrangement.ts';
import { readLanes, writeLanes } from './lanes-address.ts';

const prefix = 'sipscope.lanes.';

/** How lanes of a capture stood last on this device. */
export function keptLanes(capture: string): LaneArrangement {
  try {
    const text = localStorage.getItem(prefix + capture);
    return text === null ? plainArrangement : readLanes(text);
  } catch {
    // Storage may be switched off.
    return plainArrangement;
  }
}

/** Keeps it for all calls of the capture. */
export function keepLanes(capture: string, arrangement: LaneArrangement): void {
  try {
    if (isPlain(arrangement)) localStorage.removeItem(prefix + capture);
    else localStorage.setItem(prefix + capture, writeLanes(arrangement) ?? '');
  } catch {
    // It then holds until the page is closed.
  }
}
