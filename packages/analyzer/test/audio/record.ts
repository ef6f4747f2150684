import { analyze, audioLegs, type ListenOptions, listen, openBlob, type Recording } from '../../src/index.ts';

/** A recording of a leg of a capture, each side by itself. */
export type Heard = Recording & { readonly left: Int16Array; readonly right: Int16Array };

/** Records one of the legs that the capture has, the longest unless told otherwise. */
export async function record(
  capture: Uint8Array,
  { leg = 0, ...options }: Omit<ListenOptions, 'onSamples'> & { readonly leg?: number } = {},
): Promise<Heard> {
  const input = await openBlob(new Blob([new Uint8Array(capture)]));
  const analysis = await analyze(input.chunks());
  const streams = audioLegs([...analysis.streams()])[leg]?.streams ?? [];
  const pieces: Int16Array[] = [];
  const recording = await listen(input, streams, { ...options, onSamples: (some) => void pieces.push(some.slice()) });
  const sides = [new Int16Array(recording.frames), new Int16Array(recording.frames)] as const;
  let at = 0;
  for (const piece of pieces)
    for (let frame = 0; frame < piece.length; frame += 2, at++)
      for (const channel of [0, 1] as const) sides[channel][at] = piece[frame + channel]!;
  return { ...recording, left: sides[0], right: sides[1] };
}
