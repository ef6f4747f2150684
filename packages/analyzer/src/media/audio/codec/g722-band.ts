import { saturate } from './audio-decoder.ts';

/** ITU-T G.722 table 15: the logarithmic scale's mantissas. */
const ILB: readonly number[] = [
  2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960, 3025,
  3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
];

/** How a band's quantizer adapts: G.722 §6.2.1.3 (lower), §6.2.2.3 (higher). */
type Scale = { readonly most: number; readonly shift: number };

export const lowerScale: Scale = { most: 18_432, shift: 8 };
export const higherScale: Scale = { most: 22_528, shift: 10 };

/**
 * One sub-band's adaptive part of G.722, the same in coder and decoder: the scale of its quantizer (blocks 3) and its predictor of two poles and six
 * zeros (block 4), in the fixed-point arithmetic of the Recommendation, whose names the fields have.
 */
export class G722Band {
  /** SL, SH: what the next sample is predicted to be. */
  s = 0;
  /** DETL, DETH: the step of the quantizer. */
  det: number;
  readonly #scale: Scale;
  #nb = 0;
  #sz = 0;
  readonly #r = new Int32Array(3);
  readonly #p = new Int32Array(3);
  readonly #a = new Int32Array(3);
  readonly #b = new Int32Array(7);
  readonly #d = new Int32Array(7);

  constructor(scale: Scale, det: number) {
    this.#scale = scale;
    this.det = det;
  }

  /** Blocks LOGSCL and SCALEL, or LOGSCH and SCALEH: `w` is the multiplier of the code that came. */
  adaptScale(w: number): void {
    const { most, shift } = this.#scale;
    this.#nb = Math.min(Math.max(((this.#nb * 127) >> 7) + w, 0), most);
    const mantissa = ILB[(this.#nb >> 6) & 31]!;
    const right = shift - (this.#nb >> 11);
    this.det = (right < 0 ? mantissa << -right : mantissa >> right) << 2;
  }

  /** Block 4: `d` is the difference that came, of the codes both sides have. */
  predict(d: number): void {
    this.#d[0] = d;
    this.#r[0] = saturate(this.s + d);
    this.#p[0] = saturate(this.#sz + d);
    this.#adaptPoles();
    this.#adaptZeros(d);
    this.#filter();
  }

  /** UPPOL2 and UPPOL1. */
  #adaptPoles(): void {
    const [p, a] = [this.#p, this.#a];
    const isSame1 = p[0]! >> 15 === p[1]! >> 15;
    const isSame2 = p[0]! >> 15 === p[2]! >> 15;
    const turned = saturate(a[1]! << 2);
    const first = Math.min(isSame1 ? -turned : turned, 32_767);
    const second = (first >> 7) + (isSame2 ? 128 : -128) + ((a[2]! * 32_512) >> 15);
    const a2 = Math.min(Math.max(second, -12_288), 12_288);
    const bound = saturate(15_360 - a2);
    const a1 = saturate((isSame1 ? 192 : -192) + ((a[1]! * 32_640) >> 15));
    a[2] = a2;
    a[1] = Math.min(Math.max(a1, -bound), bound);
  }

  /** UPZERO and DELAYA. */
  #adaptZeros(d: number): void {
    const step = d === 0 ? 0 : 128;
    for (let at = 1; at < 7; at++) {
      const isSame = this.#d[at]! >> 15 === d >> 15;
      this.#b[at] = saturate((isSame ? step : -step) + ((this.#b[at]! * 32_640) >> 15));
    }
    for (let at = 6; at > 0; at--) this.#d[at] = this.#d[at - 1]!;
    for (let at = 2; at > 0; at--) {
      this.#r[at] = this.#r[at - 1]!;
      this.#p[at] = this.#p[at - 1]!;
    }
  }

  /** FILTEP, FILTEZ and PREDIC. */
  #filter(): void {
    let poles = 0;
    for (let at = 1; at < 3; at++) poles += (this.#a[at]! * saturate(2 * this.#r[at]!)) >> 15;
    let zeros = 0;
    for (let at = 6; at > 0; at--) zeros += (this.#b[at]! * saturate(2 * this.#d[at]!)) >> 15;
    this.#sz = saturate(zeros);
    this.s = saturate(saturate(poles) + this.#sz);
  }
}
