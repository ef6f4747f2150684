/** Things that come and go, each in a slot whose number is used again once the thing is let go. */
export class Slots<Thing extends { slot: number }> {
  readonly #things: (Thing | undefined)[] = [];
  readonly #free: number[] = [];
  /** Brings back the one of a slot that is laid down. */
  #wake: ((slot: number) => Thing | undefined) | undefined = undefined;

  /** Those laid down among them. */
  get size(): number {
    return this.#things.length - this.#free.length;
  }

  /** `undefined` where nothing is, and of -1. */
  at(slot: number): Thing | undefined {
    return slot < 0 ? undefined : (this.#things[slot] ?? this.#wake?.(slot));
  }

  /** The same, without bringing back. */
  there(slot: number): Thing | undefined {
    return this.#things[slot];
  }

  /** Whoever lays things down says how they come back. */
  wakeBy(wake: (slot: number) => Thing | undefined): void {
    this.#wake = wake;
  }

  /** It keeps its slot, and `at` brings it back; `filter` and `list` pass it over. */
  layDown({ slot }: Thing): void {
    this.#things[slot] = undefined;
  }

  /** Back in the slot that it says. */
  putBack(thing: Thing): void {
    this.#things[thing.slot] = thing;
  }

  add(thing: Thing): void {
    thing.slot = this.#free.pop() ?? this.#things.length;
    this.#things[thing.slot] = thing;
  }

  /** Its slot is -1 then. */
  remove(thing: Thing): void {
    this.#things[thing.slot] = undefined;
    this.#free.push(thing.slot);
    thing.slot = -1;
  }

  /** Those of which that is true, and that are not laid down, in no order. `visit` sees each once and must neither add nor remove. */
  filter(visit: (thing: Thing) => boolean): Thing[] {
    const found: Thing[] = [];
    for (let slot = 0; slot < this.#things.length; slot++) {
      const thing = this.#things[slot];
      if (thing !== undefined && visit(thing)) found.push(thing);
    }
    return found;
  }

  /** Those that are there and not laid down, in no order. */
  list(): Thing[] {
    return this.#things.filter((thing) => thing !== undefined);
  }
}
