/** Things that come and go, each in a slot whose number is used again once the thing is let go. */
export class Slots<Thing extends { slot: number }> {
  readonly #things: (Thing | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#things.length - this.#free.length;
  }

  /** `undefined` where nothing is, and of -1. */
  at(slot: number): Thing | undefined {
    return slot < 0 ? undefined : this.#things[slot];
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

  /** Those of which that is true, in no order. `visit` sees each once and must neither add nor remove. */
  filter(visit: (thing: Thing) => boolean): Thing[] {
    const found: Thing[] = [];
    for (let slot = 0; slot < this.#things.length; slot++) {
      const thing = this.#things[slot];
      if (thing !== undefined && visit(thing)) found.push(thing);
    }
    return found;
  }

  /** Those that are there, in no order. */
  list(): Thing[] {
    return this.#things.filter((thing) => thing !== undefined);
  }
}
