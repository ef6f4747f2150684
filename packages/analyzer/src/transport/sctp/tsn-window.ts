const FIRST_SLOTS = 64;
const SLOTS_AT_MOST = 1024;
const SLOT_BYTES = 20;

/** Two equal chunks closer than this, with one IPv4 identification, came with one packet captured twice. */
const COPY_WINDOW_NS = 50e6;
/** The same where the identification says nothing (0, or IPv6): sooner than any retransmission. */
const BLIND_COPY_WINDOW_NS = 5e6;

/** What of a TSN that has come before: it is new, sent once more, or captured once more. */
export type TsnKind = 'new' | 'retransmission' | 'copy';

/** The TSNs that one side of an association has used last, and with what. */
export class TsnWindow {
  #tsns = new Uint32Array(FIRST_SLOTS);
  /** Of the chunk's bytes; the same TSN with others is of another association. */
  #hashes = new Uint32Array(FIRST_SLOTS);
  #ipIds = new Int32Array(FIRST_SLOTS);
  /** Infinity where the slot is free. */
  #times = new Float64Array(FIRST_SLOTS).fill(Infinity);

  get costBytes(): number {
    return this.#tsns.length * SLOT_BYTES;
  }

  /** Says what this TSN is, and takes it in. */
  take(tsn: number, hash: number, ipId: number, timeNs: number): TsnKind {
    let slot = tsn & (this.#tsns.length - 1);
    while (this.#times[slot] !== Infinity && this.#tsns[slot] !== tsn && this.#tsns.length < SLOTS_AT_MOST) {
      this.#grow();
      slot = tsn & (this.#tsns.length - 1);
    }
    const isSeen = this.#times[slot] !== Infinity && this.#tsns[slot] === tsn && this.#hashes[slot] === hash;
    if (!isSeen) {
      this.#set(slot, tsn, hash, ipId, timeNs);
      return 'new';
    }
    const gapNs = Math.abs(timeNs - this.#times[slot]!);
    const isCopy = ipId > 0 ? ipId === this.#ipIds[slot] && gapNs < COPY_WINDOW_NS : gapNs < BLIND_COPY_WINDOW_NS;
    return isCopy ? 'copy' : 'retransmission';
  }

  #set(slot: number, tsn: number, hash: number, ipId: number, timeNs: number): void {
    this.#tsns[slot] = tsn;
    this.#hashes[slot] = hash;
    this.#ipIds[slot] = ipId;
    this.#times[slot] = timeNs;
  }

  #grow(): void {
    const [tsns, hashes, ipIds, times] = [this.#tsns, this.#hashes, this.#ipIds, this.#times];
    const slots = tsns.length * 2;
    this.#tsns = new Uint32Array(slots);
    this.#hashes = new Uint32Array(slots);
    this.#ipIds = new Int32Array(slots);
    this.#times = new Float64Array(slots).fill(Infinity);
    for (let slot = 0; slot < tsns.length; slot++) {
      if (times[slot] === Infinity) continue;
      this.#set(tsns[slot]! & (slots - 1), tsns[slot]!, hashes[slot]!, ipIds[slot]!, times[slot]!);
    }
  }
}
