import { isCapturedAgain } from '../captured-again.ts';

const FIRST_SLOTS = 16;
const SLOTS_AT_MOST = 1024;

/** Of a slot: time, TSN, hash, identification, a number each. */
const SLOT_NUMBERS = 4;
const SLOT_BYTES = 8 * SLOT_NUMBERS;
/** What an array costs besides its numbers. */
const ARRAY_COST = 256;

/** What of a TSN that has come before: it is new, sent once more, or captured once more. */
export type TsnKind = 'new' | 'retransmission' | 'copy';

/** The TSNs that one side of an association has used last, and with what. */
export class TsnWindow {
  #slots = freeSlots(FIRST_SLOTS);

  get costBytes(): number {
    return this.#slots.length * (SLOT_BYTES / SLOT_NUMBERS) + ARRAY_COST;
  }

  /** Says what this TSN is, and takes it in. `hash`: of the chunk's bytes; the same TSN with others is of another association. */
  take(tsn: number, hash: number, ipId: number, timeNs: number): TsnKind {
    const at = this.#slotOf(tsn);
    const slots = this.#slots;
    const seenNs = slots[at]!;
    if (seenNs === Infinity || slots[at + 1] !== tsn || slots[at + 2] !== hash) {
      slots[at] = timeNs;
      slots[at + 1] = tsn;
      slots[at + 2] = hash;
      slots[at + 3] = ipId;
      return 'new';
    }
    return isCapturedAgain(slots[at + 3]!, ipId, timeNs - seenNs) ? 'copy' : 'retransmission';
  }

  /** Where it belongs; there are more slots for it where another one has that. */
  #slotOf(tsn: number): number {
    for (;;) {
      const slots = this.#slots;
      const count = slots.length / SLOT_NUMBERS;
      const at = (tsn & (count - 1)) * SLOT_NUMBERS;
      if (slots[at] === Infinity || slots[at + 1] === tsn || count >= SLOTS_AT_MOST) return at;
      this.#grow(count * 2);
    }
  }

  #grow(count: number): void {
    const before = this.#slots;
    this.#slots = freeSlots(count);
    for (let at = 0; at < before.length; at += SLOT_NUMBERS) {
      if (before[at] === Infinity) continue;
      this.#slots.set(before.subarray(at, at + SLOT_NUMBERS), (before[at + 1]! & (count - 1)) * SLOT_NUMBERS);
    }
  }
}

function freeSlots(count: number): Float64Array {
  return new Float64Array(count * SLOT_NUMBERS).fill(Infinity);
}
