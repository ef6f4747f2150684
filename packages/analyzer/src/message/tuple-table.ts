/**
 * Finds a number by a key of a few numbers (interned texts, counters): an open-addressing table in typed arrays.
 * The hash is seeded anew in every run, as in `ByteInterner`.
 */
export class TupleTable {
  readonly #width: number;
  readonly #seed = (Math.random() * 0x1_0000_0000) >>> 0;
  /** Per entry: `width` key parts, then the value plus one (0: free). */
  #entries: Uint32Array;
  #capacity = 1 << 10;
  #count = 0;

  constructor(width: number) {
    this.#width = width;
    this.#entries = new Uint32Array(this.#capacity * (width + 1));
  }

  /** -1 where the key is not there. Key parts are unsigned 32-bit numbers. */
  get(key: Uint32Array): number {
    const at = this.#find(key);
    return this.#entries[at + this.#width]! - 1;
  }

  set(key: Uint32Array, value: number): void {
    const at = this.#find(key);
    const isNew = this.#entries[at + this.#width] === 0;
    if (isNew) for (let i = 0; i < this.#width; i++) this.#entries[at + i] = key[i]!;
    this.#entries[at + this.#width] = value + 1;
    if (isNew && ++this.#count * 2 > this.#capacity) this.#grow();
  }

  /** Where the key is, or the free place where it would be. */
  #find(key: Uint32Array): number {
    const size = this.#width + 1;
    let slot = this.#hash(key, 0) & (this.#capacity - 1);
    for (;;) {
      const at = slot * size;
      if (this.#entries[at + this.#width] === 0 || this.#equals(key, at)) return at;
      slot = (slot + 1) & (this.#capacity - 1);
    }
  }

  #equals(key: Uint32Array, at: number): boolean {
    for (let i = 0; i < this.#width; i++) if (this.#entries[at + i] !== key[i]) return false;
    return true;
  }

  #hash(key: Uint32Array, from: number): number {
    let hash = this.#seed;
    for (let i = 0; i < this.#width; i++) {
      hash = Math.imul(hash ^ key[from + i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  #grow(): void {
    const old = this.#entries;
    const size = this.#width + 1;
    const oldCapacity = this.#capacity;
    this.#capacity *= 2;
    this.#entries = new Uint32Array(this.#capacity * size);
    for (let entry = 0; entry < oldCapacity; entry++) {
      const from = entry * size;
      if (old[from + this.#width] === 0) continue;
      let slot = this.#hash(old, from) & (this.#capacity - 1);
      while (this.#entries[slot * size + this.#width] !== 0) slot = (slot + 1) & (this.#capacity - 1);
      for (let part = 0; part < size; part++) this.#entries[slot * size + part] = old[from + part]!;
    }
  }
}
