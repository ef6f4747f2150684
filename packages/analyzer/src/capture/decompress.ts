import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import { type CaptureLimits, defaultCaptureLimits } from './capture-limits.ts';

const GZIP_MAGIC_BYTES = 2;
/** Check sum and length at a gzip stream's end. RFC 1952 §2.3.1. */
const GZIP_TRAILER_BYTES = 8;
/** Compressed bytes given to the inflater at once: at most what these hold is lost before a place that is damaged. */
const SLICE_BYTES = 64 * 1024;

type InflaterReader = ReadableStreamDefaultReader<Uint8Array>;
type InflaterResult = ReadableStreamReadResult<Uint8Array>;

/** True where the bytes are a gzip stream (RFC 1952 §2.3.1), as far as two bytes tell. */
export function isGzip(head: Uint8Array): boolean {
  return head.length >= GZIP_MAGIC_BYTES && head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * The bytes of a capture, inflated where they are a gzip stream, otherwise as they come. One layer only.
 * A stream that is cut, damaged or a bomb gives what comes before that, and a diagnostic.
 */
export async function* decompressed(
  chunks: AsyncIterable<Uint8Array>,
  diagnostics: CaptureDiagnostics,
  limits: CaptureLimits = defaultCaptureLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    const head = await readHead(iterator);
    const whole = continued(head, iterator);
    yield* isGzip(head) ? inflated(whole, diagnostics, limits) : whole;
  } finally {
    await iterator.return?.();
  }
}

/** The first chunk, with as many behind it as hold the magic. */
async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < GZIP_MAGIC_BYTES) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    if (head.length === 0 && value.length >= GZIP_MAGIC_BYTES) return value;
    const joined = new Uint8Array(head.length + value.length);
    joined.set(head);
    joined.set(value, head.length);
    head = joined;
  }
  return head;
}

async function* continued(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (head.length > 0) yield head;
  for (;;) {
    const { done, value } = await iterator.next();
    if (done === true) return;
    yield value;
  }
}

async function* inflated(
  chunks: AsyncIterable<Uint8Array>,
  diagnostics: CaptureDiagnostics,
  limits: CaptureLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = new Inflater();
  let bytesIn = 0;
  let bytesOut = 0;
  try {
    for await (const slice of slicesAndTrailer(chunks)) {
      bytesIn += slice.length;
      for await (const out of inflater.write(slice)) {
        bytesOut += out.length;
        if (isTooMuch(bytesIn, bytesOut, diagnostics, limits)) return;
        yield out;
      }
    }
    for await (const out of inflater.end()) {
      bytesOut += out.length;
      yield out;
    }
  } catch (error) {
    if (!inflater.failed) throw error;
    const detail = `After ${bytesIn} bytes the gzip stream is cut, damaged, or followed by something else.`;
    diagnostics.reportDamage('capture-decompress', { offset: bytesOut, detail });
  } finally {
    await inflater.abandon();
  }
}

/** Copies in small slices; the last bytes come by themselves, so that a wrong check sum costs nothing of what it checks. */
async function* slicesAndTrailer(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let tail = new Uint8Array(0);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      const part = chunk.subarray(at, at + SLICE_BYTES);
      const joined = new Uint8Array(tail.length + part.length);
      joined.set(tail);
      joined.set(part, tail.length);
      const tailAt = Math.max(0, joined.length - GZIP_TRAILER_BYTES);
      if (tailAt > 0) yield joined.slice(0, tailAt);
      tail = joined.slice(tailAt);
    }
  }
  if (tail.length > 0) yield tail;
}

function isTooMuch(bytesIn: number, bytesOut: number, diagnostics: CaptureDiagnostics, limits: CaptureLimits): boolean {
  if (bytesOut > limits.inflatedBytes) {
    const detail = `The capture inflates to more than ${limits.inflatedBytes} bytes: the rest was not read.`;
    diagnostics.reportDamage('limit-size', { offset: bytesOut, detail });
    return true;
  }
  if (bytesOut > limits.inflationGraceBytes && bytesOut > limits.inflationRatio * bytesIn) {
    const detail = `${bytesIn} compressed bytes inflate to ${bytesOut}, more than ${limits.inflationRatio} times: the rest was not read.`;
    diagnostics.reportDamage('limit-ratio', { offset: bytesOut, detail });
    return true;
  }
  return false;
}

/**
 * The platform's gzip inflater, one slice at a time. When it meets damage it throws away what it has inflated and nobody
 * has read; so all of that is read out before the next slice goes in, and before the end is told.
 */
class Inflater {
  /** True once the platform has said that the stream is damaged. */
  failed = false;
  readonly #stream = new DecompressionStream('gzip');
  readonly #writer = this.#stream.writable.getWriter();
  readonly #reader: InflaterReader = this.#stream.readable.getReader();
  #pending: Promise<InflaterResult> | undefined;

  async *write(slice: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#drain(this.#writer.write(slice));
  }

  async *end(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#drain(this.#writer.close());
  }

  /** Frees the platform's inflater, whatever state it is in. */
  async abandon(): Promise<void> {
    await Promise.allSettled([this.#writer.abort(), this.#reader.cancel(), this.#pending]);
  }

  /** What comes out until `accepted` is done and nothing more is ready. */
  async *#drain(accepted: Promise<void>): AsyncGenerator<Uint8Array, void, undefined> {
    let isAccepted = false;
    const settled = accepted.then(() => {
      isAccepted = true;
    });
    // Told again by `read`, which comes first where there still is something to read.
    settled.catch(() => {});
    for (;;) {
      this.#pending ??= this.#reader.read();
      const quiet = isAccepted ? nextTask() : settled.then(nextTask);
      const result = await this.#orFail(Promise.race([this.#pending, quiet]));
      if (result === undefined) return;
      this.#pending = undefined;
      if (result.done) return;
      yield result.value;
    }
  }

  async #orFail<T>(promise: Promise<T>): Promise<T> {
    try {
      return await promise;
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }
}

/** Later than everything that is ready now: promises and ticks run before the next task. */
function nextTask(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0, undefined);
  });
}
