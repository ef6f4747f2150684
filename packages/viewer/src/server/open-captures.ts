import type { Place } from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';

type OpenCapture = {
  readonly input: ReturnType<typeof openCapture>;
  /** Reads wait for each other: a compressed capture is inflated by the first. */
  last: Promise<unknown>;
};

/**
 * Captures whose messages are read again, kept open between requests: of a compressed one, an inflated copy is made
 * when it is first asked for, and asking costs little from then on.
 */
export class OpenCaptures {
  readonly #limit: number;
  /** By file; the one used last stands last. */
  readonly #open = new Map<string, OpenCapture>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The bytes at each place of the capture. */
  async read(file: string, places: readonly Place[]): Promise<readonly Uint8Array[]> {
    const capture = this.#open.get(file) ?? { input: openCapture(file), last: Promise.resolve() };
    this.#open.delete(file);
    this.#open.set(file, capture);
    const reading = capture.last.then(async () => {
      const input = await capture.input;
      const read: Uint8Array[] = [];
      for (const place of places) read.push(await input.read(place));
      return read;
    });
    capture.last = reading.catch(() => this.#forget(file, capture));
    for (const [oldest] of this.#open) {
      if (this.#open.size <= this.#limit) break;
      void this.close(oldest);
    }
    return reading;
  }

  /** Ends what is read of this capture, once the reads that were begun have ended. */
  async close(file: string): Promise<void> {
    const capture = this.#open.get(file);
    if (capture === undefined) return;
    this.#open.delete(file);
    await capture.last;
    await closeInput(capture);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((file) => this.close(file)));
  }

  /** What failed once is opened anew the next time. */
  async #forget(file: string, capture: OpenCapture): Promise<void> {
    if (this.#open.get(file) === capture) this.#open.delete(file);
    await closeInput(capture);
  }
}

async function closeInput({ input }: OpenCapture): Promise<void> {
  // One that could not be opened has nothing to close.
  await input.then((opened) => opened.close()).catch(() => undefined);
}
