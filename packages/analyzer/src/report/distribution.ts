import type { Distribution } from '../rows.ts';

/** Figures of a list of measurements, in their unit, to three decimals; `undefined` of an empty list. The list is sorted in place. */
export function distribution(values: number[]): Distribution | undefined {
  if (values.length === 0) return undefined;
  values.sort((a, b) => a - b);
  // The list is not empty: every index below lies in it.
  const at = (share: number): number => values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  let sum = 0;
  for (const value of values) sum += value;
  return {
    count: values.length,
    min: round(at(0)),
    mean: round(sum / values.length),
    median: round(at(0.5)),
    p95: round(at(0.95)),
    max: round(at(1)),
  };
}

/** A share in per cent; `undefined` of nothing. */
export function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : round((100 * part) / whole);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
