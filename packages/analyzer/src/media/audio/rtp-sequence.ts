/** One packet of a stream that is to be heard. */
export type HeardPacket = {
  readonly frame: number;
  readonly timeNs: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payloadType: number;
  /** Undefined where it is encrypted and could not be opened. */
  readonly payload: Uint8Array | undefined;
};

/** A packet in its turn. */
export type SequencedPacket = {
  readonly packet: HeardPacket;
  /** How many before it never came. */
  readonly lost: number;
  /** The sender began to count anew, so that what was lost cannot be told. */
  readonly isNew: boolean;
};

/** RFC 3550 A.1: what jumps further has begun anew. */
const MAX_DROPOUT = 3000;
/** So many packets, and so long, others wait for one that is missing. */
const HELD_AT_MOST = 64;
const WAIT_NS = 300e6;

/** Puts the packets of a stream in the order of their sequence numbers, each once. One that comes after its turn is left out. */
export class RtpSequence {
  /** Those that came after their turn, or twice. */
  leftOut = 0;
  /** The number whose turn it is, counted on beyond 16 bits; -1 before the first. */
  #next = -1;
  #isNew = true;
  /** By number. */
  readonly #held: { readonly packet: HeardPacket; readonly number: number }[] = [];

  receive(packet: HeardPacket): readonly SequencedPacket[] {
    const given: SequencedPacket[] = [];
    const step = this.#next < 0 ? 0 : ((packet.sequence - this.#next) << 16) >> 16;
    if (this.#next < 0 || Math.abs(step) > MAX_DROPOUT) {
      this.#give(given, Infinity);
      this.#next = 0x1_0000 + packet.sequence;
      this.#isNew = true;
      this.#hold(packet, this.#next);
    } else if (step < 0) {
      this.leftOut++;
    } else {
      this.#hold(packet, this.#next + step);
    }
    this.#give(given, packet.timeNs);
    return given;
  }

  /** No packet comes any more. */
  end(): readonly SequencedPacket[] {
    const given: SequencedPacket[] = [];
    this.#give(given, Infinity);
    return given;
  }

  #hold(packet: HeardPacket, number: number): void {
    let at = this.#held.length;
    while (at > 0 && this.#held[at - 1]!.number > number) at--;
    if (at > 0 && this.#held[at - 1]!.number === number) this.leftOut++;
    else this.#held.splice(at, 0, { packet, number });
  }

  /** Those whose turn it is, or who have waited long enough. */
  #give(given: SequencedPacket[], timeNs: number): void {
    for (let first = this.#held[0]; first !== undefined; first = this.#held[0]) {
      const { packet, number } = first;
      const waits = number !== this.#next && this.#held.length <= HELD_AT_MOST && timeNs - packet.timeNs <= WAIT_NS;
      if (waits) return;
      this.#held.shift();
      given.push({ packet, lost: number - this.#next, isNew: this.#isNew });
      this.#isNew = false;
      this.#next = number + 1;
    }
  }
}
