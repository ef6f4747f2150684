import { type AudioDecoder, saturate } from './audio-decoder.ts';
import { G726Predictor } from './g726-predictor.ts';
import { type G726Tables, g726Tables } from './g726-tables.ts';

/** Where in an octet the first code stands: the lowest bits (`rtp`, RFC 3551 §4.5.4) or the highest (`aal2`, ITU-T I.366.2). */
export type G726Packing = 'rtp' | 'aal2';
export type G726Bits = 2 | 3 | 4 | 5;

/** ITU-T G.726: ADPCM of 2 to 5 bits a sample, 16 to 40 kbit/s. The names of the Recommendation stand beside ours. */
export class G726Decoder implements AudioDecoder {
  readonly rateHz: number = 8000;
  readonly #bits: G726Bits;
  readonly #packing: G726Packing;
  readonly #tables: G726Tables;
  readonly #predictor = new G726Predictor();
  /** YL, YU: the slow and the fast scale; DMS, DML, AP: how fast they are mixed. */
  #slow = 34_816;
  #fast = 544;
  #short = 0;
  #long = 0;
  #speed = 0;

  constructor(bits: G726Bits, packing: G726Packing) {
    this.#bits = bits;
    this.#packing = packing;
    this.#tables = g726Tables[bits];
  }

  decode(payload: Uint8Array): Int16Array {
    const bits = this.#bits;
    const samples = new Int16Array(Math.floor((payload.length * 8) / bits));
    for (let at = 0; at < samples.length; at++) samples[at] = this.#decodeCode(this.#code(payload, at * bits));
    return samples;
  }

  #code(payload: Uint8Array, bit: number): number {
    const bits = this.#bits;
    const at = bit >> 3;
    const [one, two] = [payload[at]!, payload[at + 1] ?? 0];
    const code =
      this.#packing === 'rtp' ? ((two << 8) | one) >> (bit & 7) : ((one << 8) | two) >> (16 - bits - (bit & 7));
    return code & ((1 << bits) - 1);
  }

  #decodeCode(code: number): number {
    const zeros = this.#predictor.zeros();
    const predicted = (zeros + this.#predictor.poles()) >> 1;
    const scale = this.#scale();
    const isNegative = code >> (this.#bits - 1) === 1;
    const difference = reconstruct(isNegative, this.#tables.levels[code]!, scale);
    const sample = difference < 0 ? predicted - (difference & 0x3fff) : predicted + difference;
    this.#adapt(code, scale, difference, sample, sample - predicted + (zeros >> 1));
    return saturate(sample * 4);
  }

  /** MIX: Y. */
  #scale(): number {
    if (this.#speed >= 256) return this.#fast;
    const slow = this.#slow >> 6;
    const gap = (this.#fast - slow) * (this.#speed >> 2);
    return slow + ((gap < 0 ? gap + 0x3f : gap) >> 6);
  }

  #adapt(code: number, scale: number, difference: number, sample: number, partial: number): void {
    const isTransition = this.#predictor.isTone && (difference & 0x7fff) > this.#transitionLevel();
    this.#fast = Math.min(Math.max(scale + ((this.#tables.scales[code]! - scale) >> 5), 544), 5120);
    this.#slow += this.#fast + (-this.#slow >> 6);
    this.#predictor.update(this.#bits, difference, sample, partial, isTransition);
    this.#adaptSpeed(this.#tables.speeds[code]!, scale, isTransition);
  }

  /** TRANS. */
  #transitionLevel(): number {
    const whole = this.#slow >> 15;
    const level = whole > 9 ? 31 << 10 : (32 + ((this.#slow >> 10) & 0x1f)) << whole;
    return (level + (level >> 1)) >> 1;
  }

  /** FILTA, FILTB, SUBTC, FILTC, TRIGA. */
  #adaptSpeed(weight: number, scale: number, isTransition: boolean): void {
    this.#short += (weight - this.#short) >> 5;
    this.#long += ((weight << 2) - this.#long) >> 7;
    const isUneven = Math.abs((this.#short << 2) - this.#long) >= this.#long >> 3;
    const isFast = scale < 1536 || this.#predictor.isTone || isUneven;
    this.#speed = isTransition ? 256 : this.#speed + (((isFast ? 0x200 : 0) - this.#speed) >> 4);
  }
}

/** ADDA, ANTILOG: the difference, less 32,768 where negative. */
function reconstruct(isNegative: boolean, level: number, scale: number): number {
  const logarithm = level + (scale >> 2);
  if (logarithm < 0) return isNegative ? -0x8000 : 0;
  const value = ((128 + (logarithm & 127)) << 7) >> (14 - ((logarithm >> 7) & 15));
  return isNegative ? value - 0x8000 : value;
}
