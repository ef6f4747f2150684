import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import { type CaptureLimits, defaultCaptureLimits } from './capture-limits.ts';
import { type Compression, type Inflate, InflateError, inflateByPlatform } from './inflate.ts';
import { inflateZstdByScript } from './inflate-zstd.ts';
import { isZstd, ZSTD_MAGIC_BYTES } from './zstd-frames.ts';

/** Of a file, as many bytes as tell how it is compressed. */
export const COMPRESSION_MAGIC_BYTES: number = ZSTD_MAGIC_BYTES;
const GZIP_MAGIC_BYTES = 2;
/** Check sum and length at a gzip stream's end. RFC 1952 §2.3.1. */
const GZIP_TRAILER_BYTES = 8;
/** Compressed bytes given to the inflater at once: at most what these hold is lost before a place that is damaged. */
const SLICE_BYTES = 16 * 1024;

export type DecompressOptions = {
  readonly limits?: CaptureLimits;
  /** Where the platform has better ones than what every platform can do. */
  readonly inflaters?: Readonly<Partial<Record<Compression, Inflate>>>;
};

const everywhere: Readonly<Record<Compression, Inflate>> = { gzip: inflateByPlatform, zstd: inflateZstdByScript };

/** How a stream is compressed (RFC 1952 §2.3.1, RFC 8878 §3.1), as far as its first four bytes tell. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  if (head.length >= GZIP_MAGIC_BYTES && head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return isZstd(head) ? 'zstd' : undefined;
}

/**
 * The bytes of a capture, inflated where they are a gzip or zstd stream, otherwise as they come. One layer only.
 * A stream that is cut, damaged or a bomb gives what comes before that, and a diagnostic.
 */
export async function* decompressed(
  chunks: AsyncIterable<Uint8Array>,
  diagnostics: CaptureDiagnostics,
  options: DecompressOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    const head = await readHead(iterator);
    const whole = continued(head, iterator);
    const compression = compressionOf(head);
    yield* compression === undefined ? whole : inflated(compression, whole, diagnostics, options);
  } finally {
    await iterator.return?.();
  }
}

/** The first chunk, with as many behind it as hold the magic. */
async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < COMPRESSION_MAGIC_BYTES) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    if (head.length === 0 && value.length >= COMPRESSION_MAGIC_BYTES) return value;
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
  compression: Compression,
  chunks: AsyncIterable<Uint8Array>,
  diagnostics: CaptureDiagnostics,
  { limits = defaultCaptureLimits, inflaters = {} }: DecompressOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const slices = new CompressedSlices(chunks, compression === 'gzip' ? GZIP_TRAILER_BYTES : 0);
  const inflate = inflaters[compression] ?? everywhere[compression];
  let bytesOut = 0;
  try {
    for await (const out of inflate(slices)) {
      bytesOut += out.length;
      if (isTooMuch(slices.bytes, bytesOut, diagnostics, limits)) return;
      yield out;
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    const detail = `After ${slices.bytes} bytes the ${compression} stream is cut, damaged, or followed by something else.`;
    diagnostics.reportDamage('capture-decompress', { offset: bytesOut, detail });
  }
}

/** Compressed bytes, copied in small slices; the last come by themselves, so that a wrong check sum costs nothing of what it checks. */
class CompressedSlices {
  /** Given so far. */
  bytes = 0;
  readonly #chunks: AsyncIterable<Uint8Array>;
  readonly #trailerBytes: number;

  constructor(chunks: AsyncIterable<Uint8Array>, trailerBytes: number) {
    this.#chunks = chunks;
    this.#trailerBytes = trailerBytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    let tail = new Uint8Array(0);
    for await (const chunk of this.#chunks) {
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        const part = chunk.subarray(at, at + SLICE_BYTES);
        const joined = new Uint8Array(tail.length + part.length);
        joined.set(tail);
        joined.set(part, tail.length);
        const tailAt = Math.max(0, joined.length - this.#trailerBytes);
        tail = joined.slice(tailAt);
        this.bytes += tailAt;
        if (tailAt > 0) yield joined.slice(0, tailAt);
      }
    }
    this.bytes += tail.length;
    if (tail.length > 0) yield tail;
  }
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
