import type { StreamFacts } from '../../rows/stream-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { powerOfDbm0, toneClockHz } from '../tones/tone-block.ts';
import type { CodedSamples, ToneMeter } from '../tones/tone-meter.ts';
import type { LevelMeter } from './level-meter.ts';
import type { PayloadFormat, PayloadReader, ReaderContext } from './payload-reader.ts';
import { type PcmSamples, pcmSamples } from './pcm-samples.ts';
import type { StreamSound } from './stream-sound.ts';

/** For the level, every fifth sample is looked at, in each packet from another one on: of 20 ms, 32 of 160. */
const stride = 5;
/** From which power on a sample is at the limits of its codec: its largest step. */
const clippedPower = 0.97 ** 2;
/** Packets that are quieter have no tones. */
const tonePower = powerOfDbm0(-42);
/** No packet is longer, in samples: 200 ms at 48 kHz. What is beyond is not listened to. */
const maxSamples = 9600;
/** What comes up to so much too late is out of its place, in samples: else the clock of the stream was set anew. */
const maxLate = 8000;

const decoded = new Float32Array(maxSamples);

/** Reads sound that stands in packets as it is, sample by sample: how loud it is, tones, and keys (DTMF) where no events were agreed on. */
class PcmReader implements PayloadReader {
  readonly #samples: PcmSamples;
  readonly #channels: number;
  readonly #sound: StreamSound;
  readonly #levels: LevelMeter;
  readonly #tones: ToneMeter | undefined;
  /** Of G.711 at 8000 Hz, which needs no decoding of its own. */
  readonly #coded: CodedSamples | undefined;
  /** Timestamp of what follows. */
  #next = -1;
  /** Of the packet that is being read. */
  #power = 0;

  constructor({ clockHz, channels }: PayloadFormat, samples: PcmSamples, sound: StreamSound) {
    this.#samples = samples;
    this.#channels = Math.max(1, channels);
    this.#sound = sound;
    this.#levels = sound.levels('samples');
    this.#coded = clockHz === toneClockHz ? { values: samples.values, step: this.#channels, count: 0 } : undefined;
    const isListening = clockHz >= toneClockHz && clockHz % toneClockHz === 0;
    this.#tones = isListening ? sound.tones(clockHz) : undefined;
  }

  receive(packet: RtpPacket): void {
    const { bytesOfSample } = this.#samples;
    const count = Math.floor((packet.payloadEnd - packet.payloadStart) / bytesOfSample / this.#channels);
    if (count === 0) return;
    if (bytesOfSample === 1) this.#measure(packet);
    else this.#measureWide(packet, count);
    this.#sound.measure(this.#levels, this.#power, packet.timeNs, packet.frame);
    if (this.#tones !== undefined) this.#listen(this.#tones, packet, count);
  }

  /** They are those of the stream's sound. */
  facts(): Partial<StreamFacts> {
    return {};
  }

  /** Mean power of a few samples of G.711. */
  #measure({ bytes, payloadStart, payloadEnd, sequence }: RtpPacket): void {
    const { powers } = this.#samples;
    let [sum, loud] = [0, 0];
    const first = payloadStart + (sequence % stride);
    for (let at = first; at < payloadEnd; at += stride) {
      const power = powers[bytes[at]!]!;
      sum += power;
      if (power >= clippedPower) loud++;
    }
    this.#take(sum, loud, Math.ceil((payloadEnd - first) / stride));
  }

  #measureWide({ bytes, payloadStart, sequence }: RtpPacket, count: number): void {
    const step = 2 * this.#channels;
    let [sum, loud, seen] = [0, 0, 0];
    for (let index = sequence % stride; index < count; index += stride) {
      const value = wideSample(bytes, payloadStart + index * step);
      const power = value * value;
      sum += power;
      if (power >= clippedPower) loud++;
      seen++;
    }
    this.#take(sum, loud, seen);
  }

  #take(sum: number, loud: number, seen: number): void {
    this.#power = seen > 0 ? sum / seen : 0;
    if (seen > 0) this.#levels.clip(loud, seen);
  }

  #listen(tones: ToneMeter, packet: RtpPacket, count: number): void {
    const { timestamp, timeNs, frame } = packet;
    tones.findsKeys = !this.#sound.hasEvents;
    if (this.#next >= 0) {
      const ahead = (timestamp - this.#next) | 0;
      // Out of order, or a copy.
      if (ahead < 0 && ahead > -maxLate) return;
      if (ahead !== 0) tones.lose(ahead < 0 ? Infinity : ahead);
    }
    this.#next = (timestamp + count) >>> 0;
    if (this.#power < tonePower) return tones.skip(count, timeNs, frame);
    if (!tones.wants(count)) return;
    if (this.#samples.bytesOfSample === 1 && this.#coded !== undefined) {
      this.#coded.count = count;
      return tones.receiveBytes(packet.bytes, packet.payloadStart, this.#coded, timeNs, frame);
    }
    const length = Math.min(count, maxSamples);
    this.#decode(packet, length);
    tones.receive(decoded, length, timeNs, frame);
  }

  #decode({ bytes, payloadStart }: RtpPacket, length: number): void {
    const { values, bytesOfSample } = this.#samples;
    const step = bytesOfSample * this.#channels;
    for (let index = 0, at = payloadStart; index < length; index++, at += step)
      decoded[index] = bytesOfSample === 1 ? values[bytes[at]!]! : wideSample(bytes, at);
  }
}

/** Of `PCMU`, `PCMA`, `L16`. */
export function makePcmReader(format: PayloadFormat, context: ReaderContext): PayloadReader | undefined {
  const samples = pcmSamples.get(format.encoding);
  return samples === undefined || format.clockHz <= 0 ? undefined : new PcmReader(format, samples, context.sound);
}

/** Network byte order, 1 being the loudest (RFC 3551 §4.5.11). */
function wideSample(bytes: Uint8Array, at: number): number {
  return (((bytes[at]! << 8) | bytes[at + 1]!) << 16) / 0x8000_0000;
}
