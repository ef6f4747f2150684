import { type ChunkOrigin, ChunkPlaces } from './chunk-places.ts';
import type { StreamChunk } from './stream.ts';

const nothing = new Uint8Array(0);

/**
 * The bytes of one direction that are not read yet, and where they came from. Offsets count from the first byte of the direction; bytes that were lost count too.
 * Where everything before it was read, a chunk is shown as it is; only what must wait for the next one is copied.
 */
export class ChunkWindow {
  #bytes: Uint8Array = nothing;
  /** Index in `#bytes` of the byte at offset `start`. */
  #from = 0;
  #isOwn = false;
  #start = 0;
  #end = 0;
  readonly #places = new ChunkPlaces();

  /** Offset of the first byte that is not read. */
  get start(): number {
    return this.#start;
  }

  /** Offset behind the last byte there is. */
  get end(): number {
    return this.#end;
  }

  append(chunk: StreamChunk): void {
    const { bytes } = chunk;
    if (bytes.length === 0) return;
    const length = this.#end - this.#start;
    if (length === 0) {
      this.#bytes = bytes;
      this.#from = 0;
      this.#isOwn = false;
    } else {
      this.#makeRoom(length, bytes.length);
      this.#bytes.set(bytes, this.#from + length);
    }
    this.#places.add(this.#end, chunk);
    this.#end += bytes.length;
  }

  /** The chunk that was shown belongs to somebody else: what is left of it is copied. */
  keep(): void {
    if (!this.#isOwn && this.#end > this.#start) this.#makeRoom(this.#end - this.#start, 0);
  }

  /** A view of the bytes `[start, end)`, valid until the next chunk. */
  view(start: number, end: number): Uint8Array {
    const from = this.#from - this.#start;
    return this.#bytes.subarray(from + start, from + end);
  }

  /** Where the bytes `[start, end)` came from; `undefined` where there are none. */
  origin(start: number, end: number): ChunkOrigin | undefined {
    return this.#places.origin(start, end);
  }

  /** Everything before the offset is read. */
  take(offset: number): void {
    this.#from += offset - this.#start;
    this.#start = offset;
    this.#places.forget(offset);
    if (offset < this.#end) return;
    this.#bytes = nothing;
    this.#from = 0;
    this.#isOwn = false;
  }

  /** So many bytes were lost behind the last, and all before them are read. */
  gap(lengthBytes: number): void {
    this.take(this.#end);
    this.#end += lengthBytes;
    this.#start = this.#end;
  }

  #makeRoom(length: number, more: number): void {
    const needed = length + more;
    if (this.#isOwn && this.#from + needed <= this.#bytes.length) return;
    const source = this.#bytes.subarray(this.#from, this.#from + length);
    const fits = this.#isOwn && needed * 2 <= this.#bytes.length;
    if (!fits) this.#bytes = new Uint8Array(more === 0 ? needed : Math.max(needed * 2, 64));
    this.#bytes.set(source);
    this.#from = 0;
    this.#isOwn = true;
  }
}
