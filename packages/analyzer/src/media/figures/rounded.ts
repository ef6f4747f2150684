/** To three digits behind the point: microseconds, where it is milliseconds. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
