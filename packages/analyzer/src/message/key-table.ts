/** Finds a small number by a fingerprint: an open-addressing table in typed arrays, from which keys can be taken out again. */
export class KeyTable {
  #capacity = 1 << 10;
  #keys = new Float64Array(this.#capacity);
  /** The value plus one; 0 where nothing is. */
  #values = new Uint32Array(this.#capacity);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** -1 where the key is not there. */
  get(key: number): number {
    return this.#values[this.#find(key)]! - 1;
  }

  set(key: number, value: number): void {
    const at = this.#find(key);
    const isNew = this.#values[at] === 0;
    this.#keys[at] = key;
    this.#values[at] = value + 1;
    if (isNew && ++this.#count * 2 > this.#capacity) this.#grow();
  }

  /** Nothing happens where the key is not there, or has another value. */
  delete(key: number, value: number): void {
    const at = this.#find(key);
    if (this.#values[at] !== value + 1) return;
    this.#count--;
    this.#close(at);
  }

  /** Where the key is, or the free place where it would be. */
  #find(key: number): number {
    const mask = this.#capacity - 1;
    let at = key & mask;
    while (this.#values[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  /** Moves back into the hole what stands behind it only because that place was taken. */
  #close(free: number): void {
    const mask = this.#capacity - 1;
    let hole = free;
    for (let at = (hole + 1) & mask; this.#values[at] !== 0; at = (at + 1) & mask) {
      const wanted = this.#keys[at]! & mask;
      if (((at - wanted) & mask) < ((at - hole) & mask)) continue;
      this.#keys[hole] = this.#keys[at]!;
      this.#values[hole] = this.#values[at]!;
      hole = at;
    }
    this.#values[hole] = 0;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#capacity *= 2;
    this.#keys = new Float64Array(this.#capacity);
    this.#values = new Uint32Array(this.#capacity);
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 0) continue;
      const at = this.#find(keys[i]!);
      this.#keys[at] = keys[i]!;
      this.#values[at] = values[i]!;
    }
  }
}
