import type { CallRow, Ladder } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';
import { laneName } from '../../ladder/lanes/lane-name.ts';
import type { MessageRef } from '../../route/route.ts';
import type { Proof } from '../call-headline.ts';
import { callWords } from './call-words.ts';

/** The messages that decided how the call ended. `show` is asked to show the first of them. */
export function proofOf(
  call: CallRow,
  { arrows, lanes }: Ladder,
  show: (message: MessageRef) => void,
): Proof | undefined {
  const decided = arrows.find(({ frame }) => frame === call.decidedBy);
  const lane = decided === undefined ? undefined : lanes[decided.from];
  const lines = [
    ...(decided === undefined || lane === undefined
      ? []
      : [callWords.proof(decided.frame, label(decided.label, 80), `${laneName(lane)} ${label(lane.address, 60)}`)]),
    ...(call.endedFrame === undefined ? [] : [callWords.endProof(call.endedFrame)]),
  ];
  if (lines.length === 0) return undefined;
  return {
    ...(lane === undefined ? {} : { by: laneName(lane) }),
    title: lines.join('\n'),
    ...(decided === undefined
      ? {}
      : {
          show: () => show({ frame: decided.frame, ...(decided.index !== undefined && { index: decided.index }) }),
        }),
  };
}
