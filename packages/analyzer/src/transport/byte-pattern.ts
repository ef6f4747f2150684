/** Bytes that are looked for in many others: most of those are passed over without a look (Horspool's algorithm). */
export class BytePattern {
  readonly length: number;
  readonly #pattern: Uint8Array;
  /** By byte: how far the search may go on where that byte stands at the pattern's end. */
  readonly #skip: Uint8Array = new Uint8Array(256);

  /** Of ASCII, 255 characters at most. */
  constructor(text: string) {
    const { length } = text;
    this.length = length;
    this.#pattern = new Uint8Array(length);
    this.#skip.fill(length);
    for (let at = 0; at < length; at++) {
      const byte = text.charCodeAt(at);
      this.#pattern[at] = byte;
      if (at < length - 1) this.#skip[byte] = length - 1 - at;
    }
  }

  /** Where it first stands in `bytes[start, end)`; -1 where it does not. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const last = this.length - 1;
    const final = this.#pattern[last];
    for (let at = start; at + last < end;) {
      const byte = bytes[at + last]!;
      if (byte === final && this.#standsAt(bytes, at)) return at;
      at += this.#skip[byte]!;
    }
    return -1;
  }

  #standsAt(bytes: Uint8Array, at: number): boolean {
    const pattern = this.#pattern;
    for (let i = 0; i < pattern.length; i++) if (bytes[at + i] !== pattern[i]) return false;
    return true;
  }
}
