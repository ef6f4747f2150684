import type { Transaction } from '../transaction/transaction.ts';

/** What each open transaction belongs to: its responses, and its copies, say too little to be found by what they say. */
export class TransactionLinks<Thing extends { readonly slot: number }> {
  /** By the transaction's slot, which is used again: the number tells whether it is still the same. */
  readonly #things: (Thing | undefined)[] = [];
  readonly #numbers: number[] = [];

  /** Undefined too of what nothing more is expected of. */
  of({ slot, number }: Transaction): Thing | undefined {
    const thing = this.#numbers[slot] === number ? this.#things[slot] : undefined;
    return thing === undefined || thing.slot < 0 ? undefined : thing;
  }

  set({ slot, number }: Transaction, thing: Thing): void {
    while (this.#things.length <= slot) {
      this.#things.push(undefined);
      this.#numbers.push(-1);
    }
    this.#things[slot] = thing;
    this.#numbers[slot] = number;
  }
}
