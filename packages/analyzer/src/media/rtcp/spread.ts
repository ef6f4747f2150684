/** Least, largest, latest and mean of some figures. */
export class Spread {
  count = 0;
  min: number = Infinity;
  max: number = -Infinity;
  last = 0;
  #sum = 0;

  add(value: number): void {
    this.count++;
    this.#sum += value;
    this.last = value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  /** NaN of none. */
  get mean(): number {
    return this.#sum / this.count;
  }
}
