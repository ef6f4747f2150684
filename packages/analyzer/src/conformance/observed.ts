import type { Guard } from './rule.ts';

type ObservedOptions = {
  /** The capture's time now: its end, at the end. */
  readonly nowNs: number;
  /** Whether all between these times was captured. */
  readonly isObserved: (fromNs: number, toNs: number, nowNs: number) => boolean;
  /** Whether a message was captured on that flow. */
  readonly isSeen: (flow: number) => boolean;
  readonly lastNs: (flow: number) => number;
};

/** What of the network the capture shows: without it, that something is missing says nothing. */
export class Observed {
  readonly nowNs: number;
  readonly #options: ObservedOptions;

  constructor(options: ObservedOptions) {
    this.nowNs = options.nowNs;
    this.#options = options;
  }

  /**
   * Why something that should have come on that flow between these times may have come unseen; `undefined` where it did not come, for all that can be known.
   * `flow`: see `Seen.reverseFlow`.
   */
  absence(flow: number, fromNs: number, toNs: number): Guard | undefined {
    const { isObserved, isSeen } = this.#options;
    if (toNs > this.nowNs) return 'G-END';
    if (!isSeen(flow)) return 'G-ONEWAY';
    return isObserved(fromNs, toNs, this.nowNs) ? undefined : 'G-LOSS';
  }

  /** Whether any message was captured on that flow. */
  isSeen(flow: number): boolean {
    return this.#options.isSeen(flow);
  }

  /** When the last message was captured on that flow; -Infinity where none was. */
  lastNs(flow: number): number {
    return this.#options.lastNs(flow);
  }

  /** Why what was sent between these times may not all have been captured. */
  gap(fromNs: number, toNs: number): Guard | undefined {
    return this.#options.isObserved(fromNs, toNs, this.nowNs) ? undefined : 'G-LOSS';
  }
}
