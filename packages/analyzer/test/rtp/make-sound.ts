/** Sound at 8000 samples a second by script, 1 being the loudest, and as G.711 sends it. */

export const clockHz = 8000;

/** Numbers that are the same in every run, from -1 to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Amplitude of a sine at that level: 0 dBm0 is 3.17 dB below the loudest. */
function amplitude(dbm0: number): number {
  return 10 ** ((dbm0 - 3.17) / 20);
}

export type Tone = { readonly hz: number; readonly dbm0: number; readonly phase?: number };

/** The sum of tones for a while; of none, silence. */
export function tones(ms: number, ...parts: readonly Tone[]): number[] {
  return Array.from({ length: Math.round((ms * clockHz) / 1000) }, (_, at) =>
    parts.reduce(
      (sum, { hz, dbm0, phase = 0 }) => sum + amplitude(dbm0) * Math.sin((2 * Math.PI * hz * at) / clockHz + phase),
      0,
    ),
  );
}

/** The same with noise of that level added. */
export function withNoise(samples: readonly number[], dbm0: number, seed = 1): number[] {
  const random = randomNumbers(seed);
  // Evenly spread numbers have a third of the power of their largest.
  const largest = amplitude(dbm0) * Math.sqrt(1.5);
  return samples.map((sample) => sample + largest * random());
}

const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477, 1633];
export const keys = '123A456B789C*0#D';

export type KeySound = {
  readonly ms?: number;
  /** Of each tone. */
  readonly dbm0?: number;
  /** By how much the column is louder than the row. */
  readonly twist?: number;
  /** Frequencies are off by this share of them. */
  readonly offset?: number;
  readonly phase?: number;
};

/** A key as ITU-T Q.23 has it. */
export function keySound(
  key: string,
  { ms = 80, dbm0 = -10, twist = 0, offset = 0, phase = 0 }: KeySound = {},
): number[] {
  const at = keys.indexOf(key);
  return tones(
    ms,
    { hz: rows[at >> 2]! * (1 + offset), dbm0, phase },
    { hz: columns[at & 3]! * (1 + offset), dbm0: dbm0 + twist, phase: phase * 2 },
  );
}

/** ITU-T G.711, µ-law. */
export function muLaw(samples: readonly number[]): Uint8Array {
  return Uint8Array.from(samples, (sample) => {
    const sign = sample < 0 ? 0x80 : 0;
    const magnitude = Math.min(32_635, Math.round(Math.abs(sample) * 32_124)) + 0x84;
    const segment = Math.max(0, 31 - Math.clz32(magnitude) - 7);
    return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff;
  });
}
