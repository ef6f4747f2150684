import type { Call } from './call.ts';

/** The calls of transactions, or of dialogs, by the slots of those. */
export class CallOfSlot {
  readonly #calls: (Call | undefined)[] = [];

  /** One that was closed is no one's any more: what comes later is of another. */
  get(slot: number): Call | undefined {
    const call = this.#calls[slot];
    return call === undefined || call.slot < 0 ? undefined : call;
  }

  /** Without holes, which would make a large list slow. */
  set(slot: number, call: Call): void {
    while (this.#calls.length < slot) this.#calls.push(undefined);
    this.#calls[slot] = call;
  }

  clear(slot: number): void {
    this.#calls[slot] = undefined;
  }
}
