/** Remembers rows by a hash of each, to tell which are new or other than they were. Rows keep their place in the list. */
export class RowChanges<Row> {
  #hashes = new Uint32Array(1024);
  #length = 0;

  /** The rows that changed, with their numbers. */
  of(rows: Iterable<Row>): (readonly [number: number, row: Row])[] {
    const changed: (readonly [number, Row])[] = [];
    let number = 0;
    for (const row of rows) {
      const hash = hashOf(JSON.stringify(row));
      if (number >= this.#length || this.#hashes[number] !== hash) {
        this.#keep(number, hash);
        changed.push([number, row]);
      }
      number++;
    }
    return changed;
  }

  #keep(number: number, hash: number): void {
    if (number >= this.#hashes.length) {
      const grown = new Uint32Array(2 * this.#hashes.length);
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    this.#hashes[number] = hash;
    this.#length = Math.max(this.#length, number + 1);
  }
}

/** FNV-1a over 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
