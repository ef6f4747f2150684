import { InflateError } from './inflate.ts';
import { ZstdFrames, type ZstdPiece } from './zstd-frames.ts';

/** Decodes the pieces of one zstd frame after the other. */
export type ZstdDecoder = {
  /** What the piece brings out; throws at damage, after what came before it was given. */
  decode(piece: ZstdPiece): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  close(): void;
};

/** Inflates a zstd stream: see `Inflate`. */
export async function* inflateZstd(
  slices: AsyncIterable<Uint8Array<ArrayBuffer>>,
  decoder: ZstdDecoder,
): AsyncGenerator<Uint8Array, void, undefined> {
  const frames = new ZstdFrames();
  try {
    for await (const slice of slices) {
      for (const piece of frames.pieces(slice)) yield* decoder.decode(piece);
    }
    if (frames.isInFrame) throw new InflateError('the zstd stream was cut');
  } finally {
    decoder.close();
  }
}

/** In JavaScript, for platforms without a decoder of their own; loaded where a zstd capture comes. */
export async function* inflateZstdByScript(
  slices: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { ScriptZstdDecoder } = await import('./script-zstd-decoder.ts');
  yield* inflateZstd(slices, new ScriptZstdDecoder());
}
