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
const fine = Float64Array.from(cosines, (cosine) => 2 * cosine);
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
    for (let group = 0; group < tones; group += 4) {
      runFour(samples, start, end, 1, fine, group);
      for (let tone = 0; tone < 4; tone++) this.#set(group + tone, states[2 * tone]!, states[2 * tone + 1]!);
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
  runFour(samples, start, start + blockSamples, 2, coarse, 0);
  const low = strongest(0);
  // Without a tone of the rows there is no key.
  if (low * 2 < leastOfRows * (blockSamples / 2) * energy) return 0;
  runFour(samples, start, start + blockSamples, 2, coarse, 4);
  return ((low + strongest(4)) * 2) / ((blockSamples / 2) * energy);
}

/** Of the four tones run last, from `group` on. */
function strongest(group: number): number {
  let most = 0;
  for (let tone = 0; tone < 4; tone++) {
    const s1 = states[2 * tone]!;
    const s2 = states[2 * tone + 1]!;
    most = Math.max(most, s1 * s1 + s2 * s2 - coarse[group + tone]! * s1 * s2);
  }
  return most;
}

/** What `runFour` leaves: of each tone its last state and the one before. */
const states = new Float64Array(8);

/** Runs four tones over every `step`th sample. Together: each of their steps waits for the one before. */
function runFour(
  samples: Float32Array,
  start: number,
  end: number,
  step: number,
  factors: Float64Array,
  group: number,
): void {
  const [c, d, e, f] = [factors[group]!, factors[group + 1]!, factors[group + 2]!, factors[group + 3]!];
  let a1 = 0;
  let a2 = 0;
  let b1 = 0;
  let b2 = 0;
  let c1 = 0;
  let c2 = 0;
  let d1 = 0;
  let d2 = 0;
  for (let at = start; at < end; at += step) {
    const sample = samples[at]!;
    const a0 = c * a1 + (sample - a2);
    const b0 = d * b1 + (sample - b2);
    const c0 = e * c1 + (sample - c2);
    const d0 = f * d1 + (sample - d2);
    a2 = a1;
    a1 = a0;
    b2 = b1;
    b1 = b0;
    c2 = c1;
    c1 = c0;
    d2 = d1;
    d1 = d0;
  }
  states[0] = a1;
  states[1] = a2;
  states[2] = b1;
  states[3] = b2;
  states[4] = c1;
  states[5] = c2;
  states[6] = d1;
  states[7] = d2;
}
