import { type AudioDecoder, noSamples } from './audio-decoder.ts';
import { add, multiply } from './gsm-arithmetic.ts';
import { GsmFilter } from './gsm-filter.ts';

/*
 * GSM 06.10 full rate, RPE-LTP: 160 samples in 33 octets, the highest bit first (RFC 3551 §4.5.8).
 *
 *     0xD(4) LARc(6 6 5 5 4 4 3 3), then four times Nc(7) bc(2) Mc(2) xmaxc(6) xMc(13 times 3)
 */
const FRAME_BYTES = 33;
const FRAME_SAMPLES = 160;
const SIGNATURE = 0xd;
const LAR_BITS: readonly number[] = [6, 6, 5, 5, 4, 4, 3, 3];
const PULSES = 13;
const SUBFRAME = 40;
const LAG = { least: 40, most: 120 } as const;
/** Table 5.3b and 5.6: gains of the long-term predictor, and the mantissas of the pulses. */
const QLB: readonly number[] = [3277, 11_469, 21_299, 32_767];
const FAC: readonly number[] = [18_431, 20_479, 22_527, 24_575, 26_623, 28_671, 30_719, 32_767];
const DE_EMPHASIS = 28_180;

export class GsmDecoder implements AudioDecoder {
  readonly rateHz: number = 8000;
  readonly #filter = new GsmFilter();
  readonly #codes = new Uint8Array(8);
  /** The 120 samples of the residual before this subframe, and its own 40. */
  readonly #residual = new Int16Array(LAG.most + SUBFRAME);
  #lag: number = LAG.least;
  #emphasis = 0;
  #bits: Uint8Array = new Uint8Array(0);
  #at = 0;

  decode(payload: Uint8Array): Int16Array {
    const frames = Math.floor(payload.length / FRAME_BYTES);
    if (frames === 0) return noSamples;
    const samples = new Int16Array(frames * FRAME_SAMPLES);
    for (let frame = 0; frame < frames; frame++) {
      const bytes = payload.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES);
      // What is no frame is silence.
      if (bytes[0]! >> 4 !== SIGNATURE) continue;
      this.#decodeFrame(bytes, samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES));
    }
    return samples;
  }

  #decodeFrame(bytes: Uint8Array, samples: Int16Array): void {
    this.#bits = bytes;
    this.#at = 4;
    for (const [at, width] of LAR_BITS.entries()) this.#codes[at] = this.#take(width);
    for (let subframe = 0; subframe < 4; subframe++) {
      this.#readSubframe();
      samples.set(this.#residual.subarray(LAG.most), subframe * SUBFRAME);
      this.#residual.copyWithin(0, SUBFRAME);
    }
    this.#filter.filter(this.#codes, samples);
    this.#deEmphasize(samples);
  }

  /** Its pulses (§5.3.1), upon what the predictor says (§5.3.2). */
  #readSubframe(): void {
    const lag = this.#take(7);
    const gain = QLB[this.#take(2)]!;
    const grid = this.#take(2);
    const highest = this.#take(6);
    if (lag >= LAG.least && lag <= LAG.most) this.#lag = lag;
    const residual = this.#residual;
    for (let at = LAG.most; at < residual.length; at++) residual[at] = multiply(gain, residual[at - this.#lag]!);
    const { mantissa, exponent } = blockMaximum(highest);
    const shift = 6 - exponent;
    const rounding = shift > 0 ? (1 << shift) >> 1 : 0;
    for (let pulse = 0; pulse < PULSES; pulse++) {
      const scaled = multiply(FAC[mantissa]!, ((this.#take(3) << 1) - 7) << 12);
      const at = LAG.most + grid + 3 * pulse;
      residual[at] = add(residual[at]!, add(scaled, rounding) >> shift);
    }
  }

  /** §5.3.5. */
  #deEmphasize(samples: Int16Array): void {
    for (let at = 0; at < samples.length; at++) {
      this.#emphasis = add(samples[at]!, multiply(this.#emphasis, DE_EMPHASIS));
      samples[at] = add(this.#emphasis, this.#emphasis) & 0xfff8;
    }
  }

  #take(width: number): number {
    let value = 0;
    for (let bit = 0; bit < width; bit++, this.#at++)
      value = (value << 1) | ((this.#bits[this.#at >> 3]! >> (7 - (this.#at & 7))) & 1);
    return value;
  }
}

/** The block's maximum as mantissa and exponent. §4.2.15. */
function blockMaximum(code: number): { readonly mantissa: number; readonly exponent: number } {
  let exponent = code > 15 ? (code >> 3) - 1 : 0;
  let mantissa = code - (exponent << 3);
  if (mantissa === 0) return { mantissa: 7, exponent: -4 };
  for (; mantissa <= 7; exponent--) mantissa = (mantissa << 1) | 1;
  return { mantissa: mantissa - 8, exponent };
}
