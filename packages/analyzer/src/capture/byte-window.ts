/**
 * The part of a capture that has come and is not yet read: `bytes[start, end)`.
 * While nothing is left over, it looks straight into the chunk that came; only leftovers are copied.
 */
export class ByteWindow {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  start = 0;
  end = 0;
  /** Where `bytes[0]` lies in the capture. */
  base = 0;
  #own: Uint8Array = this.bytes;

  /** Adds a chunk behind what is left. The chunk must stay as it is until `keep` is called. */
  append(chunk: Uint8Array): void {
    const left = this.end - this.start;
    this.base += this.start;
    if (left === 0) {
      this.#look(chunk, chunk.length);
      return;
    }
    // `keep` has put what is left into our own buffer.
    const needed = left + chunk.length;
    if (needed > this.#own.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#own.length));
      grown.set(this.#own.subarray(this.start, this.end));
      this.#own = grown;
    } else if (this.start > 0) {
      this.#own.copyWithin(0, this.start, this.end);
    }
    this.#own.set(chunk, left);
    this.#look(this.#own, needed);
  }

  /** Copies what is left out of the chunk, whose owner may now write into it. Packets already read stay valid. */
  keep(): void {
    const left = this.end - this.start;
    if (left === 0 || this.bytes === this.#own) return;
    if (left > this.#own.length) this.#own = new Uint8Array(Math.max(left, 2 * this.#own.length));
    this.#own.set(this.bytes.subarray(this.start, this.end));
    this.base += this.start;
    this.#look(this.#own, left);
  }

  #look(bytes: Uint8Array, end: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.start = 0;
    this.end = end;
  }
}
