import type { PayloadFormat } from '../payload/payload-reader.ts';
import type { AudioDecoder } from './codec/audio-decoder.ts';
import { type Decoders, isSilent, whyUndecoded } from './codec/decoders.ts';
import { concealed, HISTORY_SECONDS } from './conceal.ts';
import { primaryOf } from './redundant-payload.ts';
import { Resampler } from './resampler.ts';
import { RtpClock } from './rtp-clock.ts';
import { type HeardPacket, RtpSequence, type SequencedPacket } from './rtp-sequence.ts';
import { UndecodedTime } from './undecoded-time.ts';

/** What a payload type stands for when it is heard. */
export type FormatOf = (payloadType: number) => PayloadFormat | undefined;

/** A packet with what it is said to carry. */
export type AudioPacket = HeardPacket & {
  readonly format: PayloadFormat | undefined;
  /** Why there is no payload, where there is none. */
  readonly sealed?: string | undefined;
};

export type StreamAudioOptions = {
  readonly decoders: Decoders;
  /** Of what it writes. */
  readonly rateHz: number;
  /** Of the first sample that is written at 0. */
  readonly startNs: number;
  /** Whether lost packets are covered by what was heard before; else they are silence. */
  readonly conceal: boolean;
  readonly write: (at: number, samples: Int16Array) => void;
};

/** Samples that stand no further from where the last ended follow them without a seam. */
const SEAM_SECONDS = 0.005;
/** Longer gaps are silence: nobody conceals them. */
const CONCEALED_SECONDS = 0.12;

/** One stream: its packets in, its samples out, each where it belongs in time. */
export class StreamAudio {
  readonly undecoded: UndecodedTime = new UndecodedTime();
  lostPackets = 0;
  /** Samples out that were made up. */
  concealedSamples = 0;
  /** Where what was heard of it begins and ends, in samples out; absent while nothing was. */
  first: number | undefined = undefined;
  last = 0;
  /** Where its last packet stands, whether it was heard or not. */
  reached = 0;
  readonly #options: StreamAudioOptions;
  readonly #sequence = new RtpSequence();
  readonly #clock = new RtpClock();
  readonly #decoders = new Map<string, AudioDecoder | undefined>();
  #format: PayloadFormat | undefined;
  #decoder: AudioDecoder | undefined;
  #resampler: Resampler | undefined;
  #resampledHz = 0;
  /** Where the next sample that is written goes, and where the next that is decoded belongs. */
  #writeAt = 0;
  #dueAt = -1;
  #history = new Int16Array(0);

  constructor(options: StreamAudioOptions) {
    this.#options = options;
  }

  get leftOut(): number {
    return this.#sequence.leftOut;
  }

