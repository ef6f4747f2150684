/** What a capture file may be wrapped in. */
export type Compression = 'gzip' | 'zstd';

/**
 * Inflates one compressed stream that comes in small slices. What a slice holds is given before the next is asked for.
 * Throws an `InflateError` at damage, after everything before it; an error of the slices themselves passes through.
 */
export type Inflate = (slices: AsyncIterable<Uint8Array<ArrayBuffer>>) => AsyncIterable<Uint8Array>;

/** The compressed bytes are cut, damaged, or followed by something else. */
export class InflateError extends Error {
  constructor(cause: unknown) {
    super('The compressed stream is cut, damaged, or followed by something else.', { cause });
    this.name = 'InflateError';
  }
}

/**
 * Inflates gzip by the `DecompressionStream` that browsers have. At damage it throws away what it has inflated and nobody has read,
 * so all of that is read out before the next slice goes in, and before the end is told. Node has it too, but takes slices
 * before it has worked on them: there use `byZlib`, which loses nothing.
 */
export async function* inflateByPlatform(
  slices: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const output = new Output(stream.readable.getReader());
  try {
    for await (const slice of slices) yield* output.until(writer.write(slice));
    yield* output.until(writer.close());
  } finally {
    await Promise.allSettled([writer.abort(), output.cancel()]);
  }
}

class Output {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #pending: Promise<ReadableStreamReadResult<Uint8Array>> | undefined;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  /** What comes until `accepted` is done and nothing more is ready. */
  async *until(accepted: Promise<void>): AsyncGenerator<Uint8Array, void, undefined> {
    const quiet = accepted.then(nextTask);
    // Its failure is that of the race below, where something is waiting for it.
    quiet.catch(() => {});
    for (;;) {
      this.#pending ??= this.#reader.read();
      const result = await readOrFail(Promise.race([this.#pending, quiet.then(nextTask)]));
      if (result === undefined) return;
      this.#pending = undefined;
      if (result.done) return;
      yield result.value;
    }
  }

  async cancel(): Promise<void> {
    await Promise.allSettled([this.#reader.cancel(), this.#pending]);
  }
}

async function readOrFail<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw new InflateError(error);
  }
}

/** Later than everything that is ready now: promises run before the next task. */
function nextTask(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0, undefined);
  });
}
