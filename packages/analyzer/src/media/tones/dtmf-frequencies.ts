/** Of the rows and columns of keys, in Hz. ITU-T Q.23. */
export const lowGroupHz: readonly number[] = [697, 770, 852, 941];
export const highGroupHz: readonly number[] = [1209, 1336, 1477, 1633];

const keys: readonly string[] = ['123A', '456B', '789C', '*0#D'];

/** Frequencies may be that far from those of Q.23 (ITU-T Q.24: 1.5 % + 2 Hz at the sender). */
const tolerance = 0.018;

/** By the indexes of its frequencies in the two groups. */
export function keyAt(low: number, high: number): string {
  return keys[low]![high]!;
}

/** The key that two frequencies stand for, in Hz, the lower first; undefined where they stand for none. */
export function keyOfFrequencies(lowHz: number, highHz: number): string | undefined {
  const low = lowGroupHz.findIndex((hz) => Math.abs(hz - lowHz) <= hz * tolerance);
  const high = highGroupHz.findIndex((hz) => Math.abs(hz - highHz) <= hz * tolerance);
  return low < 0 || high < 0 ? undefined : keyAt(low, high);
}
