/** Numbers that are remembered: some seconds of video. */
const remembered = 1024;

/** Which sequence numbers of a stream came lately. */
export class SeenSequences {
  readonly #at: Int32Array = new Int32Array(remembered).fill(-1);
  /** The highest; -1 before the first. */
  highest = -1;

  /** Gives how many numbers it leaves out before it; 0 where it follows, or comes late. */
  receive(sequence: number): number {
    this.#at[sequence % remembered] = sequence;
    const ahead = this.highest < 0 ? 1 : ((sequence - this.highest + 0x8000) & 0xffff) - 0x8000;
    if (ahead > 0) this.highest = sequence;
    return ahead > 1 ? ahead - 1 : 0;
  }

  has(sequence: number): boolean {
    return this.#at[sequence % remembered] === sequence;
  }

  /** From elsewhere than from its own packet. */
  add(sequence: number): void {
    this.#at[sequence % remembered] = sequence;
  }
}
