/** A piece of memory that texts share, and how many of them are still asked for. */
class Block {
  readonly bytes: Uint8Array;
  used = 0;
  held = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }
}

/** A text that is kept: the block it lies in, and where. */
export type KeptMessage = { readonly block: Block; readonly start: number; readonly end: number };

const blockBytes = 64 * 1024;
/** Blocks that are used again. */
const mostFree = 64;

/** Keeps texts of messages, many in a block: a buffer for each would cost more than the text. */
export class TextStore {
  readonly #free: Block[] = [];
  #block = new Block(blockBytes);
  #size = blockBytes;

  /** Bytes of all blocks in which something is asked for. */
  get size(): number {
    return this.#size;
  }

  keep(bytes: Uint8Array): KeptMessage {
    const block = this.#roomFor(bytes.length);
    const start = block.used;
    block.bytes.set(bytes, start);
    block.used += bytes.length;
    block.held++;
    return { block, start, end: block.used };
  }

  letGo({ block }: KeptMessage): void {
    block.held--;
    if (block.held > 0 || block === this.#block) return;
    this.#size -= block.bytes.length;
    if (block.bytes.length === blockBytes && this.#free.length < mostFree) this.#free.push(block);
  }

  #roomFor(length: number): Block {
    if (this.#block.used + length <= this.#block.bytes.length) return this.#block;
    const full = this.#block;
    if (full.held === 0 && length <= blockBytes) {
      full.used = 0;
      return full;
    }
    if (full.held === 0) this.#size -= full.bytes.length;
    const block = length > blockBytes ? new Block(length) : (this.#free.pop() ?? new Block(blockBytes));
    block.used = 0;
    this.#size += block.bytes.length;
    this.#block = block;
    return block;
  }
}
