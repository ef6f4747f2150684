/** Decodes the payloads of one stream, in the order in which they were sent. It never throws on what is in them. */
export type AudioDecoder = {
  /** Samples a second of what it gives. */
  readonly rateHz: number;
  /** One channel of linear PCM; empty where the payload holds none. Valid until the next call. */
  decode(payload: Uint8Array): Int16Array;
  /** As many samples in place of what was lost, where the codec knows how; the others are concealed without it. */
  conceal?(samples: number): Int16Array;
  /** Forgets what came before, where the sender began anew. */
  reset?(): void;
};

/** Where nothing is to be heard. */
export const noSamples: Int16Array = new Int16Array(0);

/** To 16 bits. */
export function saturate(value: number): number {
  return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value;
}

/** Several channels, interleaved, as one: their mean. */
export function toOneChannel(samples: Int16Array, channels: number): Int16Array {
  if (channels < 2) return samples;
  const mono = new Int16Array(Math.floor(samples.length / channels));
  for (let at = 0; at < mono.length; at++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[at * channels + channel]!;
    mono[at] = Math.round(sum / channels);
  }
  return mono;
}
