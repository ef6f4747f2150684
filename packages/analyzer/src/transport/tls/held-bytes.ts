/** Counts the bytes that all connections hold, so that many small pieces do not become too much together. */
export class HeldBytes {
  readonly #most: number;
  #held = 0;
  /** Whether it was ever full. */
  refused = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** False where there is no room for them. */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#most) {
      this.refused = true;
      return false;
    }
    this.#held += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}
