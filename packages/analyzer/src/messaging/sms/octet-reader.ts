/** Reads octets one by one; what is beyond the end is `undefined`. */
export class OctetReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  octet(): number | undefined {
    return this.#bytes[this.#at++];
  }

  /** So many, or `undefined` where there are fewer. */
  octets(count: number): Uint8Array | undefined {
    if (count > this.left) return undefined;
    const start = this.#at;
    this.#at += count;
    return this.#bytes.subarray(start, this.#at);
  }

  /** An octet that tells how many follow, and those. */
  counted(): Uint8Array | undefined {
    const count = this.octet();
    return count === undefined ? undefined : this.octets(count);
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(Math.min(this.#at, this.#bytes.length));
  }
}
