import type { StreamFacts } from '../../rows/stream-row.ts';
import type { VideoRow } from '../../rows/video-row.ts';
import type { MakePayloadReader, PayloadFormat, PayloadReader, TimeText } from '../payload/payload-reader.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { readAv1 } from './av1.ts';
import { type ClosedFrame, FrameTable } from './frame-table.ts';
import { FreezeWatch } from './freeze-watch.ts';
import { readH261, readH263, readH263Plus } from './h263.ts';
import { readH264 } from './h264.ts';
import { readH265 } from './h265.ts';
import { IntervalCounts } from './interval-counts.ts';
import { clearSigns, newSigns, type ReadPicture } from './picture.ts';
import { readVp8 } from './vp8.ts';
import { readVp9 } from './vp9.ts';

const maxSizes = 32;
const maxKeyFrames = 100;

type Size = { readonly timeNs: number; readonly frame: number; readonly width: number; readonly height: number };

/** Video of one codec in one stream. */
class VideoReader implements PayloadReader {
  readonly #read: ReadPicture;
  readonly #signs = newSigns();
  readonly #frames = new FrameTable((frame) => this.#close(frame));
  readonly #freezes: FreezeWatch;
  readonly #counts = new IntervalCounts();
  readonly #sizes: Size[] = [];
  #moreSizes = 0;
  #profile = '';
  #level = '';
  #whole = 0;
  #damaged = 0;
  #keys = 0;
  readonly #keyTimes: { readonly timeNs: number; readonly frame: number }[] = [];
  #lastKeyNs = -1;
  #longestKeyNs = 0;
  #parameterSets = 0;
  #spatial = 0;
  #temporal = 0;
  #malformed = 0;
  #octets = 0;
  #firstNs = -1;
  #lastNs = 0;
  #firstWholeNs = -1;
  #lastWholeNs = 0;

  constructor(read: ReadPicture, clockHz: number) {
    this.#read = read;
    this.#freezes = new FreezeWatch(clockHz);
  }

