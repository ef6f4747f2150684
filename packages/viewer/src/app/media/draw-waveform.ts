import type { CallAudio } from '../../api/call-audio.ts';

/** A stroke of the waveform: from `top` to `bottom` at `x`, in pixels. */
export type Stroke = {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** The louder part, around the middle. */
  readonly rmsTop: number;
  readonly rmsBottom: number;
};

export type WaveformSize = { readonly width: number; readonly height: number };

const loudest = 32_768;

/** One stroke a pixel of one side, within a band of that height whose top lies at `from`. Quiet voices are drawn larger than they are, by the root of their share. */
export function strokesOf(
  { min, max, rms }: CallAudio['envelope']['left'],
  { bucketMs, seconds }: { readonly bucketMs: number; readonly seconds: number },
  { width, height }: WaveformSize,
  from: number,
): readonly Stroke[] {
  const pixels = Math.max(1, Math.floor(width));
  const buckets = (seconds * 1000) / Math.max(bucketMs, 1e-9);
  const middle = from + height / 2;
  return Array.from({ length: pixels }, (_, x) => {
    const first = Math.floor((x * buckets) / pixels);
    const last = Math.max(first + 1, Math.floor(((x + 1) * buckets) / pixels));
    const [low, high, power] = [lowest(min, first, last), highest(max, first, last), highest(rms, first, last)];
    const half = height / 2;
    return {
      x,
      top: middle - half * heightOf(high),
      bottom: middle + half * heightOf(-low),
      rmsTop: middle - half * heightOf(power) * 0.7,
      rmsBottom: middle + half * heightOf(power) * 0.7,
    };
  });
}

function heightOf(sample: number): number {
  return Math.sqrt(Math.min(1, Math.max(0, sample) / loudest));
}

function lowest(values: readonly number[], from: number, to: number): number {
  let found = 0;
  for (let at = from; at < to && at < values.length; at++) found = Math.min(found, values[at]!);
  return found;
}

function highest(values: readonly number[], from: number, to: number): number {
  let found = 0;
  for (let at = from; at < to && at < values.length; at++) found = Math.max(found, values[at]!);
  return found;
}

/** `0:07.5`, for a place in a recording. */
export function formatPlace(seconds: number): string {
  const tenths = Math.floor(Math.max(0, seconds) * 10);
  const [minutes, rest] = [Math.floor(tenths / 600), tenths % 600];
  return `${minutes}:${String(Math.floor(rest / 10)).padStart(2, '0')}.${rest % 10}`;
}

/** What of a recording could not be heard, sentence by sentence. */
export function unheard({ recording }: CallAudio): readonly string[] {
  return recording.streams.flatMap(({ side, undecoded = [] }) =>
    undecoded.map(
      ({ codec, seconds, why }) =>
        `${codec} of the ${side === 'left' ? 'caller' : 'callee'} could not be heard (${seconds.toFixed(1)} s are silence): ${why}.`,
    ),
  );
}
