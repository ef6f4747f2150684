import type { StreamFiguresRow, StreamSeries } from '../../rows/stream-figures-row.ts';
import type { PayloadFormat, TimeText } from '../payload/payload-reader.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { ArrivalTimes } from './arrival-times.ts';
import { ClockEstimate } from './clock-estimate.ts';
import { ClockSkew } from './clock-skew.ts';
import { describeFigures } from './describe-figures.ts';
import { describeSeries } from './describe-series.ts';
import { defaultQualitySettings, type QualitySettings } from './quality-settings.ts';
import { JitterBuffer } from './jitter-buffer.ts';
import { PacketTimes } from './packet-times.ts';
import { type Role, role, roleOf, videoClockHz } from './payload-role.ts';
import { arrival, SequenceNumbers } from './sequence-numbers.ts';
import { Series } from './series.ts';
import { SpeechMode } from './speech-mode.ts';

/** Codecs of one stream that its quality over time tells apart. */
const mostCodecs = 16;

/** Codecs with noise of their own, which they send now and then in pauses, often without a mark behind it. */
const pausingCodecs: ReadonlySet<string> = new Set([
  'AMR',
  'AMR-WB',
  'AMR-WB+',
  'EVS',
  'G723',
  'G729',
  'OPUS',
  'SILK',
  'SPEEX',
]);
/** Where it looks like speech, longer steps of the timestamps are pauses. */
const hiddenPauseMs = 100;

/** Timestamps that step farther begin anew. */
const longestGap = 0x1000_0000;

/** What else is known of a stream when its figures are asked for. */
export type FigureContext = {
  readonly time: TimeText;
  /** Of the session description. */
  readonly agreedPtimeMs?: number | undefined;
  /** That RTCP tells. */
  readonly roundTripMs?: number | undefined;
};

/** Counts and measures one stream of RTP, packet by packet, in the order of the capture. Definitions: docs/media.md. Nothing is made anew for a packet. */
export class StreamFigures {
  readonly settings: QualitySettings;
  readonly numbers: SequenceNumbers = new SequenceNumbers();
  readonly times: ArrivalTimes = new ArrivalTimes();
  readonly skew: ClockSkew = new ClockSkew();
  readonly packetTimes: PacketTimes = new PacketTimes();
  readonly buffer: JitterBuffer;
  /** Encodings of media, with their rates where these change, in the order in which they came: the first has number 1 in the series. */
  readonly codecs: { readonly encoding: string; packets: number }[] = [];
  comfortNoise = 0;
  pauses = 0;
  /** Steps over a quarter of a second and more, at packets of media without a mark, and the first of them. */
  unmarkedGaps = 0;
  unmarkedGapFrame = 0;
  pausedMs = 0;
  clockHz = 0;
  clockEstimated = false;
  columns: Series | undefined = undefined;
  #estimate: ClockEstimate | undefined = undefined;
  /** Of the packet before. */
  #format: PayloadFormat | undefined = undefined;
  #payloadType = -1;
  #role: Role = role.media;
  /** Of the latest packet's format; 0 where it is not known. */
  #ownClockHz = 0;
  #codec = 0;
  #mode: SpeechMode | undefined = undefined;
  #isTalkspurtMarked = true;
  /** Of the latest packet of media, and whether every number since then came. */
  #timestamp = 0;
  #isFollowed = false;
  /** Whether the codec sends noise of its own in pauses, and whether that cannot be told from speech. */
  #mayPause = false;
  #isPauseHidden = false;
  /** Whether the packet before was comfort noise, and whether it was of another payload type than speech. */
  #wasNoise = false;
  #wasOtherNoise = false;

  constructor(settings: QualitySettings = defaultQualitySettings) {
    this.settings = settings;
    this.buffer = new JitterBuffer(settings.jitterBuffer);
  }

