/** Rows held back until those before them have come. */
const mostHeld = 10_000;

/**
 * Puts rows that come roughly in order of their numbers in that order, as far as holding 10,000 of them back does; what comes later still is handed
 * on at once.
 */
export class RowsInOrder<Row> {
  readonly #hand: (row: Row) => void;
  /** By number. */
  readonly #held = new Map<number, Row>();
  #next = 1;

  constructor(hand: (row: Row) => void) {
    this.#hand = hand;
  }

  /** `number`: from 1, each once. */
  add(number: number, row: Row): void {
    if (number < this.#next) {
      this.#hand(row);
      return;
    }
    this.#held.set(number, row);
    this.#handOn();
    if (this.#held.size > mostHeld) this.#skip();
  }

  /** No row comes any more. */
  end(): void {
    while (this.#held.size > 0) this.#skip();
  }

  #handOn(): void {
    for (let row = this.#held.get(this.#next); row !== undefined; row = this.#held.get(this.#next)) {
      this.#held.delete(this.#next++);
      this.#hand(row);
    }
  }

  /** Those that are waited for may come last of all. */
  #skip(): void {
    let first = Infinity;
    for (const number of this.#held.keys()) first = Math.min(first, number);
    this.#next = first;
    this.#handOn();
  }
}
