/** Code points of one stream that are told apart. */
const most = 8;

/** Which differentiated services code points a stream's packets have (RFC 2474 §3). Those without one, as the tap does not tell it, do not count. */
export class DscpTally {
  readonly #counts = new Map<number, number>();
  #last = -1;
  #run = 0;

  receive(dscp: number): void {
    if (dscp !== this.#last) this.#change(dscp);
    this.#run++;
  }

  /** Most frequent first. */
  values(): readonly number[] {
    this.#change(this.#last);
    return [...this.#counts]
      .filter(([dscp]) => dscp >= 0)
      .sort(([, a], [, b]) => b - a)
      .map(([dscp]) => dscp);
  }

  /** Mostly all packets have the same: they are counted by runs. */
  #change(dscp: number): void {
    if (this.#run > 0 && (this.#counts.has(this.#last) || this.#counts.size < most))
      this.#counts.set(this.#last, (this.#counts.get(this.#last) ?? 0) + this.#run);
    this.#last = dscp;
    this.#run = 0;
  }
}
