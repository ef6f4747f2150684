/**
 * Reads values in the aligned packed encoding rules of ASN.1 (X.691), as far as T.38 uses them. What is read beyond the end is 0, and
 * `failed` says so from then on.
 */
export class PerReader {
  failed = false;
  #bytes: Uint8Array = new Uint8Array(0);
  #end = 0;
  /** In bits. */
  #at = 0;

  open(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start * 8;
    this.#end = Math.min(end, bytes.length) * 8;
    this.failed = false;
  }

  /** Where the next aligned octet stands. */
  get position(): number {
    return Math.ceil(this.#at / 8);
  }

  /** How many whole octets come from there. */
  get rest(): number {
    return Math.max(0, this.#end / 8 - this.position);
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.#bit();
    return value;
  }

  #bit(): number {
    if (this.#at >= this.#end) {
      this.failed = true;
      return 0;
    }
    const octet = this.#bytes[this.#at >> 3] ?? 0;
    const bit = (octet >> (7 - (this.#at & 7))) & 1;
    this.#at++;
    return bit;
  }

  align(): void {
    this.#at = this.position * 8;
  }

  /** A length without bounds (X.691 §11.9), of one or two octets. That of a fragment, from 16 Ki on, fails: no datagram holds one. */
  length(): number {
    this.align();
    const first = this.bits(8);
    if (first < 0x80) return first;
    if (first < 0xc0) return (first & 0x3f) * 256 + this.bits(8);
    this.failed = true;
    return 0;
  }

  /** Skips so many octets and gives where they began; -1 where there are not so many. */
  octets(length: number): number {
    this.align();
    const start = this.position;
    if (length > this.rest) {
      this.failed = true;
      return -1;
    }
    this.#at += length * 8;
    return start;
  }
}
