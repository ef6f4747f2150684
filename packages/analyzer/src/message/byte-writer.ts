/** Grows as values are put behind each other, for `ByteReader`. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** Valid until something is added. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  addByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  /** So many zeros; gives where they are. */
  addBytes(count: number): number {
    this.#reserve(count);
    const at = this.#length;
    this.#length += count;
    this.#bytes.fill(0, at, this.#length);
    return at;
  }

  /** Of bits that begin at a byte. */
  setBit(at: number, index: number): void {
    this.#bytes[at + (index >> 3)]! |= 1 << (index & 7);
  }

  /** Of at most 31 bits, sign and all: small ones take one byte. */
  addInteger(value: number): void {
    this.#reserve(5);
    let rest = value < 0 ? -value * 2 - 1 : value * 2;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  addFloat(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  /** Any text, lone surrogates too: a byte a character where all are below U+0100. */
  addText(text: string): void {
    this.#reserve(10 + 2 * text.length);
    const isWide = !isLatin(text);
    this.addInteger(isWide ? -1 - text.length : text.length);
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (isWide) this.#bytes[this.#length++] = unit >> 8;
      this.#bytes[this.#length++] = unit;
    }
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}
