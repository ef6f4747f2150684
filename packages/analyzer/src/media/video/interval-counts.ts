const firstIntervalNs = 1e9;
const maxIntervals = 1024;

/** How often something happened in each second; where that would be more than 1024 of them, in each two, four … */
export class IntervalCounts {
  #intervalNs = firstIntervalNs;
  #counts: number[] = [];

  /** `sinceNs`: since the beginning. */
  add(sinceNs: number): void {
    if (sinceNs < 0) return;
    let at = Math.floor(sinceNs / this.#intervalNs);
    for (; at >= maxIntervals; at = Math.floor(sinceNs / this.#intervalNs)) this.#double();
    while (this.#counts.length <= at) this.#counts.push(0);
    this.#counts[at]!++;
  }

  #double(): void {
    this.#intervalNs *= 2;
    const halved: number[] = [];
    for (let at = 0; at < this.#counts.length; at += 2) halved.push(this.#counts[at]! + (this.#counts[at + 1] ?? 0));
    this.#counts = halved;
  }

  row(): { intervalMs: number; frames: readonly number[] } {
    return { intervalMs: this.#intervalNs / 1e6, frames: [...this.#counts] };
  }
}