  /** `format`: what its payload type stands for, where that is known. Payloads that are encrypted are not looked at. */
  receive(packet: RtpPacket, format: PayloadFormat | undefined, isEncrypted: boolean = false): void {
    const { timeNs } = packet;
    if (format !== this.#format || packet.payloadType !== this.#payloadType)
      this.#changeFormat(format, packet.payloadType);
    const series = (this.columns ??= new Series(timeNs));
    series.packet(timeNs, packet.payloadEnd - packet.payloadStart + packet.slicedBytes);
    const isNoise = this.#isNoise(packet, isEncrypted);
    if (isNoise) this.comfortNoise++;
    else if (this.#codec > 0) {
      this.codecs[this.#codec - 1]!.packets++;
      series.format(timeNs, this.#codec);
    }
    const came = this.#count(packet.sequence, timeNs, series);
    if (came === arrival.stray) return;
    if (came === arrival.restart) this.times.begin();
    // The sender paused before what it marks, and around comfort noise.
    const isMarked = packet.marker && this.#isTalkspurtMarked;
    const isPause = isNoise || this.#wasNoise || isMarked;
    const deltaMs = this.times.arrive(timeNs, packet.frame, !isPause);
    if (deltaMs >= 0) series.delta(timeNs, deltaMs);
    const isMedia = this.#role === role.media && !isNoise;
    this.#follow(packet, came, isMedia);
    this.#wasNoise = isNoise;
    // Noise of a codec's own has timestamps as good as those of its speech.
    const isOther = this.#role === role.comfortNoise;
    if (isMedia || isNoise) this.#measure(packet, !(isMarked || isOther || this.#wasOtherNoise), came);
    this.#wasOtherNoise = isOther;
  }

  /** Of the sound that a packet holds, when decoded: in dBov, 0 or less. */
  addLevel(timeNs: number, dBov: number): void {
    this.columns?.level(timeNs, dBov);
  }

  facts(context: FigureContext): StreamFiguresRow {
    return describeFigures(this, context);
  }

  /** Undefined where no packet came. */
  series(context: FigureContext): StreamSeries | undefined {
    return this.columns === undefined ? undefined : describeSeries(this, this.columns, context);
  }

  #changeFormat(format: PayloadFormat | undefined, payloadType: number): void {
    this.#format = format;
    this.#payloadType = payloadType;
    this.#role = roleOf(format, payloadType);
    this.#ownClockHz = this.#clockOf(format);
    this.#isTalkspurtMarked = this.#ownClockHz !== videoClockHz;
    const isMedia = format !== undefined && this.#role === role.media;
    this.#codec = isMedia ? this.#codecNumber(format.encoding) : 0;
    this.#mode = isMedia ? SpeechMode.of(format) : undefined;
    this.#mayPause = isMedia && pausingCodecs.has(format.encoding);
  }

  /** Comfort noise, of a type of its own or of the codec; of what is no noise the rate is noted. */
  #isNoise(packet: RtpPacket, isEncrypted: boolean): boolean {
    this.#isPauseHidden = this.#mayPause && (isEncrypted || this.#mode === undefined);
    if (this.#mode === undefined || isEncrypted) return this.#role === role.comfortNoise;
    const name = this.#mode.name(packet);
    if (name !== undefined && this.codecs[this.#codec - 1]?.encoding !== name) this.#codec = this.#codecNumber(name);
    return name === undefined;
  }

  /** Comfort noise has the clock of the codec beside it (RFC 3389 §5). */
  #clockOf(format: PayloadFormat | undefined): number {
    const own = format?.clockHz ?? 0;
    if (this.#role === role.media && own > 0) {
      this.clockHz = own;
      this.clockEstimated = false;
      this.#estimate = undefined;
    }
    if (this.#role === role.comfortNoise) return this.clockHz > 0 ? this.clockHz : own > 0 ? own : 8000;
    return own;
  }

  #codecNumber(encoding: string): number {
    const at = this.codecs.findIndex((codec) => codec.encoding === encoding);
    if (at >= 0) return at + 1;
    return this.codecs.length === mostCodecs ? 0 : this.codecs.push({ encoding, packets: 0 });
  }

  #count(sequence: number, timeNs: number, series: Series): number {
    const { numbers } = this;
    const came = numbers.receive(sequence);
    if (numbers.gap > 0) series.lose(timeNs, numbers.gap, numbers.gapEnd, numbers.newRuns);
    else if (numbers.isFound) series.refill(numbers.highest - numbers.behind, numbers.newRuns);
    else if (came === arrival.duplicate) series.duplicate(timeNs);
    return came;
  }

  /** Steps of timestamps from one packet of media to the next, where none is missing between. */
  #follow(packet: RtpPacket, came: number, isMedia: boolean): void {
    if (came === arrival.duplicate) return;
    const follows = this.#isFollowed && came === arrival.inOrder && this.numbers.gap === 0;
    if (isMedia) {
      if (follows) this.#step(packet);
      this.#timestamp = packet.timestamp;
      this.#isFollowed = came === arrival.inOrder || came === arrival.restart;
      return;
    }
    // Noise has its place in a pause; events do not say how long they are.
    this.#isFollowed = follows && this.#role !== role.event && this.#role !== role.repair;
  }

  #step(packet: RtpPacket): void {
    const ticks = (packet.timestamp - this.#timestamp) >>> 0;
    if (this.#wasNoise || (packet.marker && this.#isTalkspurtMarked)) {
      if (this.clockHz > 0) this.#pause(ticks);
      return;
    }
    if (ticks * 4 >= this.clockHz && ticks < longestGap) this.#noteGap(packet);
    if (this.#isPauseHidden && ticks * 1000 >= hiddenPauseMs * this.clockHz) return;
    this.packetTimes.step(ticks);
  }

  #noteGap({ frame }: RtpPacket): void {
    if (this.clockHz === 0 || !this.#isTalkspurtMarked) return;
    if (this.unmarkedGaps++ === 0) this.unmarkedGapFrame = frame;
  }

  /** The begin of a talkspurt: what its timestamp leaves out was silence (RFC 3551 §4.1). */
  #pause(ticks: number): void {
    const usual = this.packetTimes.usual()?.ticks ?? 0;
    if (usual === 0 || ticks < usual * 2 || ticks > 0x8000_0000) return;
    this.pauses++;
    this.pausedMs += ((ticks - usual) * 1000) / this.clockHz;
  }

  #measure(packet: RtpPacket, counts: boolean, came: number): void {
    const clockHz = this.#ownClockHz > 0 ? this.#ownClockHz : this.clockEstimated ? this.clockHz : 0;
    if (clockHz > 0) this.#time(packet.timeNs, packet.timestamp, clockHz, counts, came);
    else if (this.clockHz === 0) this.#guess(packet, counts);
  }

