import type { CallRow, Ladder } from '@sipscope/analyzer';
import type { Backend } from '../../../api/backend.ts';
import { type FlowQuery, relatedCalls } from '../../../api/flow.ts';
import { onlyPart } from '../../ladder/lanes/only-part.ts';
import { type ArrangedLadder, arrangeLanes } from '../../ladder/lanes/arrange-lanes.ts';
import type { LaneArrangement } from '../../ladder/lanes/lane-arrangement.ts';

/** One call, or what is in one picture. */
export type ShownCall = {
  /** Where it is one call. */
  readonly call?: CallRow;
  /** All of it, as the backend gives it. */
  readonly ladder: Ladder;
};

export async function askCall(
  backend: Backend,
  capture: string,
  { call, flow }: { readonly call: string | undefined; readonly flow: FlowQuery | undefined },
): Promise<ShownCall> {
  if (flow !== undefined) return { ladder: await backend.flow(capture, flow) };
  if (call === undefined) throw new TypeError('A call, or what is in one picture, must be named.');
  const [row, ladder] = await Promise.all([backend.call(capture, call), backend.ladder(capture, call)]);
  return { call: row, ladder };
}

/** Whether anything of it may be heard. */
export function hasMedia(call: CallRow | undefined): boolean {
  return (call?.streams?.length ?? 0) > 0;
}

/** Whether there is anything to fold. */
export function hasRepeats({ arrows }: Ladder): boolean {
  return arrows.some((arrow) => arrow.retransmission === true || arrow.duplicate === true);
}

/** How many calls it is tied to. */
export function tiedCount(call: CallRow | undefined): number {
  return call === undefined ? 0 : relatedCalls(call).length;
}

/** The ladder as it is drawn: of one part alone where that is chosen, with lanes as they are wanted. The same one as long as the same is wanted. */
export class DrawnLadder {
  #of: { readonly ladder: Ladder; readonly part: number | undefined; readonly lanes: string } | undefined;
  #drawn: ArrangedLadder | undefined;

  get(ladder: Ladder, part: number | undefined, arrangement: LaneArrangement): ArrangedLadder {
    const lanes = JSON.stringify(arrangement);
    const before = this.#of;
    if (this.#drawn !== undefined && before?.ladder === ladder && before.part === part && before.lanes === lanes)
      return this.#drawn;
    this.#of = { ladder, part, lanes };
    this.#drawn = arrangeLanes(part === undefined ? ladder : onlyPart(ladder, part), arrangement);
    return this.#drawn;
  }
}
