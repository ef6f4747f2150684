import { listen, type ListenOptions, type Recording } from './listen.ts';
import type { StreamToHear } from './media/audio/audio-legs.ts';
import { type ChannelEnvelope, EnvelopeBuilder } from './media/audio/envelope.ts';
import { wavHeader, wavSamples } from './media/audio/wav.ts';
import type { OpenedCapture } from './opened-packets.ts';

/** How loud both sides of a recording are over time. */
export type RecordingEnvelope = {
  /** Of every bucket but the last. */
  readonly bucketMs: number;
  readonly left: ChannelEnvelope;
  readonly right: ChannelEnvelope;
};

/** A recording, and what is to be drawn of it. */
export type RecordedAudio = { readonly recording: Recording; readonly envelope: RecordingEnvelope };

export type RecordOptions = Omit<ListenOptions, 'onSamples'> & {
  /** Takes what stands behind the header of the WAV file, piece after piece. */
  readonly onBytes: (bytes: Uint8Array) => void | Promise<void>;
};

/** The same as `listen`, as the bytes of a WAV file: `recordingHeader` gives what the file begins with. */
export async function recordAudio(
  capture: OpenedCapture,
  streams: readonly StreamToHear[],
  { onBytes, ...options }: RecordOptions,
): Promise<RecordedAudio> {
  let builder: EnvelopeBuilder | undefined;
  const recording = await listen(capture, streams, {
    ...options,
    onSamples: (samples, rateHz) => {
      builder ??= new EnvelopeBuilder(rateHz, 2);
      builder.receive(samples);
      return onBytes(wavSamples(samples));
    },
  });
  const [left = silence, right = silence] = builder?.end() ?? [];
  return { recording, envelope: { bucketMs: builder?.bucketMs ?? 0, left, right } };
}

const silence: ChannelEnvelope = { min: [], max: [], rms: [] };

/** What the file of a recording begins with. */
export function recordingHeader({ rateHz, channels, frames }: Recording): Uint8Array {
  return wavHeader({ rateHz, channels, frames });
}
