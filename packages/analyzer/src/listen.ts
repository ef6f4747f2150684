import type { AnalysisLimits } from './analysis.ts';
import { CaptureStages } from './capture-stages.ts';
import { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import type { PacketSource } from './capture/packet-input.ts';
import { TimeFormat } from './follow/format-time.ts';
import { parseTime } from './follow/parse-time.ts';
import type { StreamToHear } from './media/audio/audio-legs.ts';
import { CallAudio, type HeardStream } from './media/audio/call-audio.ts';
import { decodedRate, Decoders } from './media/audio/codec/decoders.ts';
import { type AudioPacket, unwrapped } from './media/audio/stream-audio.ts';
import { WAV_HEADER_BYTES } from './media/audio/wav.ts';
import type { MediaStream } from './media/media-stream.ts';
import type { PayloadFormat } from './media/payload/payload-reader.ts';
import type { RtpPacket } from './media/rtp-packet.ts';
import { srtpFailures } from './media/srtp/srtp-stream.ts';
import { type OpenedCapture, openedPackets } from './opened-packets.ts';
import { KeyLog } from './transport/tls/key-log.ts';

export type ListenOptions = {
  readonly limits?: AnalysisLimits;
  /** Secrets of TLS connections, as `AnalyzeOptions` has them. */
  readonly keyLog?: Uint8Array | undefined;
  /** Covers lost packets by what was heard before; else they are silence. */
  readonly conceal?: boolean;
  /** When the recording begins (ISO 8601): what comes earlier is left out. Without it, with the first packet. */
  readonly from?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Takes the samples, left and right in turn, a second of both or less: valid only until its promise is fulfilled. */
  readonly onSamples: (samples: Int16Array, rateHz: number) => void | Promise<void>;
};

/** What a recording is. */
export type Recording = {
  readonly rateHz: number;
  readonly channels: 2;
  /** Samples of each channel. */
  readonly frames: number;
  readonly seconds: number;
  /** Of the first sample. */
  readonly started?: string;
  readonly streams: readonly HeardStream[];
};

/** Streams of one recording that may carry a codec whose decoders are large. */
const OPUS_AT_MOST = 32;
const LEAST_RATE = 8000;
const MOST_RATE = 48_000;

/** Samples a second of a recording of these streams: of the codec that has most. */
function recordingRate(streams: readonly StreamToHear[]): number {
  const rates = streams.flatMap(({ row }) =>
    codecsOf(row).map(
      (encoding) =>
        decodedRate({ encoding, clockHz: row.clockHz ?? LEAST_RATE, channels: 1, parameters: undefined }) ?? 0,
    ),
  );
  return Math.min(Math.max(LEAST_RATE, ...rates), MOST_RATE);
}

/**
 * Reads a capture once more and plays these streams of it: both sides beside each other, each sample where it belongs in time. Rejects with an `AudioError` where it is longer
 * than a WAV file holds, with a `CaptureError` where the capture cannot be read any more.
 */
export async function listen(
  capture: OpenedCapture,
  streams: readonly StreamToHear[],
  options: ListenOptions,
): Promise<Recording> {
  const rateHz = recordingRate(streams);
  const decoders = new Decoders();
  const opus = streams.filter(({ row }) => codecsOf(row).includes('OPUS')).length;
  await decoders.prepare(Math.min(opus, OPUS_AT_MOST));
  try {
    return await new Listening(streams, rateHz, decoders, options).read(capture);
  } finally {
    decoders.close();
  }
}

function codecsOf({ codec, codecChanges = [] }: StreamToHear['row']): readonly string[] {
  const names = [codec, ...codecChanges.map((change) => change.codec)];
  return names.flatMap((name) => (name === undefined ? [] : [name.toUpperCase()]));
}

/** One pass over the capture. */
class Listening {
  readonly #options: ListenOptions;
  readonly #rateHz: number;
  readonly #decoders: Decoders;
  readonly #wanted = new Map<string, StreamToHear[]>();
  readonly #lastFrame: number;
  /** By the number that a stream has in this pass. */
  readonly #known = new Map<number, StreamToHear | undefined>();
  /** What payload types of a stream stand for, by its number. */
  readonly #formats = new Map<
    number,
    { readonly version: number; readonly byType: Map<number, PayloadFormat | undefined> }
  >();
  /** What is to be handed on: samples, or of silence how many of each channel. */
  readonly #given: (Int16Array | number)[] = [];
  #audio: CallAudio | undefined;
  #stages: CaptureStages | undefined;

  constructor(streams: readonly StreamToHear[], rateHz: number, decoders: Decoders, options: ListenOptions) {
    this.#options = options;
    this.#rateHz = rateHz;
    this.#decoders = decoders;
    for (const one of streams) {
      const { ssrc = '', srcIp, srcPort, dstIp, dstPort } = one.row;
      const key = streamKey(ssrc, srcIp, srcPort, dstIp, dstPort);
      const same = this.#wanted.get(key);
      if (same === undefined) this.#wanted.set(key, [one]);
      else same.push(one);
    }
    this.#lastFrame = streams.reduce((last, { row }) => Math.max(last, row.lastFrame), 0);
  }

  async read(capture: OpenedCapture): Promise<Recording> {
    const diagnostics = new CaptureDiagnostics();
    const { limits, signal, keyLog: given } = this.#options;
    const keyLog = new KeyLog(diagnostics, limits?.tls);
    if (given !== undefined) keyLog.add(given);
    const { source, batches } = openedPackets(capture, { diagnostics, limits, signal }, (text) => keyLog.add(text));
    const stages = new CaptureStages(
      { source, diagnostics, keyLog, limits },
      {
        message: () => {},
        stream: () => {},
        tap: (stream, packet) => this.#receive(stream, packet),
      },
    );
    this.#stages = stages;
    let last = 0;
    for await (const some of batches) {
      stages.receive(some);
      last = some.at(-1)?.frame ?? last;
      await this.#handOn();
      // A few packets more: those before them wait for their place in the order of time.
      if (last > this.#lastFrame + FRAMES_BEYOND) break;
    }
    stages.end();
    return this.#end(source);
  }

  async #end(source: PacketSource): Promise<Recording> {
    const streams = this.#audio?.end() ?? [];
    await this.#handOn();
    const { frames = 0, startNs } = this.#audio ?? {};
    const times = new TimeFormat(() => source.clock);
    return {
      rateHz: this.#rateHz,
      channels: 2,
      frames,
      seconds: Math.round((frames * 1000) / this.#rateHz) / 1000,
      ...(startNs === undefined ? {} : { started: times.iso(startNs) }),
      streams,
    };
  }

  #receive(stream: MediaStream, packet: RtpPacket): void {
    if (!this.#known.has(stream.number)) this.#known.set(stream.number, this.#find(stream, packet));
    const wanted = this.#known.get(stream.number);
    if (wanted === undefined || packet.frame > wanted.row.lastFrame) return;
    this.#audio ??= this.#begin();
    const heard = unwrapped(this.#audioPacket(stream, packet), (payloadType) =>
      this.#formatOf(stream, { ...packet, payloadType }),
    );
    this.#audio.receive(wanted.row.id, wanted.side === 'left' ? 0 : 1, heard);
  }

  #audioPacket(stream: MediaStream, packet: RtpPacket): AudioPacket {
    const { frame, timeNs, sequence, timestamp, payloadType, bytes, payloadStart, payloadEnd } = packet;
    const heard = { frame, timeNs, sequence, timestamp, payloadType, format: this.#formatOf(stream, packet) };
    if (stream.flow.isSecure) {
      const opened = stream.secure?.open(packet);
      if (opened !== undefined) return { ...heard, payload: opened.bytes.subarray(opened.start, opened.end) };
      return { ...heard, payload: undefined, sealed: srtpFailures[stream.secure?.failure ?? 'no-key'] };
    }
    return { ...heard, payload: new Uint8Array(bytes.subarray(payloadStart, payloadEnd)) };
  }

  /** The same object as long as descriptions say the same. */
  #formatOf({ number, flow }: MediaStream, packet: RtpPacket): PayloadFormat | undefined {
    let formats = this.#formats.get(number);
    if (formats?.version !== flow.version) {
      formats = { version: flow.version, byType: new Map() };
      this.#formats.set(number, formats);
    }
    const { byType } = formats;
    if (!byType.has(packet.payloadType)) byType.set(packet.payloadType, flow.meaning(packet).meant?.format);
    return byType.get(packet.payloadType);
  }

  #find(stream: MediaStream, { frame }: RtpPacket): StreamToHear | undefined {
    const { flow } = stream.flow;
    const { flows } = this.#stages!;
    const ssrc = ssrcText(stream.ssrc);
    const key = streamKey(
      ssrc,
      flows.sourceIp(flow),
      flows.sourcePort(flow),
      flows.destinationIp(flow),
      flows.destinationPort(flow),
    );
    return this.#wanted.get(key)?.find(({ row }) => row.firstFrame <= frame && frame <= row.lastFrame);
  }

  #begin(): CallAudio {
    const { conceal = false, from } = this.#options;
    const { clock } = this.#stages!;
    return new CallAudio({
      rateHz: this.#rateHz,
      decoders: this.#decoders,
      conceal,
      startNs: from === undefined ? undefined : Number(parseTime(from) - clock.epochNs),
      framesAtMost: mostFrames(this.#rateHz),
      take: (samples) => this.#take(samples),
    });
  }

  #take(samples: Int16Array | number): void {
    const last = this.#given.length - 1;
    const before = this.#given[last];
    if (typeof samples !== 'number') this.#given.push(samples.slice());
    else if (typeof before === 'number') this.#given[last] = before + samples;
    else this.#given.push(samples);
  }

  async #handOn(): Promise<void> {
    for (const some of this.#given.splice(0)) {
      if (typeof some === 'number') await this.#handOnSilence(some);
      else await this.#options.onSamples(some, this.#rateHz);
    }
  }

  async #handOnSilence(frames: number): Promise<void> {
    const silence = new Int16Array(2 * Math.min(frames, this.#rateHz));
    for (let left = 2 * frames; left > 0; left -= silence.length)
      await this.#options.onSamples(left < silence.length ? silence.subarray(0, left) : silence, this.#rateHz);
  }
}

/** Packets behind the last of a stream that are still looked at. */
const FRAMES_BEYOND = 10_000;

/** As many samples of two channels as a WAV file holds. */
function mostFrames(rateHz: number): number {
  const frames = Math.floor((2 ** 32 - 1 - WAV_HEADER_BYTES) / 4);
  return frames - (frames % rateHz);
}

function streamKey(ssrc: string, srcIp: string, srcPort: number, dstIp: string, dstPort: number): string {
  return `${ssrc} ${srcIp} ${srcPort} ${dstIp} ${dstPort}`;
}

function ssrcText(ssrc: number): string {
  return ssrc.toString(16).padStart(8, '0');
}
