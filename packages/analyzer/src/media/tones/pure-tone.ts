import { blockSamples, toneClockHz } from './tone-block.ts';

/** What is pure below that frequency is told in every fifth sample: there the frequencies of a line's tones lie far enough from each other. */
const lowHz = 700;
const lowCosine = 2 * Math.cos((2 * Math.PI * lowHz) / toneClockHz);
const thinning = 5;
const thinClockHz: number = toneClockHz / thinning;
const thinSamples: number = blockSamples / thinning;
/** Noise, as a share of a tone's power, up to which it is pure; of one tone among low ones, where two that are near each other look like one. */
const maxNoise = 0.02;
const maxNoiseOfLow = 0.003;

const thin = new Float64Array(thinSamples);

/** What a block of sound is, where it is one or two pure tones: their frequencies in Hz, the lower first; `second` is 0 of one. */
export class PureTone {
  first = 0;
  second = 0;

  /**
   * Reads `samples[start, start + blockSamples)`. Returns false where it is something else.
   *
   * Of a sine `x[n] + x[n-2] = c x[n-1]` with `c = 2 cos w`; of the sum of two `x[n] + x[n-4] = a (x[n-1] + x[n-3]) + b x[n-2]`, where the cosines of both are the
   * roots of `4 z^2 - 2 a z - (b + 2)` (R. de Prony). What the equations leave over, by least squares, is noise.
   */
  read(samples: Float32Array, start: number): boolean {
    this.first = this.second = 0;
    const end = start + blockSamples;
    let uu = 0;
    let uv = 0;
    let vv = 0;
    let uuOdd = 0;
    let uvOdd = 0;
    let vvOdd = 0;
    let before = samples[start]!;
    let now = samples[start + 1]!;
    // Two at a time: a sum waits for the one before.
    for (let at = start + 2; at < end; at += 2) {
      const next = samples[at]!;
      const last = samples[at + 1]!;
      const u = next + before;
      const uOdd = last + now;
      uu += u * u;
      uv += u * now;
      vv += now * now;
      uuOdd += uOdd * uOdd;
      uvOdd += uOdd * next;
      vvOdd += next * next;
      before = next;
      now = last;
    }
    uu += uuOdd;
    uv += uvOdd;
    vv += vvOdd;
    if (vv === 0) return false;
    const c = uv / vv;
    if (c > lowCosine) return this.#readLow(samples, start);
    if (uu - c * uv > maxNoise * vv * (2 + c * c) || c < -2) return false;
    this.first = hzOf(c / 2, toneClockHz);
    return true;
  }

  #readLow(samples: Float32Array, start: number): boolean {
    for (let at = 0, from = start; at < thinSamples; at++, from += thinning)
      thin[at] = samples[from]! + samples[from + 1]! + samples[from + 2]! + samples[from + 3]! + samples[from + 4]!;
    return this.#readOneLow() || this.#readTwoLow();
  }

  #readOneLow(): boolean {
    let uu = 0;
    let uv = 0;
    let vv = 0;
    for (let at = 2; at < thinSamples; at++) {
      const u = thin[at]! + thin[at - 2]!;
      const v = thin[at - 1]!;
      uu += u * u;
      uv += u * v;
      vv += v * v;
    }
    const c = uv / vv;
    if (!(uu - c * uv <= maxNoiseOfLow * vv * (2 + c * c)) || Math.abs(c) > 2) return false;
    this.first = hzOf(c / 2, thinClockHz);
    return true;
  }

  #readTwoLow(): boolean {
    let pp = 0;
    let pq = 0;
    let pv = 0;
    let qq = 0;
    let qv = 0;
    let vv = 0;
    for (let at = 4; at < thinSamples; at++) {
      const p = thin[at]! + thin[at - 4]!;
      const q = thin[at - 1]! + thin[at - 3]!;
      const v = thin[at - 2]!;
      pp += p * p;
      pq += p * q;
      pv += p * v;
      qq += q * q;
      qv += q * v;
      vv += v * v;
    }
    const determinant = qq * vv - qv * qv;
    if (!(determinant > 0)) return false;
    const a = (pq * vv - pv * qv) / determinant;
    const b = (pv * qq - pq * qv) / determinant;
    if (!(pp - a * pq - b * pv <= maxNoise * vv * (2 + 2 * a * a + b * b))) return false;
    const root = Math.sqrt(a * a + 4 * (b + 2));
    const [high, low] = [(a - root) / 4, (a + root) / 4];
    if (!(high >= -1 && low <= 1)) return false;
    this.first = hzOf(low, thinClockHz);
    this.second = hzOf(high, thinClockHz);
    return true;
  }
}

function hzOf(cosine: number, clockHz: number): number {
  return (Math.acos(cosine) * clockHz) / (2 * Math.PI);
}
