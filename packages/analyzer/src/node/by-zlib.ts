import type * as zlib from 'node:zlib';
import type { DecompressOptions } from '../capture/decompress.ts';
import { inflateZstd, inflateZstdByScript, type ZstdDecoder } from '../capture/inflate-zstd.ts';
import type { ZstdPiece } from '../capture/zstd-frames.ts';
import { ZlibStream } from './zlib-stream.ts';

/** How compressed captures are inflated in Node. Its zlib is loaded for them only. */
export const byZlib: Required<Pick<DecompressOptions, 'inflaters'>> = {
  inflaters: { gzip: inflateGzip, zstd: inflateZstdInNode },
};

type Slices = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** Inflates gzip by Node's zlib: see `Inflate`. Several members in a row are one stream, as RFC 1952 §2.2 has it. */
async function* inflateGzip(slices: Slices): AsyncGenerator<Uint8Array, void, undefined> {
  const zlib = await import('node:zlib');
  const gunzip = new ZlibStream(zlib.createGunzip());
  try {
    for await (const slice of slices) yield* gunzip.write(slice);
    yield* gunzip.end();
  } finally {
    gunzip.destroy();
  }
}

/** Inflates zstd; Node 22.12 to 22.14 have none. */
async function* inflateZstdInNode(slices: Slices): AsyncGenerator<Uint8Array, void, undefined> {
  const zlib = await import('node:zlib');
  if ('createZstdDecompress' in zlib) yield* inflateZstd(slices, new ZlibZstdDecoder(zlib.createZstdDecompress()));
  else yield* inflateZstdByScript(slices);
}

/** Inflates zstd by Node's zlib, which does not tell frames apart by itself: it is given one after the other. */
class ZlibZstdDecoder implements ZstdDecoder {
  readonly #zstd: zlib.ZstdDecompress & zlib.ZlibReset;
  readonly #stream: ZlibStream;

  constructor(zstd: zlib.ZstdDecompress) {
    // All streams of zlib can be begun anew; the types tell it of some.
    this.#zstd = zstd as zlib.ZstdDecompress & zlib.ZlibReset;
    this.#stream = new ZlibStream(zstd);
  }

  async *decode({ bytes, isLast }: ZstdPiece): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#stream.write(bytes);
    if (isLast) this.#zstd.reset();
  }

  close(): void {
    this.#stream.destroy();
  }
}
