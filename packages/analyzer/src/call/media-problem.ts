import type { CallMediaRow, StreamProblemRow } from '../rows.ts';
import type { Sides } from './call-media.ts';
import type { CallStream } from './call-streams.ts';
import { dscpProblem } from './dscp-problem.ts';
import { deadAir } from './dead-air.ts';

/** What its call tells of a stream. */
export type MediaProblem = Omit<StreamProblemRow, 'from' | 'to'> & { readonly fromNs?: number; readonly toNs?: number };

/** Packets that are under way when a call ends. */
export const graceNs = 2e9;

/** `verdict`: what was found of the audio of the answered dialog. */
export function problemsOfCall(
  streams: readonly CallStream[],
  verdict: Pick<CallMediaRow, 'audio' | 'missing' | 'frames'> | undefined,
  sides: Sides | undefined,
): ReadonlyMap<number, readonly MediaProblem[]> {
  const problems = new Map<number, MediaProblem[]>();
  if (sides === undefined) return problems;
  for (const stream of streams) {
    const marked = dscpProblem(stream, streams);
    const found = [
      ...(marked === undefined ? [] : [marked]),
      ...(verdict?.missing === undefined ? [] : oneWay(stream, verdict.missing, verdict.frames)),
      ...(sides.isEnded ? afterEnd(stream, sides) : []),
      ...deadAir(stream, streams),
    ];
    if (found.length > 0) problems.set(stream.number, found);
  }
  return problems;
}

function oneWay(
  { isAudio, from }: CallStream,
  missing: NonNullable<CallMediaRow['missing']>,
  frames: readonly number[],
): readonly MediaProblem[] {
  if (!isAudio || from === undefined) return [];
  const text = `Nothing comes the other way: the ${missing} should send audio too, by what was agreed on.`;
  return [{ code: 'one-way', text, frames }];
}

function afterEnd({ endedNs, lastFrame, startedNs }: CallStream, sides: Sides): readonly MediaProblem[] {
  const afterNs = endedNs - sides.endedNs;
  if (afterNs <= graceNs || startedNs > sides.endedNs) return [];
  const text = `Goes on for ${(afterNs / 1e9).toFixed(1)} s after the end of the call.`;
  const frames = sides.endedFrame === undefined ? [lastFrame] : [sides.endedFrame, lastFrame];
  return [{ code: 'after-bye', text, fromNs: sides.endedNs, toNs: endedNs, frames }];
}
