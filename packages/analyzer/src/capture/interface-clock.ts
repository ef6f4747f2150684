/**
 * Turns the time stamps of one pcapng interface into nanoseconds since the capture's first packet.
 *
 * A stamp counts ticks of `if_tsresol` seconds since `if_tsoffset`. It is 64 bits wide, more than a number holds, so the
 * capture's beginning is taken off in ticks first: high and low half apart, where every difference is exact.
 * draft-ietf-opsawg-pcapng §4.2.
 */

const NS_PER_SECOND = 1_000_000_000n;
const TWO_TO_32 = 4_294_967_296;
/** 9999-12-31T23:59:59Z, the last second that ISO 8601 writes with four digits. */
const LAST_SECOND = 253_402_300_799n;

export type TickLength = {
  /** A tick is `ns / perNs` nanoseconds: one of the two is 1, so that a decimal tick is exact. */
  readonly ns: number;
  readonly perNs: number;
  /** Decimals of a second that show a tick, at most 9. */
  readonly decimals: number;
  /** Ticks of one second. */
  readonly perSecond: bigint;
  /** Of one tick. */
  readonly seconds: number;
};

/** `if_tsresol`: the high bit chooses a power of 2 or of 10, the others are the negative exponent. */
export function tickLength(tsresol: number): TickLength {
  const exponent = tsresol & 0x7f;
  const binary = (tsresol & 0x80) !== 0;
  const perSecond = (binary ? 2n : 10n) ** BigInt(exponent);
  if (binary) return { ns: 1e9 / 2 ** exponent, perNs: 1, decimals: 9, perSecond, seconds: 2 ** -exponent };
  const ns = 10 ** Math.max(0, 9 - exponent);
  const perNs = 10 ** Math.max(0, exponent - 9);
  return { ns, perNs, decimals: Math.min(exponent, 9), perSecond, seconds: Number(`1e-${exponent}`) };
}

export const MICROSECOND_TICKS: TickLength = tickLength(6);

export class InterfaceClock {
  readonly decimals: number;
  /** Whether the last stamp lay outside of those years. */
  lastWasHeld = false;
  readonly #tick: TickLength;
  readonly #offsetSeconds: bigint;
  #epochHigh = 0;
  #epochLow = 0;
  /** What is left of the epoch after whole ticks: an interface of microseconds in a capture that began at a nanosecond. */
  #epochRestNs = 0;
  #earliestNs = 0;
  #latestNs = 0;

  constructor(tick: TickLength, offsetSeconds: bigint) {
    this.decimals = tick.decimals;
    this.#tick = tick;
    this.#offsetSeconds = offsetSeconds;
  }

  /** Nanoseconds since 1970 of a stamp, kept inside the years 1970 to 9999. */
  sinceUnixEpoch(high: number, low: number): bigint {
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    const ns = (ticks * NS_PER_SECOND) / this.#tick.perSecond + this.#offsetSeconds * NS_PER_SECOND;
    if (ns < 0n) return 0n;
    return ns > LAST_SECOND * NS_PER_SECOND ? LAST_SECOND * NS_PER_SECOND : ns;
  }

  /** Says where the capture's time begins. */
  startAt(epochNs: bigint): void {
    const sinceOffset = epochNs - this.#offsetSeconds * NS_PER_SECOND;
    let ticks = (sinceOffset * this.#tick.perSecond) / NS_PER_SECOND;
    if (ticks < 0n) ticks = 0n;
    this.#epochHigh = Number(ticks >> 32n);
    this.#epochLow = Number(ticks & 0xffff_ffffn);
    const rest = sinceOffset * this.#tick.perSecond - ticks * NS_PER_SECOND;
    this.#epochRestNs = Number(rest) / Number(this.#tick.perSecond);
    this.#earliestNs = Number(-epochNs);
    this.#latestNs = Number(LAST_SECOND * NS_PER_SECOND - epochNs);
  }

  /** Nanoseconds since the capture's beginning; a stamp outside of the years 1970 to 9999 is held at their border. */
  timeNs(high: number, low: number): number {
    const ticks = (high - this.#epochHigh) * TWO_TO_32 + (low - this.#epochLow);
    const ns = Math.floor((ticks * this.#tick.ns) / this.#tick.perNs - this.#epochRestNs);
    const held = Math.min(Math.max(ns, this.#earliestNs), this.#latestNs);
    this.lastWasHeld = held !== ns;
    return held;
  }
}