  #time(timeNs: number, timestamp: number, clockHz: number, counts: boolean, came: number): void {
    const { times } = this;
    const series = this.columns!;
    if (times.time(timeNs, timestamp, clockHz, counts)) series.jitter(timeNs, times.jitterMs);
    this.skew.receive(timeNs / 1e6, times.transitMs);
    // A duplicate is not played; video has buffers of other kinds.
    if (came === arrival.duplicate || clockHz === videoClockHz) return;
    if (!this.buffer.discards(timeNs, times.transitMs, times.jitterMs)) return;
    const { numbers } = this;
    const before = numbers.newRuns;
    numbers.discard();
    series.late(timeNs, numbers.newRuns - before);
  }

  /** Nothing tells the clock: what came until it is found is measured then. */
  #guess(packet: RtpPacket, counts: boolean): void {
    const estimate = (this.#estimate ??= new ClockEstimate());
    const clockHz = estimate.receive(packet.timeNs, packet.timestamp, counts);
    if (clockHz === 0) return;
    this.clockHz = clockHz;
    this.clockEstimated = true;
    this.#isTalkspurtMarked = clockHz !== videoClockHz;
    for (let at = 0; at < estimate.kept; at++)
      this.#time(
        estimate.timesNs[at]!,
        estimate.timestamps[at]!,
        clockHz,
        estimate.counts[at] === 1,
        arrival.duplicate,
      );
    this.#estimate = undefined;
  }
}
