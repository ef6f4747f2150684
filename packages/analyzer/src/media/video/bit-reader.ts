/** Octets of one parameter set that are read: the picture's size stands far before. */
const maxOctets = 512;

/** Reads bits of a parameter set, the highest first. What is read beyond the end is 0, and `failed` says so from then on. */
export class BitReader {
  failed = false;
  readonly #octets: Uint8Array = new Uint8Array(maxOctets);
  #length = 0;
  #at = 0;

  /** `isEscaped`: after two octets of 0, 3 is left out (H.264 §7.4.1, H.265 §7.4.2: emulation prevention). */
  open(bytes: Uint8Array, start: number, end: number, isEscaped: boolean): void {
    this.failed = false;
    this.#at = 0;
    this.#length = 0;
    let zeros = 0;
    for (let at = start; at < end && this.#length < maxOctets; at++) {
      const octet = bytes[at]!;
      if (isEscaped && zeros >= 2 && octet === 3) {
        zeros = 0;
        continue;
      }
      zeros = octet === 0 ? zeros + 1 : 0;
      this.#octets[this.#length++] = octet;
    }
  }

  bit(): number {
    if (this.#at >= this.#length * 8) {
      this.failed = true;
      return 0;
    }
    const bit = (this.#octets[this.#at >> 3]! >> (7 - (this.#at & 7))) & 1;
    this.#at++;
    return bit;
  }

  flag(): boolean {
    return this.bit() === 1;
  }

  /** Up to 32 bits. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.bit();
    return value;
  }

  skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#length * 8) this.failed = true;
  }

  /** ue(v), Exp-Golomb: H.264 §9.1. uvlc() of AV1 §4.10.3 is the same. */
  unsigned(): number {
    let zeros = 0;
    while (zeros < 32 && !this.failed && this.bit() === 0) zeros++;
    if (zeros >= 32) this.failed = true;
    return this.failed ? 0 : 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v): H.264 §9.1.1. */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2;
  }
}
