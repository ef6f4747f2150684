import { withOneMore } from '../message/compact-list.ts';

/** A list that may be too long to be kept: its first items and its last ones are. */
export class EndsOfList<Item> {
  /** Half of these are the first, half the last. */
  readonly #limit: number;
  #items: Item[] = [];
  /** Where in the second half the next item goes, once it is full. */
  #next = 0;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  /** How many between the first and the last are not kept. */
  get more(): number {
    return this.#count - this.#items.length;
  }

  get last(): Item | undefined {
    if (this.more === 0) return this.#items.at(-1);
    const half = this.#limit >> 1;
    return this.#items[half + ((this.#next + half - 1) % half)];
  }

  add(item: Item): void {
    this.#count++;
    if (this.#items.length < this.#limit) {
      this.#items = withOneMore(this.#items, item);
      return;
    }
    const half = this.#limit >> 1;
    this.#items[half + this.#next] = item;
    this.#next = (this.#next + 1) % half;
  }

  /** In order. */
  list(): readonly Item[] {
    if (this.#next === 0) return this.#items;
    const half = this.#limit >> 1;
    const turn = half + this.#next;
    return [...this.#items.slice(0, half), ...this.#items.slice(turn), ...this.#items.slice(half, turn)];
  }
}
