import type { CallRow, Ladder, LadderArrow } from '@sipscope/analyzer';
import type { Backend } from '../../../api/backend.ts';
import { type FlowQuery, relatedCalls } from '../../../api/flow.ts';
import { strongestLevel } from '../../findings/finding-level.ts';
import { onlyPart } from '../../ladder/lanes/only-part.ts';
import { type ArrangedLadder, arrangeLanes } from '../../ladder/lanes/arrange-lanes.ts';
import type { LaneArrangement } from '../../ladder/lanes/lane-arrangement.ts';
import { type CallView, callViews, type MessageRef, sameMessage } from '../../route/route.ts';
import { stepAmong } from './call-place.ts';

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

/** Media and findings where there are some to tell of, or their page is shown; a story where there is a call. */
export function viewsOf(of: ShownCall | undefined, shown: CallView): readonly CallView[] {
  const { call, ladder } = of ?? {};
  const has: Readonly<Record<CallView, boolean>> = {
    ladder: true,
    list: true,
    story: call !== undefined || (ladder?.calls?.length ?? 0) > 0,
    media: call?.streams !== undefined || call?.media !== undefined,
    findings: call?.findings !== undefined,
  };
  return callViews.filter((view) => has[view] || view === shown);
}

/** In a picture of several calls: the one the message is of, else the first. */
export function callOfMessage(shown: ShownCall | undefined, message: MessageRef | undefined): string | undefined {
  const { arrows = [], calls = [] } = shown?.ladder ?? {};
  const arrow = arrows.find((one) => sameMessage(one, message));
  return calls[arrow?.call ?? 0]?.id;
}

/** The next message in which something was found, or the one before: round and round. */
export function findingBeside(
  ladder: Ladder | undefined,
  shown: MessageRef | undefined,
  step: 1 | -1,
): LadderArrow | undefined {
  const { arrows = [] } = ladder ?? {};
  const marked = arrows.filter(({ findings }) => strongestLevel(findings) !== undefined);
  const at = arrows.findIndex((arrow) => sameMessage(arrow, shown));
  return stepAmong(marked, arrows, at, step);
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
