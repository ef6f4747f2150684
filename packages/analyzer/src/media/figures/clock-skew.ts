/**
 * How much faster the sender's clock runs than that of the capture. Delay on the way only ever adds to a packet's transit, so the fastest packets show the clocks:
 * of each span of time the smallest transit is kept, and the line below all of them, under their middle, has the skew as its slope. It bears jitter, and steps in one direction.
 */

/** Spans kept; when there are more, each two become one. */
const mostSpans = 128;
const firstSpanMs = 1000;
/** Below that the slope says nothing. */
const leastSpans = 16;

export class ClockSkew {
  #spanMs = firstSpanMs;
  /** Of each span: when its fastest packet came, and its transit. */
  #times: Float64Array = new Float64Array(8);
  #transits: Float64Array = new Float64Array(8);
  #spans = 0;
  #spanEndMs = -Infinity;

  receive(timeMs: number, transitMs: number): void {
    if (timeMs >= this.#spanEndMs) {
      this.#begin(timeMs, transitMs);
      return;
    }
    const last = this.#spans - 1;
    if (transitMs < this.#transits[last]!) {
      this.#transits[last] = transitMs;
      this.#times[last] = timeMs;
    }
  }

  /** In parts of a million; positive where the sender's clock is fast. Undefined where too little was seen. */
  ppm(): number | undefined {
    if (this.#spans < leastSpans) return undefined;
    const slope = this.#slopeBelow();
    return slope === undefined ? undefined : -slope * 1e6;
  }

  #begin(timeMs: number, transitMs: number): void {
    if (this.#spans === mostSpans) this.#halve();
    if (this.#spans === this.#times.length) {
      this.#times = grown(this.#times);
      this.#transits = grown(this.#transits);
    }
    this.#times[this.#spans] = timeMs;
    this.#transits[this.#spans] = transitMs;
    this.#spans++;
    this.#spanEndMs = timeMs + this.#spanMs;
  }

  #halve(): void {
    for (let at = 0; at < mostSpans / 2; at++) {
      const other = this.#transits[2 * at + 1]! < this.#transits[2 * at]! ? 1 : 0;
      this.#times[at] = this.#times[2 * at + other]!;
      this.#transits[at] = this.#transits[2 * at + other]!;
    }
    this.#spans = mostSpans / 2;
    this.#spanMs *= 2;
  }

  /** Of the edge of the lower convex hull that lies under the mean of the times. */
  #slopeBelow(): number | undefined {
    const times = this.#times;
    const transits = this.#transits;
    const hull: number[] = [];
    let sum = 0;
    for (let at = 0; at < this.#spans; at++) {
      sum += times[at]!;
      while (hull.length > 1 && !turnsUp(times, transits, hull.at(-2)!, hull.at(-1)!, at)) hull.pop();
      hull.push(at);
    }
    const middle = sum / this.#spans;
    const edge = hull.findIndex((at) => times[at]! >= middle);
    if (edge < 1) return undefined;
    const [from, to] = [hull[edge - 1]!, hull[edge]!];
    const run = times[to]! - times[from]!;
    return run <= 0 ? undefined : (transits[to]! - transits[from]!) / run;
  }
}

function turnsUp(times: Float64Array, transits: Float64Array, a: number, b: number, c: number): boolean {
  const first = (times[b]! - times[a]!) * (transits[c]! - transits[a]!);
  return first > (transits[b]! - transits[a]!) * (times[c]! - times[a]!);
}

function grown(column: Float64Array): Float64Array {
  const wider = new Float64Array(column.length * 2);
  wider.set(column);
  return wider;
}
