import { type AudioDecoder, noSamples, toOneChannel } from './audio-decoder.ts';

/** Linear PCM, the higher byte of each sample first. RFC 3551 §4.5.11; L8, whose zero is 128: §4.5.10. */
export class LinearDecoder implements AudioDecoder {
  readonly rateHz: number;
  readonly #bytes: 1 | 2;
  readonly #channels: number;

  constructor(bytes: 1 | 2, rateHz: number, channels: number) {
    this.rateHz = rateHz;
    this.#bytes = bytes;
    this.#channels = channels;
  }

  decode(payload: Uint8Array): Int16Array {
    const samples = new Int16Array(Math.floor(payload.length / this.#bytes));
    if (samples.length === 0) return noSamples;
    for (let at = 0; at < samples.length; at++)
      samples[at] = this.#bytes === 1 ? (payload[at]! - 128) << 8 : (payload[2 * at]! << 8) | payload[2 * at + 1]!;
    return toOneChannel(samples, this.#channels);
  }
}
