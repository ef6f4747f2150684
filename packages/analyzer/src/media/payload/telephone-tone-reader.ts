import type { StreamDtmfRow, TelephoneEventRow } from '../../rows/dtmf-row.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { keyOfFrequencies } from '../tones/dtmf-frequencies.ts';
import type { PayloadFormat, PayloadReader, TimeText } from './payload-reader.ts';

/** Tones of one stream beyond these are counted, and not told. */
const maxTones = 1000;
/** Frequencies of one tone beyond these are not read: known tones have three at most (RFC 4733 §4.1). */
const maxFrequencies = 4;

type LoggedTone = {
  readonly name: string;
  readonly frequencies: readonly number[];
  readonly volume: number;
  readonly beginNs: number;
  readonly firstFrame: number;
  lastFrame: number;
  /** In units of the clock. */
  duration: number;
  /** Timestamp at which it goes on, where it does. */
  next: number;
};

/**
 * Tones that are told by their frequencies (RFC 4733 §4). Unlike events, each packet tells of a piece of its own:
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |    modulation   |T|  volume   |          duration             |
 *     |R R R R|       frequency       |R R R R|       frequency       |
 */
class TelephoneToneReader implements PayloadReader {
  readonly #clockHz: number;
  readonly #tones: LoggedTone[] = [];
  #last: LoggedTone | undefined = undefined;
  #more = 0;

  constructor({ clockHz }: Pick<PayloadFormat, 'clockHz'>) {
    this.#clockHz = clockHz > 0 ? clockHz : 8000;
  }

  receive({ bytes, payloadStart, payloadEnd, timestamp, marker, timeNs, frame }: RtpPacket): void {
    if (payloadEnd - payloadStart < 4) return;
    const duration = (bytes[payloadStart + 2]! << 8) | bytes[payloadStart + 3]!;
    const frequencies = frequenciesIn(bytes, payloadStart + 4, payloadEnd);
    // Silence, and what must not be (§4.3.3).
    if (duration === 0 || frequencies.length === 0) return;
    const name = nameOf(frequencies, modulationOf(bytes, payloadStart));
    const last = this.#last;
    if (last !== undefined && last.name === name) {
      // A copy of it, by RFC 2198.
      if ((last.next - timestamp) >>> 0 === duration && timestamp !== last.next) return;
      if (last.next === timestamp && !marker) {
        last.duration += duration;
        last.next = (timestamp + duration) >>> 0;
        last.lastFrame = frame;
        return;
      }
    }
    const tone: LoggedTone = {
      name,
      frequencies,
      volume: bytes[payloadStart + 1]! & 0x3f,
      beginNs: Math.round(timeNs - (duration * 1e9) / this.#clockHz),
      firstFrame: frame,
      lastFrame: frame,
      duration,
      next: (timestamp + duration) >>> 0,
    };
    this.#last = tone;
    if (this.#tones.length < maxTones) this.#tones.push(tone);
    else this.#more++;
  }

  facts(time: TimeText): Partial<StreamFacts> {
    const dtmf: StreamDtmfRow[] = [];
    const events: TelephoneEventRow[] = [];
    for (const { name, frequencies, volume, beginNs, duration, firstFrame, lastFrame } of this.#tones) {
      const row = {
        time: time(beginNs),
        durationMs: Math.round((duration * 1e6) / this.#clockHz) / 1e3,
        ...(volume === 0 ? {} : { levelDbm0: -volume }),
        frames: firstFrame === lastFrame ? [firstFrame] : [firstFrame, lastFrame],
      };
      const digit = frequencies.length === 2 ? keyOfFrequencies(frequencies[0]!, frequencies[1]!) : undefined;
      if (digit === undefined) events.push({ name, ...row });
      else dtmf.push({ digit, source: 'rtp-tone', ...row });
    }
    return {
      ...(dtmf.length === 0 ? {} : { dtmf }),
      ...(events.length === 0 ? {} : { events }),
      ...(this.#more === 0 ? {} : { moreEvents: this.#more }),
    };
  }
}

export function makeTelephoneToneReader(format: PayloadFormat): PayloadReader {
  return new TelephoneToneReader(format);
}

/** Where two are the same one, or 0 (silence), it is left out. */
function frequenciesIn(bytes: Uint8Array, start: number, end: number): readonly number[] {
  const found: number[] = [];
  for (let at = start; at + 2 <= end && found.length < maxFrequencies; at += 2) {
    const hz = ((bytes[at]! & 0x0f) << 8) | bytes[at + 1]!;
    if (hz > 0 && !found.includes(hz)) found.push(hz);
  }
  return found.sort((a, b) => a - b);
}

/** In Hz; where T is set, in thirds of a Hz. */
function modulationOf(bytes: Uint8Array, at: number): number {
  const hz = (bytes[at]! << 1) | (bytes[at + 1]! >> 7);
  return (bytes[at + 1]! & 0x40) === 0 ? hz : Math.round((hz * 10) / 3) / 10;
}

/** RFC 4733 §4.2, Table 4. Which of its two names 2100 Hz has, and what a tone of the line is for, only its cadence tells. */
function nameOf(frequencies: readonly number[], modulation: number): string {
  const [first] = frequencies;
  if (frequencies.length === 1 && first === 1100) return 'CNG';
  if (frequencies.length === 1 && first === 1300) return 'CT';
  if (frequencies.length === 1 && first === 2100) return modulation === 15 ? 'ANSam' : 'ANS';
  return `${frequencies.join('+')}${modulation === 0 ? '' : `*${modulation}`} Hz`;
}
