/** A span in which nothing was captured though the interface was busy before it and after it: packets were not captured. Nanoseconds of capture time. */
export type CaptureGap = { readonly fromNs: number; readonly toNs: number };

/** Nothing was captured for longer than this … */
const silentNs = 2e9;
/** … and so many packets within as long, before it and after it. */
const busyPackets = 40;
export const busyNs = 1e9;
/** Gaps beyond these are not told: the capture has more gaps than that is worth. */
const maxGaps = 1000;

/** Finds the gaps of a capture by the times of its packets. */
export class CaptureGaps {
  /** In order of time. */
  readonly list: CaptureGap[] = [];
  /** Times of the latest packets: one in the place of the one that is `busyPackets` older. */
  readonly #times = new Float64Array(busyPackets).fill(-Infinity);
  #at = 0;
  #lastNs = -Infinity;
  /** A silence whose end is not yet known to be busy, and packets since. */
  #silence: CaptureGap | undefined = undefined;
  #since = 0;

  receive(timeNs: number): void {
    // Packets of several interfaces may be a little out of order.
    if (timeNs < this.#lastNs) return;
    if (timeNs - this.#lastNs >= silentNs) this.#pause(timeNs);
    if (this.#silence !== undefined) this.#resume(this.#silence, timeNs);
    this.#lastNs = timeNs;
    this.#times[this.#at] = timeNs;
    this.#at = (this.#at + 1) % busyPackets;
  }

  #pause(timeNs: number): void {
    const wasBusy = this.#lastNs - this.#times[this.#at]! <= busyNs;
    this.#silence = wasBusy ? { fromNs: this.#lastNs, toNs: timeNs } : undefined;
    this.#since = 0;
  }

  #resume(silence: CaptureGap, timeNs: number): void {
    if (timeNs - silence.toNs > busyNs) this.#silence = undefined;
    else if (++this.#since === busyPackets) {
      this.#silence = undefined;
      if (this.list.length < maxGaps) this.list.push(silence);
    }
  }
}
