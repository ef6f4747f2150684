import type { Channel, TakeBlock } from './stereo-mix.ts';
import { StereoMix } from './stereo-mix.ts';
import { type AudioPacket, StreamAudio } from './stream-audio.ts';
import type { Decoders } from './codec/decoders.ts';
import { AudioError } from './audio-error.ts';
import type { Undecoded } from './undecoded-time.ts';

export type CallAudioOptions = {
  readonly rateHz: number;
  readonly decoders: Decoders;
  readonly conceal: boolean;
  /** Of the capture's clock: the first sample. Undefined: the first packet that comes. */
  readonly startNs: number | undefined;
  readonly take: TakeBlock;
  /** Samples of a channel beyond which nothing is given. */
  readonly framesAtMost: number;
};

/** What was heard of one stream. */
export type HeardStream = {
  /** Id of its row. */
  readonly stream: string;
  readonly side: 'left' | 'right';
  /** Of the result: where its first sample is, and where its last ends. Absent where nothing of it was heard. */
  readonly fromSeconds?: number;
  readonly toSeconds?: number;
  readonly lostPackets: number;
  /** Packets that came after their turn, or twice. */
  readonly leftOut: number;
  readonly concealedSeconds?: number;
  readonly undecoded?: readonly Undecoded[];
};

/** Samples wait so long for others of the same second. */
const WAIT_SECONDS = 3;

/** All streams of a call as one recording: who called on the left, who was called on the right. */
export class CallAudio {
  readonly #options: CallAudioOptions;
  readonly #mix: StereoMix;
  readonly #streams = new Map<string, { readonly channel: Channel; readonly audio: StreamAudio }>();
  #startNs: number | undefined;

  constructor(options: CallAudioOptions) {
    this.#options = options;
    this.#startNs = options.startNs;
    this.#mix = new StereoMix(options.rateHz, (samples) => this.#give(samples));
  }

  /** Of the capture's clock: the first sample. */
  get startNs(): number | undefined {
    return this.#startNs;
  }

  /** Samples of each channel that were given. */
  get frames(): number {
    return this.#mix.given;
  }

  receive(stream: string, channel: Channel, packet: AudioPacket): void {
    this.#startNs ??= packet.timeNs;
    this.#audioOf(stream, channel, this.#startNs).receive(packet);
    const now = ((packet.timeNs - this.#startNs) / 1e9 - WAIT_SECONDS) * this.#options.rateHz;
    this.#mix.giveUntil(Math.floor(now));
  }

  /** Gives the rest, and tells what was heard. */
  end(): readonly HeardStream[] {
    let length = 0;
    for (const { audio } of this.#streams.values()) {
      audio.end();
      length = Math.max(length, audio.last, audio.reached);
    }
    this.#mix.end(length);
    return [...this.#streams].map(([stream, { channel, audio }]) => this.#heard(stream, channel, audio));
  }

  /** Throws an `AudioError` where there is too much of it. */
  #give(samples: Int16Array | number): void {
    const { framesAtMost, rateHz, take } = this.#options;
    if (this.#mix.given > framesAtMost) {
      const hours = Math.floor((framesAtMost / rateHz / 3600) * 10) / 10;
      throw new AudioError('audio-too-long', `The recording is longer than the ${hours} hours that a WAV file holds.`);
    }
    take(samples);
  }

  #audioOf(stream: string, channel: Channel, startNs: number): StreamAudio {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known.audio;
    const { decoders, rateHz, conceal } = this.#options;
    const write = (at: number, samples: Int16Array): void => this.#mix.add(channel, at, samples);
    const audio = new StreamAudio({ decoders, rateHz, startNs, conceal, write });
    this.#streams.set(stream, { channel, audio });
    return audio;
  }

  #heard(stream: string, channel: Channel, audio: StreamAudio): HeardStream {
    const { rateHz } = this.#options;
    const undecoded = audio.undecoded.list();
    return {
      stream,
      side: channel === 0 ? 'left' : 'right',
      ...(audio.first === undefined
        ? {}
        : { fromSeconds: seconds(audio.first, rateHz), toSeconds: seconds(audio.last, rateHz) }),
      lostPackets: audio.lostPackets,
      leftOut: audio.leftOut,
      ...(audio.concealedSamples > 0 ? { concealedSeconds: seconds(audio.concealedSamples, rateHz) } : {}),
      ...(undecoded.length > 0 ? { undecoded } : {}),
    };
  }
}

/** To the millisecond. */
function seconds(samples: number, rateHz: number): number {
  return Math.round((samples * 1000) / rateHz) / 1000;
}
