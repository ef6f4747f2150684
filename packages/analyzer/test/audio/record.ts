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
  const samples: number[] = [];
  const recording = await listen(input, streams, {
    ...options,
    onSamples: (some) => {
      for (const sample of some) samples.push(sample);
    },
  });
  const side = (channel: number): Int16Array =>
    Int16Array.from({ length: samples.length / 2 }, (_, at) => samples[2 * at + channel]!);
  return { ...recording, left: side(0), right: side(1) };
}