  receive(packet: RtpPacket): void {
    const { bytes, payloadStart, payloadEnd, timeNs, frame, sequence, timestamp, marker, slicedBytes } = packet;
    const signs = this.#signs;
    // Empty packets probe the bandwidth.
    if (payloadEnd <= payloadStart) {
      this.skip(sequence);
      return;
    }
    clearSigns(signs);
    this.#read(bytes, payloadStart, payloadEnd, signs);
    if (this.#firstNs < 0) this.#firstNs = timeNs;
    if (timeNs > this.#lastNs) this.#lastNs = timeNs;
    this.#octets += payloadEnd - payloadStart + slicedBytes;
    if (signs.isMalformed && slicedBytes === 0) this.#malformed++;
    this.#parameterSets += signs.parameterSets;
    if (signs.profile !== '') this.#profile = signs.profile;
    if (signs.level !== '') this.#level = signs.level;
    if (signs.spatialLayer > this.#spatial) this.#spatial = signs.spatialLayer;
    if (signs.temporalLayer > this.#temporal) this.#temporal = signs.temporalLayer;
    if (signs.width > 0) this.#learnSize(signs.width, signs.height, packet);
    const { isKey } = signs;
    this.#frames.receive({ sequence, timestamp, marker, timeNs, frame, isKey });
  }

  skip(sequence: number): void {
    this.#frames.skip(sequence);
  }

  #learnSize(width: number, height: number, { timeNs, frame }: RtpPacket): void {
    const last = this.#sizes.at(-1);
    if (last?.width === width && last.height === height) return;
    if (this.#sizes.length === maxSizes) {
      this.#sizes.pop();
      this.#moreSizes++;
    }
    this.#sizes.push({ timeNs, frame, width, height });
  }

  #close(closed: ClosedFrame): void {
    const { isWhole, isKey, timeNs, frame } = closed;
    this.#freezes.receive(closed);
    if (!isWhole) {
      this.#damaged++;
      return;
    }
    this.#whole++;
    this.#counts.add(timeNs - this.#firstNs);
    if (this.#firstWholeNs < 0) this.#firstWholeNs = timeNs;
    if (timeNs > this.#lastWholeNs) this.#lastWholeNs = timeNs;
    if (!isKey) return;
    this.#keys++;
    if (this.#keyTimes.length < maxKeyFrames) this.#keyTimes.push({ timeNs, frame });
    if (this.#lastKeyNs >= 0) this.#longestKeyNs = Math.max(this.#longestKeyNs, timeNs - this.#lastKeyNs);
    this.#lastKeyNs = timeNs;
  }

  facts(time: TimeText): Partial<StreamFacts> {
    return { video: this.#row(time) };
  }

  #row(time: TimeText): VideoRow {
    const size = this.#sizes.at(-1);
    const seconds = (this.#lastWholeNs - this.#firstWholeNs) / 1e9;
    const spanSeconds = (this.#lastNs - this.#firstNs) / 1e9;
    return {
      ...(size && { width: size.width, height: size.height, sizes: this.#sizes.map((one) => sizeRow(one, time)) }),
      ...(this.#moreSizes > 0 && { moreSizes: this.#moreSizes }),
      ...(this.#profile !== '' && { profile: this.#profile }),
      ...(this.#level !== '' && { level: this.#level }),
      frames: this.#whole,
      ...(this.#damaged > 0 && { damagedFrames: this.#damaged }),
      ...(this.#whole > 1 && seconds > 0 && { fps: round((this.#whole - 1) / seconds, 2) }),
      ...(this.#whole > 0 && { framesOverTime: this.#counts.row() }),
      ...(spanSeconds > 0 && { bitRate: Math.round((this.#octets * 8) / spanSeconds) }),
      keyFrames: this.#keys,
      ...(this.#keys > 0 && {
        keyFrameTimes: this.#keyTimes.map(({ timeNs, frame }) => ({ time: time(timeNs), frame })),
      }),
      ...(this.#longestKeyNs > 0 && { longestKeyFrameIntervalMs: round(this.#longestKeyNs / 1e6, 3) }),
      ...(this.#parameterSets > 0 && { parameterSets: this.#parameterSets }),
      ...(this.#spatial > 0 && { spatialLayers: this.#spatial + 1 }),
      ...(this.#temporal > 0 && { temporalLayers: this.#temporal + 1 }),
      ...this.#freezes.row(time),
      ...(this.#malformed > 0 && { malformed: this.#malformed }),
    };
  }
}

function sizeRow({ timeNs, frame, width, height }: Size, time: TimeText) {
  return { time: time(timeNs), frame, width, height };
}

function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

function makeWith(read: ReadPicture): MakePayloadReader {
  return ({ clockHz }) => new VideoReader(read, clockHz);
}

/** RFC 7798 §7.1: decoding order numbers are in the payload where their difference may be more than 0. */
function makeH265Reader({ clockHz, parameters = '' }: PayloadFormat): PayloadReader {
  const hasOrder = /sprop-max-don-diff *= *[1-9]/i.test(parameters);
  return new VideoReader((bytes, start, end, signs) => readH265(bytes, start, end, signs, hasOrder), clockHz);
}

/** Readers of video by the format's name in capital letters. */
export const videoReaders: readonly (readonly [string, MakePayloadReader])[] = [
  ['H264', makeWith(readH264)],
  ['H265', makeH265Reader],
  ['VP8', makeWith(readVp8)],
  ['VP9', makeWith(readVp9)],
  ['AV1', makeWith(readAv1)],
  ['H263', makeWith(readH263)],
  ['H263-1998', makeWith(readH263Plus)],
  ['H263-2000', makeWith(readH263Plus)],
  ['H261', makeWith(readH261)],
];
