import { type AudioDecoder, saturate } from './audio-decoder.ts';
import { G722Band, higherScale, lowerScale } from './g722-band.ts';

/*
 * ITU-T G.722: two samples at 16 kHz in an octet.
 *
 *     higher band(2) lower band(6)
 *
 * The two lowest bits may carry other data (modes 2 and 3): the lower band then has 5 or 4 bits. The tables are those of the Recommendation, by their names.
 */
// prettier-ignore
const QM6: readonly number[] = [
  -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
  -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
  24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
  4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
];
// prettier-ignore
const QM5: readonly number[] = [
  -280, -280, -23352, -17560, -14120, -11664, -9752, -8184, -6864, -5712, -4696, -3784, -2960, -2208, -1520, -880,
  23352, 17560, 14120, 11664, 9752, 8184, 6864, 5712, 4696, 3784, 2960, 2208, 1520, 880, 280, -280,
];
// prettier-ignore
const QM4: readonly number[] = [
  0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0,
];
const QM2: readonly number[] = [-7408, -1616, 7408, 1616];
/** WL by RIL, and WH by IH: what a code does to the scale. */
const WL: readonly number[] = [-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60];
const WH: readonly number[] = [798, -214, 798, -214];
const QMF: readonly number[] = [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11];
const QMF_TAPS = 24;

/** Bits of the lower band that count: 6 at 64 kbit/s, 5 at 56, 4 at 48. */
export type G722LowerBits = 4 | 5 | 6;

/** G.722 in RTP (RFC 3551 §4.5.2), whose clock says 8,000 where there are 16,000 samples a second. */
export class G722Decoder implements AudioDecoder {
  readonly rateHz: number = 16_000;
  readonly #levels: readonly number[];
  /** Bits of the lower band that are not for the ear. */
  readonly #spare: number;
  readonly #lower = new G722Band(lowerScale, 32);
  readonly #higher = new G722Band(higherScale, 8);
  readonly #taps = new Int32Array(QMF_TAPS);

  constructor(lowerBits: G722LowerBits = 6) {
    this.#levels = lowerBits === 6 ? QM6 : lowerBits === 5 ? QM5 : QM4;
    this.#spare = 6 - lowerBits;
  }

  decode(payload: Uint8Array): Int16Array {
    const samples = new Int16Array(payload.length * 2);
    for (let at = 0; at < payload.length; at++) {
      const lower = this.#decodeLower(payload[at]! & 0x3f);
      const higher = this.#decodeHigher(payload[at]! >> 6);
      this.#join(lower, higher, samples, at * 2);
    }
    return samples;
  }

  /** Blocks 5L, 6L, 2L: heard with all its bits, predicted by the four that every mode has. */
  #decodeLower(code: number): number {
    const band = this.#lower;
    const heard = band.s + ((band.det * this.#levels[code >> this.#spare]!) >> 15);
    const core = code >> 2;
    const d = (band.det * QM4[core]!) >> 15;
    band.adaptScale(WL[core]!);
    band.predict(d);
    return toBand(heard);
  }

  /** Blocks 2H, 5H, 6H. */
  #decodeHigher(code: number): number {
    const band = this.#higher;
    const d = (band.det * QM2[code]!) >> 15;
    const heard = band.s + d;
    band.adaptScale(WH[code]!);
    band.predict(d);
    return toBand(heard);
  }

  /** The receive QMF (G.722 §4.4): both bands to two samples. */
  #join(lower: number, higher: number, samples: Int16Array, at: number): void {
    const taps = this.#taps;
    taps.copyWithin(0, 2);
    taps[QMF_TAPS - 2] = lower + higher;
    taps[QMF_TAPS - 1] = lower - higher;
    let first = 0;
    let second = 0;
    for (let tap = 0; tap < 12; tap++) {
      second += taps[2 * tap]! * QMF[tap]!;
      first += taps[2 * tap + 1]! * QMF[11 - tap]!;
    }
    samples[at] = saturate(first >> 11);
    samples[at + 1] = saturate(second >> 11);
  }
}

/** LIMIT: to 15 bits. */
function toBand(value: number): number {
  return value > 16_383 ? 16_383 : value < -16_384 ? -16_384 : value;
}
