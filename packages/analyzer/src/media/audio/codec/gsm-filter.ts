import { add, multiply, subtract } from './gsm-arithmetic.ts';

/** Of the eight log area ratios: B doubled, MIC, 1/A. GSM 06.10 §5.2.8, tables 5.1 and 5.2. */
const LAR: readonly (readonly [number, number, number])[] = [
  [0, -32, 13_107],
  [0, -32, 13_107],
  [4096, -16, 13_107],
  [-5120, -16, 13_107],
  [188, -8, 19_223],
  [-3584, -8, 17_476],
  [-682, -4, 31_454],
  [-2288, -4, 29_708],
];
/** Where the coefficients of the frame before pass into those of this. GSM 06.10 §5.2.9.1. */
const SPANS: readonly (readonly [number, number])[] = [
  [0, 13],
  [13, 27],
  [27, 40],
  [40, 160],
];

/** The short-term synthesis filter of GSM full rate: a lattice of eight reflection coefficients. GSM 06.10 §5.3.4. */
export class GsmFilter {
  #before = new Int16Array(8);
  #now = new Int16Array(8);
  readonly #v = new Int16Array(9);
  readonly #reflections = new Int16Array(8);

  /** Filters a frame of 160 samples where it stands. */
  filter(codes: Uint8Array, samples: Int16Array): void {
    [this.#before, this.#now] = [this.#now, this.#before];
    for (let at = 0; at < 8; at++) this.#now[at] = logAreaRatio(codes[at]!, at);
    for (const [part, [from, to]] of SPANS.entries()) {
      for (let at = 0; at < 8; at++)
        this.#reflections[at] = reflection(interpolated(this.#before[at]!, this.#now[at]!, part));
      this.#filterSpan(samples, from, to);
    }
  }

  #filterSpan(samples: Int16Array, from: number, to: number): void {
    const [v, reflections] = [this.#v, this.#reflections];
    for (let at = from; at < to; at++) {
      let sample = samples[at]!;
      for (let stage = 7; stage >= 0; stage--) {
        sample = subtract(sample, multiply(reflections[stage]!, v[stage]!));
        v[stage + 1] = add(v[stage]!, multiply(reflections[stage]!, sample));
      }
      v[0] = sample;
      samples[at] = sample;
    }
  }
}

function logAreaRatio(code: number, at: number): number {
  const [b, mic, inverseA] = LAR[at]!;
  const scaled = subtract(add(code, mic) << 10, b);
  const ratio = multiply(inverseA, scaled);
  return add(ratio, ratio);
}

function interpolated(before: number, now: number, part: number): number {
  if (part === 0) return add(add(before >> 2, now >> 2), before >> 1);
  if (part === 1) return add(before >> 1, now >> 1);
  return part === 2 ? add(add(before >> 2, now >> 2), now >> 1) : now;
}

/** GSM 06.10 §5.2.9.2. */
function reflection(ratio: number): number {
  const size = ratio === -32_768 ? 32_767 : Math.abs(ratio);
  const value = size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : add(size >> 2, 26_112);
  return ratio < 0 ? -value : value;
}
