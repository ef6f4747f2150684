/** Nanoseconds since 1970 of an ISO 8601 time in UTC as rows have it, to its last decimal: `Date` knows milliseconds only. */
export function parseTime(time: string): bigint {
  const seconds = Date.parse(`${time.slice(0, 19)}Z`) / 1000;
  const decimals = time.slice(20, -1).padEnd(9, '0');
  return BigInt(Number.isNaN(seconds) ? 0 : seconds) * 1_000_000_000n + BigInt(decimals);
}

/** How many decimals the seconds of such a time have. */
export function decimalsOf(time: string): number {
  return Math.max(0, time.length - 21);
}
