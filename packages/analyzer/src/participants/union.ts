/** Things that turn out to be one: sets of numbers that grow together. */
export class Union {
  readonly #parents: number[] = [];

  constructor(size: number) {
    for (let i = 0; i < size; i++) this.#parents.push(i);
  }

  /** The number that stands for the whole set: its least. */
  rootOf(number: number): number {
    const parents = this.#parents;
    let root = number;
    while (parents[root] !== root) root = parents[root] ?? root;
    for (let at = number; at !== root;) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  /** Whether they were two until now. */
  join(one: number, other: number): boolean {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    if (a === b) return false;
    this.#parents[Math.max(a, b)] = Math.min(a, b);
    return true;
  }
}
