/** Times of NTP: 32 bits of seconds since 1900, or of another clock, and 32 of their fraction. RFC 3550 §4. */

/** The middle 32 bits, as LSR has them. */
export function middleBits(seconds: number, fraction: number): number {
  return ((seconds << 16) | (fraction >>> 16)) >>> 0;
}

/** Units of 1/65536 s, signed, as nanoseconds. */
export function unitsToNs(units: number): number {
  return ((units | 0) * 1e9) / 65_536;
}

/** Nanoseconds from one NTP time to another. */
export function ntpBetweenNs(fromSeconds: number, fromFraction: number, toSeconds: number, toFraction: number): number {
  return ((toSeconds - fromSeconds) | 0) * 1e9 + ((toFraction - fromFraction) * 1e9) / 2 ** 32;
}

/** Seconds from 1900 to 1970. */
const epochSeconds = 2_208_988_800n;

/** Nanoseconds since 1970 of a time of the era that began in 1900, or where its first bit is 0, in 2036 (RFC 4330 §3). */
export function ntpEpochNs(seconds: number, fraction: number): bigint {
  const era = seconds >= 0x8000_0000 ? 0n : 1n << 32n;
  return (BigInt(seconds) + era - epochSeconds) * 1_000_000_000n + BigInt(Math.round((fraction * 1e9) / 2 ** 32));
}
