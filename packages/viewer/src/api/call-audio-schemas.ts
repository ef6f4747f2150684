import { Type, type TObject } from 'typebox';
import { count, object, oneOf, shape, text, time } from './shape.ts';

/* What is told of a recording. */

type Named = TObject & { readonly $id: string };

const seconds = Type.Number({ description: 'Seconds' });
const samples = Type.Array(Type.Integer(), { description: 'A value a bucket, in 16-bit samples' });
const channel = object({ min: samples, max: samples, rms: samples });

export const recordingEnvelope: Named = shape('RecordingEnvelope', {
  bucketMs: Type.Number({ description: 'Milliseconds of a bucket' }),
  left: channel,
  right: channel,
});

export const callAudio: Named = shape('CallAudio', {
  leg: count,
  legs: count,
  'dialog?': text,
  recording: object({
    rateHz: count,
    channels: count,
    frames: count,
    seconds,
    'started?': time,
    streams: Type.Array(
      object({
        stream: text,
        side: oneOf('left', 'right'),
        'fromSeconds?': seconds,
        'toSeconds?': seconds,
        lostPackets: count,
        leftOut: count,
        'concealedSeconds?': seconds,
        'undecoded?': Type.Array(object({ codec: text, seconds, packets: count, why: text })),
      }),
    ),
  }),
  envelope: object({ bucketMs: Type.Number(), left: channel, right: channel }),
});
