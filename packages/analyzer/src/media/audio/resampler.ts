import { saturate } from './codec/audio-decoder.ts';

/** Samples on either side that an interpolated one is made of. */
const REACH = 16;
/** A little below half of the lower rate, so that the filter has room to fall. */
const CUT_OFF = 0.92;
/** Places between two samples that have a filter of their own; of more, the nearest is taken. */
const MOST_PHASES = 1024;

/** From one sample rate to another by windowed-sinc interpolation; what it gives lies where it lay in time. */
export class Resampler {
  /** Samples out for one in. */
  readonly ratio: number;
  readonly #reach: number;
  readonly #step: { readonly whole: number; readonly part: number; readonly of: number };
  readonly #filters: readonly Float32Array[];
  /** The last samples that came, then those to come. */
  #held: Int16Array;
  /** Where in `#held` the next sample out lies: a sample, and parts of the way to the one behind it. */
  #at: number;
  #part = 0;

  constructor(fromHz: number, toHz: number) {
    const divisor = greatestDivisor(fromHz, toHz);
    const of = toHz / divisor;
    this.ratio = toHz / fromHz;
    this.#step = { whole: Math.floor(fromHz / toHz), part: (fromHz / divisor) % of, of };
    const narrow = Math.min(1, this.ratio);
    this.#reach = Math.ceil(REACH / narrow);
    const phases = Math.min(of, MOST_PHASES);
    this.#filters = Array.from({ length: phases }, (_, phase) => filterAt(phase / phases, narrow, this.#reach));
    this.#held = new Int16Array(this.#reach);
    this.#at = this.#reach;
  }

  /** What can be given by now: the last few samples wait for those behind them. */
  push(samples: Int16Array): Int16Array {
    const held = new Int16Array(this.#held.length + samples.length);
    held.set(this.#held);
    held.set(samples, this.#held.length);
    const given = this.#interpolate(held, held.length - this.#reach);
    const kept = Math.min(Math.max(this.#at - this.#reach, 0), held.length);
    this.#held = held.slice(kept);
    this.#at -= kept;
    return given;
  }

  /** The rest, as if silence followed; then it begins anew. */
  flush(): Int16Array {
    const rest = this.push(new Int16Array(this.#reach));
    this.#held = new Int16Array(this.#reach);
    this.#at = this.#reach;
    this.#part = 0;
    return rest;
  }

  /** Those that lie before `end`. */
  #interpolate(held: Int16Array, end: number): Int16Array {
    const { whole, part, of } = this.#step;
    const given = new Int16Array(Math.max(0, Math.ceil((end - this.#at) * this.ratio)) + 1);
    let count = 0;
    while (this.#at < end) {
      given[count++] = this.#sample(held);
      this.#at += whole;
      this.#part += part;
      if (this.#part >= of) {
        this.#part -= of;
        this.#at++;
      }
    }
    return given.subarray(0, count);
  }

  #sample(held: Int16Array): number {
    const phase = Math.floor((this.#part / this.#step.of) * this.#filters.length);
    const filter = this.#filters[phase]!;
    const first = this.#at - this.#reach + 1;
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap++) sum += filter[tap]! * held[first + tap]!;
    return saturate(Math.round(sum));
  }
}

/** Of a place that far behind a sample; its weights add up to one. */
function filterAt(behind: number, narrow: number, reach: number): Float32Array {
  const weights = Array.from({ length: 2 * reach }, (_, tap) => {
    const distance = tap - reach + 1 - behind;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (reach + 1));
    return sinc(distance * narrow * CUT_OFF) * window;
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function greatestDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}
