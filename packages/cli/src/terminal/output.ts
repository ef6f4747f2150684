import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { CommandError } from '../command-error.ts';
import { exitStatus } from '../exit-status.ts';

/** Characters gathered before they are handed to the stream: a row alone costs a system call. */
const batchLength = 1 << 16;

/**
 * Text on its way to stdout, in batches, no faster than it is read. Once the reader has closed the pipe, what is
 * written is dropped and `closed` tells whoever makes it to stop.
 */
export class Output {
  readonly #stream: Writable;
  readonly #closing: AbortController = new AbortController();
  #parts: string[] = [];
  #length = 0;
  #failure: Error | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') this.#failure = error;
      this.#closing.abort();
    });
  }

  /** Aborted when nothing more can be written. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  write(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length >= batchLength) this.#hand();
  }

  /** Resolves when the reader has room for more; throws if writing failed for another reason than a closed pipe. */
  async drain(): Promise<void> {
    this.#hand();
    if (this.#stream.writableNeedDrain && !this.closed.aborted) {
      await once(this.#stream, 'drain', { signal: this.closed }).catch((error: unknown) => {
        if (!this.closed.aborted) throw error;
      });
    }
    this.#check();
  }

  /** Resolves when everything is written; throws as `drain` does. */
  async finish(): Promise<void> {
    this.#hand();
    if (!this.closed.aborted) await new Promise<void>((resolve) => this.#stream.write('', () => resolve()));
    // A failing write calls back before it is told to the stream's listeners.
    await new Promise((resolve) => setImmediate(resolve));
    this.#check();
  }

  #check(): void {
    if (this.#failure === undefined) return;
    throw new CommandError(exitStatus.unwritable, `The output cannot be written: ${this.#failure.message}.`);
  }

  #hand(): void {
    if (this.#length > 0 && !this.closed.aborted) this.#stream.write(this.#parts.join(''));
    this.#parts = [];
    this.#length = 0;
  }
}
