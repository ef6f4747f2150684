import { Column } from './columns.ts';

const chunkBytes = 1 << 20;
/** Chunks of which less than a part is used are put together when there are more of them than that. */
const mostSparse = 64;
const sparsePart = 4;
/** In place of a chunk: nothing is under the number. */
const nowhere = 0xffff_ffff;

type Chunk = { bytes: Uint8Array | undefined; held: number };

/** Keeps runs of bytes under numbers, close together: for what is many and lies for long. */
export class ByteStore {
  readonly #chunks: Chunk[] = [];
  /** Of the last chunk; none is there yet. */
  #used = Infinity;
  /** By number: in which chunk, where in it, and how many. */
  readonly #chunk: Column = Column.uint32();
  readonly #start: Column = Column.uint32();
  readonly #length: Column = Column.uint32();
  readonly #free: number[] = [];
  #sparse = 0;

  /** One more than the highest number there has been. */
  get end(): number {
    return this.#chunk.length;
  }

  has(number: number): boolean {
    return this.#chunk.get(number) !== nowhere;
  }

  /** Copies them; gives their number, which is that of others once they are taken out. */
  add(bytes: Uint8Array): number {
    const number = this.#free.pop() ?? this.end;
    if (number === this.end) for (const column of [this.#chunk, this.#start, this.#length]) column.push(0);
    this.#put(number, bytes);
    return number;
  }

  get(number: number): Uint8Array {
    const start = this.#start.get(number);
    // Whatever has a number lies in a chunk.
    return this.#chunks[this.#chunk.get(number)]!.bytes!.subarray(start, start + this.#length.get(number));
  }

  remove(number: number): void {
    const at = this.#chunk.get(number);
    this.#chunk.set(number, nowhere);
    this.#free.push(number);
    const chunk = this.#chunks[at]!;
    const before = chunk.held;
    chunk.held -= this.#length.get(number);
    if (at === this.#chunks.length - 1) return;
    if (chunk.held === 0) chunk.bytes = undefined;
    const [wasSparse, isSparse] = [before, chunk.held].map((held) => held > 0 && held < chunkBytes / sparsePart);
    if (wasSparse !== isSparse) this.#sparse += isSparse === true ? 1 : -1;
    if (this.#sparse > mostSparse) this.#putTogether();
  }

  #put(number: number, bytes: Uint8Array): void {
    if (this.#used + bytes.length > chunkBytes) {
      // Whatever is longer than a chunk has one of its own.
      this.#chunks.push({ bytes: new Uint8Array(Math.max(chunkBytes, bytes.length)), held: 0 });
      this.#used = 0;
    }
    const chunk = this.#chunks.at(-1)!;
    chunk.bytes!.set(bytes, this.#used);
    chunk.held += bytes.length;
    this.#chunk.set(number, this.#chunks.length - 1);
    this.#start.set(number, this.#used);
    this.#length.set(number, bytes.length);
    this.#used += bytes.length;
  }

  /** What lies in sparse chunks moves to new ones. */
  #putTogether(): void {
    const isSparse = (at: number): boolean =>
      at < this.#chunks.length - 1 && this.#chunks[at]!.held < chunkBytes / sparsePart;
    const sparse = new Set([...this.#chunks.keys()].filter(isSparse));
    for (let number = 0; number < this.end; number++) {
      if (!sparse.has(this.#chunk.get(number))) continue;
      const from = this.#chunks[this.#chunk.get(number)]!;
      const start = this.#start.get(number);
      this.#put(number, from.bytes!.subarray(start, start + this.#length.get(number)));
    }
    for (const at of sparse) this.#chunks[at] = { bytes: undefined, held: 0 };
    this.#sparse = 0;
  }
}
