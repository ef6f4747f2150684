import * as zlib from 'node:zlib';
import type { DecompressOptions } from '../capture/decompress.ts';
import { inflateZstd, inflateZstdByScript, type ZstdDecoder } from '../capture/inflate-zstd.ts';
import type { ZstdPiece } from '../capture/zstd-frames.ts';
import { ZlibStream } from './zlib-stream.ts';

/** How compressed captures are inflated in Node; its versions 22.12 to 22.14 have no zstd. */
export const byZlib: Required<Pick<DecompressOptions, 'inflaters'>> = {
  inflaters: {
    gzip: inflateByZlib,
    zstd: 'createZstdDecompress' in zlib ? (slices) => inflateZstd(slices, new ZlibZstdDecoder()) : inflateZstdByScript,
  },
};

/** Inflates gzip by Node's zlib: see `Inflate`. Several members in a row are one stream, as RFC 1952 §2.2 has it. */
async function* inflateByZlib(
  slices: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = new ZlibStream(zlib.createGunzip());
  try {
    for await (const slice of slices) yield* gunzip.write(slice);
    yield* gunzip.end();
  } finally {
    gunzip.destroy();
  }
}

/** Inflates zstd by Node's zlib, which does not tell frames apart by itself: it is given one after the other. */
class ZlibZstdDecoder implements ZstdDecoder {
  // All streams of zlib can be begun anew; the types tell it of some.
  readonly #zstd = zlib.createZstdDecompress() as zlib.ZstdDecompress & zlib.ZlibReset;
  readonly #stream = new ZlibStream(this.#zstd);

  async *decode({ bytes, isLast }: ZstdPiece): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#stream.write(bytes);
    if (isLast) this.#zstd.reset();
  }

  close(): void {
    this.#stream.destroy();
  }
}
