import { highGroupHz, lowGroupHz } from './dtmf-frequencies.ts';
import { blockSamples, hopSamples, toneClockHz } from './tone-block.ts';

/** The rows, then the columns. */
export const toneHz: readonly number[] = [...lowGroupHz, ...highGroupHz];

/** A sum of phasors: its angle is how far the phase of a tone turns in a hop, beside what its own frequency makes it turn. */
export type Turn = { real: number; imaginary: number };

const tones = 8;
const omegas = toneHz.map((hz) => (2 * Math.PI * hz) / toneClockHz);
const cosines = Float64Array.from(omegas, (omega) => Math.cos(omega));
const sines = Float64Array.from(omegas, (omega) => Math.sin(omega));
const hopCosines = Float64Array.from(omegas, (omega) => Math.cos(omega * hopSamples));
const hopSines = Float64Array.from(omegas, (omega) => Math.sin(omega * hopSamples));
/** Of a block of which every other sample is taken. */
const coarse = Float64Array.from(omegas, (omega) => 2 * Math.cos(2 * omega));
/** Share of the power that a tone of the rows has, where that of the columns is 10 dB louder and both last for half of a block. */
const leastOfRows = 0.04;
/** A turn of 2 rad in a hop is 32 Hz: what is farther off is no tone of these. */
const maxTurn = 2;

/** How strong the eight tones are in a hop and in the two last ones, by the Goertzel algorithm, and how they turn from one to the other. */
export class Phasors {
  #real = new Float64Array(tones);
  #imaginary = new Float64Array(tones);
  #realBefore = new Float64Array(tones);
  #imaginaryBefore = new Float64Array(tones);

  /** Takes the next hop, `samples[start, start + hopSamples)`. Returns its energy. */
  measure(samples: Float32Array, start: number): number {
    this.#shift();
    const end = start + hopSamples;
    let energy = 0;
    for (let at = start; at < end; at++) energy += samples[at]! * samples[at]!;
    // Two at a time: each of their steps waits for the one before.
    for (let tone = 0; tone < tones; tone += 2) {
      const [c, d] = [2 * cosines[tone]!, 2 * cosines[tone + 1]!];
      let [a1, a2, b1, b2] = [0, 0, 0, 0];
      for (let at = start; at < end; at++) {
        const sample = samples[at]!;
        const a = sample + c * a1 - a2;
        const b = sample + d * b1 - b2;
        a2 = a1;
        a1 = a;
        b2 = b1;
        b1 = b;
      }
      this.#set(tone, a1, a2);
      this.#set(tone + 1, b1, b2);
    }
    return energy;
  }

  /** Takes a hop of silence. */
  silence(): void {
    this.#shift();
    this.#real.fill(0);
    this.#imaginary.fill(0);
  }

  /** What comes next does not follow. */
  clear(): void {
    this.silence();
    this.silence();
  }

  /** Power of a tone in the last hop. */
  hopPower(tone: number): number {
    const [real, imaginary] = [this.#real[tone]!, this.#imaginary[tone]!];
    return (2 * (real * real + imaginary * imaginary)) / (hopSamples * hopSamples);
  }

  /** Power of a tone in the last two hops. */
  blockPower(tone: number): number {
    const real = this.#real[tone]! + this.#turnedReal(tone);
    const imaginary = this.#imaginary[tone]! + this.#turnedImaginary(tone);
    return (2 * (real * real + imaginary * imaginary)) / (blockSamples * blockSamples);
  }

  /** By what `blockPower` is to be multiplied because a tone is a little beside its frequency. */
  gainOf(tone: number): number {
    const turn = Math.min(Math.abs(Math.atan2(this.#crossImaginary(tone), this.#crossReal(tone))), maxTurn);
    // In a block the phase turns by two hops in all: what is left of it is sin(x) / x of half of that.
    const kept = turn < 1e-3 ? 1 : Math.sin(turn) / turn;
    return 1 / (kept * kept);
  }

  addTurn(tone: number, sum: Turn): void {
    sum.real += this.#crossReal(tone);
    sum.imaginary += this.#crossImaginary(tone);
  }

  #set(tone: number, s1: number, s2: number): void {
    this.#real[tone] = s1 - cosines[tone]! * s2;
    this.#imaginary[tone] = sines[tone]! * s2;
  }

  #shift(): void {
    [this.#real, this.#realBefore] = [this.#realBefore, this.#real];
    [this.#imaginary, this.#imaginaryBefore] = [this.#imaginaryBefore, this.#imaginary];
  }

  /** The phasor of the hop before, as it stands at the end of this one. */
  #turnedReal(tone: number): number {
    return this.#realBefore[tone]! * hopCosines[tone]! - this.#imaginaryBefore[tone]! * hopSines[tone]!;
  }

  #turnedImaginary(tone: number): number {
    return this.#realBefore[tone]! * hopSines[tone]! + this.#imaginaryBefore[tone]! * hopCosines[tone]!;
  }

  #crossReal(tone: number): number {
    return this.#real[tone]! * this.#turnedReal(tone) + this.#imaginary[tone]! * this.#turnedImaginary(tone);
  }

  #crossImaginary(tone: number): number {
    return this.#imaginary[tone]! * this.#turnedReal(tone) - this.#real[tone]! * this.#turnedImaginary(tone);
  }
}

/** Share of a block's power that the strongest tones of the two groups have, roughly: from every other sample. At a fifth of the cost, it tells where to look closer. */
export function coarseShare(samples: Float32Array, start: number): number {
  let energy = 0;
  for (let at = start; at < start + blockSamples; at += 2) energy += samples[at]! * samples[at]!;
  if (energy === 0) return 0;
  let [low, high] = [0, 0];
  for (let tone = 0; tone < tones; tone += 2) {
    // Without a tone of the rows there is no key.
    if (tone === 4 && low * 2 < leastOfRows * (blockSamples / 2) * energy) return 0;
    const [c, d] = [coarse[tone]!, coarse[tone + 1]!];
    let [a1, a2, b1, b2] = [0, 0, 0, 0];
    for (let at = start; at < start + blockSamples; at += 2) {
      const sample = samples[at]!;
      const a = sample + c * a1 - a2;
      const b = sample + d * b1 - b2;
      a2 = a1;
      a1 = a;
      b2 = b1;
      b1 = b;
    }
    const most = Math.max(a1 * a1 + a2 * a2 - c * a1 * a2, b1 * b1 + b2 * b2 - d * b1 * b2);
    if (tone < 4) low = Math.max(low, most);
    else high = Math.max(high, most);
  }
  return ((low + high) * 2) / ((blockSamples / 2) * energy);
}
