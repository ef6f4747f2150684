/**
 * Hashes keys of a fixed length by simple tabulation: a table of random numbers for each byte position, combined by XOR.
 * The tables are drawn at random, so collisions cannot be prepared by whoever writes the keys.
 */
export class TabulationHash {
  readonly #tables: Uint32Array<ArrayBuffer>;

  constructor(keyBytes: number) {
    this.#tables = new Uint32Array(256 * keyBytes);
    // getRandomValues fills at most 64 KiB at a time.
    for (let at = 0; at < this.#tables.length; at += 16_384) {
      crypto.getRandomValues(this.#tables.subarray(at, at + 16_384));
    }
  }

  /** Of `bytes[at, at + length)`; at most as many bytes as the hash was made for. */
  of(bytes: Uint8Array, at: number, length: number): number {
    const tables = this.#tables;
    let hash = 0;
    for (let i = 0; i < length; i++) hash ^= tables[(i << 8) | bytes[at + i]!]!;
    return hash >>> 0;
  }
}
