/** So many at once: the browser opens but six connections to one server, and the page has other questions. */
const atOnce = 2;

/** Lets a few begin; the others wait for their turn. */
export class UploadQueue {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  async run<Result>(begin: () => Promise<Result>): Promise<Result> {
    if (this.#running >= atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      return await begin();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}
