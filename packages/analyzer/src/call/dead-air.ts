import type { StreamFacts } from '../rows/stream-row.ts';
import type { CallStream } from './call-streams.ts';
import type { MediaProblem } from './media-problem.ts';

/** Neither side was heard for so long: pauses of talks are shorter. */
const deadAirMs = 10_000;

/** A time in which a stream went on and was silent, in milliseconds since 1970. */
export type Silence = { readonly fromMs: number; readonly toMs: number; readonly frames: readonly number[] };

/** The long silences that a stream tells of. */
export function silencesOf({ level }: StreamFacts): readonly Silence[] {
  return (level?.silences ?? []).map(({ time, durationMs, frames }) => {
    const fromMs = Date.parse(time);
    return { fromMs, toMs: fromMs + durationMs, frames };
  });
}

/** Times in which a stream and one of the other direction both went on, and both were silent. Where one side listens, the other one speaks: that is no dead air. */
export function deadAir(stream: CallStream, streams: readonly CallStream[]): readonly MediaProblem[] {
  if (stream.from === undefined || stream.silences.length === 0) return [];
  const others = streams.filter(
    ({ from, silences }) => from !== undefined && from !== stream.from && silences.length > 0,
  );
  const problems: MediaProblem[] = [];
  for (const silence of stream.silences)
    for (const other of others)
      for (const theirs of other.silences) {
        const fromMs = Math.max(silence.fromMs, theirs.fromMs);
        const lastedMs = Math.min(silence.toMs, theirs.toMs) - fromMs;
        if (lastedMs < deadAirMs) continue;
        const since = new Date(fromMs).toISOString().slice(11, 19);
        const text = `Neither side is heard for ${(lastedMs / 1e3).toFixed(1)} s, from ${since} on: both send silence.`;
        problems.push({ code: 'dead-air', text, frames: [...silence.frames, ...theirs.frames] });
      }
  return problems.slice(0, 8);
}
