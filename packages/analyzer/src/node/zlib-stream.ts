import { setImmediate } from 'node:timers/promises';
import type * as zlib from 'node:zlib';
import { InflateError } from '../capture/inflate.ts';

/** A stream of Node's zlib that is asked for what each slice holds. */
export class ZlibStream {
  readonly #stream: zlib.Gunzip | zlib.ZstdDecompress;
  readonly #out: Uint8Array[] = [];
  readonly #closed: Promise<void>;
  #failure: unknown;

  constructor(stream: zlib.Gunzip | zlib.ZstdDecompress) {
    this.#stream = stream;
    stream.on('data', (chunk: Uint8Array) => this.#out.push(chunk));
    stream.on('error', (error) => {
      this.#failure = error;
    });
    this.#closed = new Promise<void>((resolve) => {
      stream.on('close', resolve);
    });
  }

  /** What the slice brings out; throws an `InflateError` at damage, after what came before it. */
  async *write(slice: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    const written = new Promise<void>((resolve) => {
      this.#stream.write(slice, () => resolve());
    });
    await Promise.race([written, this.#closed]);
    // What the slice held flows before the next turn of Node's loop.
    await setImmediate();
    yield* this.#taken();
  }

  /** The rest. */
  async *end(): AsyncGenerator<Uint8Array, void, undefined> {
    this.#stream.end();
    await this.#closed;
    yield* this.#taken();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  *#taken(): Generator<Uint8Array, void, undefined> {
    yield* this.#out.splice(0);
    if (this.#failure !== undefined) throw new InflateError(this.#failure);
  }
}
