const lf = 0x0a;
const nearBytes = 256;
const empty: Uint8Array = new Uint8Array(0);

/**
 * The bytes of a stream that are still to be framed, addressed by stream offset: a chunk as it was pushed, or a buffer with what earlier chunks left and
 * the chunk's beginning. Bytes once shown are never overwritten, so that views of them stay what they are.
 */
export class StreamWindow {
  bytes: Uint8Array = empty;
  /** Stream offset of `bytes[0]`. */
  base = 0;
  /** Stream offset behind the last byte there is. */
  end = 0;
  #isOwn = false;

  /** Shows a chunk alone: everything before it was framed. */
  show(chunk: Uint8Array, base: number): void {
    this.bytes = chunk;
    this.base = base;
    this.end = base + chunk.length;
    this.#isOwn = false;
  }

  /** Adds bytes behind those from `start` on, the only ones still needed. The buffer doubles, so each byte is copied a few times at most. */
  append(piece: Uint8Array, start: number): void {
    const used = this.end - this.base;
    if (!this.#isOwn || used + piece.length > this.bytes.length) this.#move(start, piece.length);
    this.bytes.set(piece, this.end - this.base);
    this.end += piece.length;
  }

  /** Makes what is still needed independent of the chunk, which belongs to who pushed it. */
  keep(start: number): void {
    if (start === this.end) this.show(empty, start);
    else if (!this.#isOwn) this.#move(start, 0);
  }

  view(start: number, end: number): Uint8Array {
    return this.bytes.subarray(start - this.base, end - this.base);
  }

  /** Stream offset of the first LF of `[start, end)`; -1 where none is. */
  lineFeed(start: number, end: number): number {
    const { bytes, base } = this;
    const near = Math.min(end, start + nearBytes) - base;
    for (let at = start - base; at < near; at++) {
      if (bytes[at] === lf) return at + base;
    }
    if (near + base >= end) return -1;
    const far = bytes.subarray(near, end - base).indexOf(lf);
    return far === -1 ? -1 : near + far + base;
  }

  #move(start: number, added: number): void {
    const kept = this.view(start, this.end);
    this.bytes = new Uint8Array(Math.max(64, (kept.length + added) * 2));
    this.bytes.set(kept);
    this.base = start;
    this.#isOwn = true;
  }
}
