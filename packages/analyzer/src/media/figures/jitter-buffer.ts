/**
 * A jitter buffer that is only thought of, to tell which packets come too late to be played. It plays a packet so long after the fastest ones of the last
 * seconds would have been there, and so follows the drift of clocks as a phone does.
 */

/** Its length: the same always, or four times the jitter within bounds. */
export type JitterBufferSettings =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'adaptive'; readonly minMs: number; readonly maxMs: number };

export const defaultJitterBuffer: JitterBufferSettings = { kind: 'fixed', ms: 60 };

/** The fastest packet is looked for in this time and the one before it. */
const spanNs = 4e9;

export class JitterBuffer {
  readonly #settings: JitterBufferSettings;
  #fastest: number = Infinity;
  #fastestBefore: number = Infinity;
  #spanEndNs: number = -Infinity;
  #lengthSum = 0;
  #packets = 0;

  constructor(settings: JitterBufferSettings) {
    this.#settings = settings;
  }

  /** Whether the packet comes too late. */
  discards(timeNs: number, transitMs: number, jitterMs: number): boolean {
    if (timeNs >= this.#spanEndNs) {
      this.#fastestBefore = this.#fastest;
      this.#fastest = transitMs;
      this.#spanEndNs = timeNs + spanNs;
    } else if (transitMs < this.#fastest) this.#fastest = transitMs;
    const length = this.#lengthMs(jitterMs);
    this.#lengthSum += length;
    this.#packets++;
    const fastest = this.#fastest < this.#fastestBefore ? this.#fastest : this.#fastestBefore;
    return transitMs - fastest > length;
  }

  /** Of its length, over all packets. */
  meanMs(): number {
    return this.#packets === 0 ? this.#lengthMs(0) : this.#lengthSum / this.#packets;
  }

  #lengthMs(jitterMs: number): number {
    if (this.#settings.kind === 'fixed') return this.#settings.ms;
    return Math.min(this.#settings.maxMs, Math.max(this.#settings.minMs, 4 * jitterMs));
  }
}