  receive(packet: AudioPacket): void {
    for (const next of this.#sequence.receive(packet)) this.#hear(next);
  }

  /** No packet comes any more. */
  end(): void {
    for (const next of this.#sequence.end()) this.#hear(next);
    this.#endRun();
  }

  #hear({ packet, lost, isNew }: SequencedPacket): void {
    this.lostPackets += lost;
    // Only packets of this kind came in.
    const { format, payload, sealed, timestamp, timeNs, payloadType } = packet as AudioPacket;
    const clockHz = format?.clockHz ?? 8000;
    const dueNs = this.#clock.place(timestamp, timeNs, clockHz, isNew);
    const due = ((dueNs - this.#options.startNs) * this.#options.rateHz) / 1e9;
    this.reached = Math.max(this.reached, Math.round(due));
    if (format !== undefined && isSilent(format)) return;
    const why = sealed ?? (format === undefined ? 'nothing tells what it stands for' : whyUndecoded(format));
    const decoder = why === undefined && format !== undefined ? this.#decoderOf(format) : undefined;
    if (decoder === undefined || payload === undefined) {
      const codec = format?.encoding ?? `payload type ${payloadType}`;
      this.undecoded.add(codec, why ?? 'too many streams carry it at once', dueNs);
      return;
    }
    this.#place(decoder, payload, due, lost);
  }

  /** Of its own for each format, so that it goes on where it was when a format comes again. */
  #decoderOf(format: PayloadFormat): AudioDecoder | undefined {
    if (format === this.#format) return this.#decoder;
    const key = `${format.encoding}/${format.clockHz}/${format.channels}`;
    if (!this.#decoders.has(key)) this.#decoders.set(key, this.#options.decoders.make(format));
    const decoder = this.#decoders.get(key);
    if (decoder !== this.#decoder) this.#endRun();
    this.#format = format;
    return (this.#decoder = decoder);
  }

  #place(decoder: AudioDecoder, payload: Uint8Array, due: number, lost: number): void {
    const seam = SEAM_SECONDS * this.#options.rateHz;
    const isRun = this.#dueAt >= 0;
    if (isRun && due > this.#dueAt + seam && lost > 0 && this.#options.conceal) this.#conceal(decoder, due);
    const samples = decoder.decode(payload);
    const ratio = this.#options.rateHz / decoder.rateHz;
    if (!isRun || due > this.#dueAt + seam) {
      this.#endRun();
      this.#beginRun(decoder, due);
      this.#feed(samples, ratio);
      return;
    }
    // What another packet has said already is not said twice.
    const told = due < this.#dueAt - seam ? Math.round((this.#dueAt - due) / ratio) : 0;
    this.#feed(samples.subarray(Math.min(told, samples.length)), ratio);
  }

  #beginRun(decoder: AudioDecoder, due: number): void {
    const { rateHz } = this.#options;
    if (decoder.rateHz !== this.#resampledHz) {
      this.#resampledHz = decoder.rateHz;
      this.#resampler = decoder.rateHz === rateHz ? undefined : new Resampler(decoder.rateHz, rateHz);
    }
    // A run that ended a little late has the room it took.
    this.#writeAt = Math.max(Math.round(due), this.first === undefined ? -Infinity : this.last);
    this.#dueAt = due;
    this.first ??= this.#writeAt;
  }

  /** What the filter holds back belongs to what was heard. */
  #endRun(): void {
    if (this.#dueAt < 0) return;
    if (this.#resampler !== undefined) this.#write(this.#resampler.flush());
    this.#dueAt = -1;
  }

  #feed(samples: Int16Array, ratio: number): void {
    if (samples.length === 0) return;
    this.#remember(samples);
    this.#dueAt += samples.length * ratio;
    this.#write(this.#resampler === undefined ? samples : this.#resampler.push(samples));
  }

  #write(samples: Int16Array): void {
    this.#options.write(this.#writeAt, samples);
    this.#writeAt += samples.length;
    this.last = this.#writeAt;
  }

  #conceal(decoder: AudioDecoder, due: number): void {
    const ratio = this.#options.rateHz / decoder.rateHz;
    const missing = Math.round((due - this.#dueAt) / ratio);
    const count = Math.min(missing, Math.round(CONCEALED_SECONDS * decoder.rateHz));
    const samples = decoder.conceal?.(count) ?? concealed(this.#history, count, decoder.rateHz);
    this.concealedSamples += Math.round(samples.length * ratio);
    this.#feed(samples, ratio);
  }

  #remember(samples: Int16Array): void {
    if (!this.#options.conceal) return;
    const kept = Math.round(HISTORY_SECONDS * this.#resampledHz);
    const history = new Int16Array(Math.min(kept, this.#history.length + samples.length));
    const fresh = samples.subarray(Math.max(0, samples.length - history.length));
    const older = history.length - fresh.length;
    history.set(this.#history.subarray(this.#history.length - older));
    history.set(fresh, older);
    this.#history = history;
  }
}

/** Of a packet whose format is that of redundant payloads: what it carries for the first time. */
export function unwrapped(packet: AudioPacket, formatOf: FormatOf): AudioPacket {
  if (packet.format?.encoding !== 'RED' || packet.payload === undefined) return packet;
  const primary = primaryOf(packet.payload);
  if (primary === undefined) return { ...packet, payload: undefined, sealed: 'its redundant payload is damaged' };
  return { ...packet, ...primary, format: formatOf(primary.payloadType) };
}
