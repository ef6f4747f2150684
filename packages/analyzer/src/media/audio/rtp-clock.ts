/** Timestamps that stand further from the time of their packet than this say nothing of it: the sender began anew, or went on where it had stopped. */
const STRAY_NS = 1e9;
/** So long the packet that came soonest is looked for: the others were held up on their way. */
const WINDOW_NS = 5e9;
/** Clocks are left alone while they differ by less. */
const TOLERANCE_NS = 60e6;

/**
 * When the samples of a stream belong on the clock of the capture: what RTP timestamps say, laid against the time of arrival with the first packet, and again where both have parted: by
 * drift, by a jump, by a pause that the timestamps leave out.
 */
export class RtpClock {
  #clockHz = 0;
  #anchorNs = 0;
  #anchorTicks = 0;
  #timestamp = 0;
  #ticks = 0;
  #windowNs = 0;
  #soonestNs = Infinity;

  /** `timeNs`: when the packet came. Gives when its first sample is due. */
  place(timestamp: number, timeNs: number, clockHz: number, isNew: boolean): number {
    if (isNew || clockHz !== this.#clockHz) {
      this.#clockHz = clockHz;
      this.#timestamp = timestamp;
      return this.#anchor(timeNs, timeNs);
    }
    this.#ticks += (timestamp - this.#timestamp) | 0;
    this.#timestamp = timestamp;
    const dueNs = this.#anchorNs + ((this.#ticks - this.#anchorTicks) / clockHz) * 1e9;
    const lateNs = timeNs - dueNs;
    if (Math.abs(lateNs) > STRAY_NS) return this.#anchor(timeNs, timeNs);
    this.#soonestNs = Math.min(this.#soonestNs, lateNs);
    if (timeNs - this.#windowNs < WINDOW_NS) return dueNs;
    const driftNs = this.#soonestNs;
    if (Math.abs(driftNs) > TOLERANCE_NS) return this.#anchor(dueNs + driftNs, timeNs);
    this.#windowNs = timeNs;
    this.#soonestNs = Infinity;
    return dueNs;
  }

  #anchor(dueNs: number, timeNs: number): number {
    this.#anchorNs = dueNs;
    this.#anchorTicks = this.#ticks;
    this.#windowNs = timeNs;
    this.#soonestNs = Infinity;
    return dueNs;
  }
}
