/** Places for values; each is two words. */
const places = 1 << 15;
/** Bytes; longer ones are seldom the same twice. */
const longest = 1024;

/**
 * Remembers values of header fields, as they stand in messages, in which nothing is wrong: the same ones come again and again, and need not be read to say so. They are known by 64 bits
 * of a hash whose keys are drawn: nobody can make one that is taken for another.
 */
export class RightValues {
  readonly #known = new Int32Array(2 * places);
  readonly #keys = crypto.getRandomValues(new Int32Array(2));
  #first = 0;
  #second = 0;

  /** Whether the value `[start, end)` of a field with that row of the header table is known to be right. */
  has(bytes: DataView, start: number, end: number, row: number): boolean {
    this.#hash(bytes, start, Math.min(end, start + longest), row);
    if (end - start > longest) this.#first = 0;
    const at = this.#place();
    return this.#first !== 0 && this.#known[at] === this.#first && this.#known[at + 1] === this.#second;
  }

  /** The value that `has` was asked of last is right. */
  add(): void {
    const at = this.#place();
    this.#known[at] = this.#first;
    this.#known[at + 1] = this.#second;
  }

  #place(): number {
    return 2 * ((this.#first ^ (this.#second >>> 7)) & (places - 1));
  }

  /** Four bytes at a time. */
  #hash(bytes: DataView, start: number, end: number, row: number): void {
    let first = this.#keys[0]! ^ row;
    let second = this.#keys[1]! ^ (end - start);
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word = bytes.getInt32(at);
      first = Math.imul(first ^ word, 0x01000193) + (second >>> 15);
      second = Math.imul(second + word, 0x9e3779b1) ^ (first >>> 13);
    }
    for (; at < end; at++) {
      const byte = bytes.getUint8(at);
      first = Math.imul(first ^ byte, 0x01000193) + (second >>> 15);
      second = Math.imul(second + byte, 0x9e3779b1) ^ (first >>> 13);
    }
    // Zero stands for an empty place.
    this.#first = first | 1;
    this.#second = second | 0;
  }
}
