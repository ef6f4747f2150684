import type { OpusDecoder as OpusLibrary } from 'opus-decoder';
import { type AudioDecoder, noSamples, saturate } from './audio-decoder.ts';
import { opusSamples } from './opus-packet.ts';

const RATE = 48_000;
const NOTHING = new Uint8Array(0);

/** Opus (RFC 6716, in RTP: RFC 7587), decoded by libopus as WebAssembly. What is stereo is heard as one channel. */
export class OpusDecoder implements AudioDecoder {
  readonly rateHz: number = RATE;
  readonly #library: OpusLibrary;

  private constructor(library: OpusLibrary) {
    this.#library = library;
  }

  /** The library is loaded where somebody wants to hear Opus. */
  static async open(): Promise<OpusDecoder> {
    const { OpusDecoder: Library } = await import('opus-decoder');
    const library = new Library({ channels: 1, streamCount: 1, coupledStreamCount: 0, channelMappingTable: [0] });
    await library.ready;
    return new OpusDecoder(library);
  }

  /** What is no Opus packet is not handed to the library, which would complain on the console. */
  decode(payload: Uint8Array): Int16Array {
    return opusSamples(payload) === 0 ? noSamples : this.#decode(payload);
  }

  /** The library's own concealment, which gives the longest packet there is. */
  conceal(samples: number): Int16Array {
    return this.#decode(NOTHING).subarray(0, samples);
  }

  close(): void {
    this.#library.free();
  }

  #decode(payload: Uint8Array): Int16Array {
    const [heard] = this.#library.decodeFrame(payload).channelData;
    if (heard === undefined) return noSamples;
    const samples = new Int16Array(heard.length);
    for (let at = 0; at < samples.length; at++) samples[at] = saturate(Math.round(heard[at]! * 32_768));
    return samples;
  }
}
