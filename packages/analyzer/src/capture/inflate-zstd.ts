import { InflateError } from './inflate.ts';
import { type Xxh64, xxh64 } from './xxh64.ts';
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
  const { Decompress } = await import('fzstd');
  yield* inflateZstd(slices, new ScriptDecoder(Decompress));
}

type Decompress = typeof import('fzstd').Decompress;

/** By `fzstd`, which does not look at check sums: that is done here. */
class ScriptDecoder implements ZstdDecoder {
  readonly #Decompress: Decompress;
  #frame: InstanceType<Decompress> | undefined;
  readonly #out: Uint8Array[] = [];
  #sum: Xxh64 = xxh64();

  constructor(decompress: Decompress) {
    this.#Decompress = decompress;
  }

  *decode({ kind, bytes, isLast }: ZstdPiece): Generator<Uint8Array, void, undefined> {
    if (kind === 'header') {
      this.#sum = xxh64();
      this.#frame = new this.#Decompress((chunk) => this.#out.push(chunk));
    }
    this.#push(bytes, isLast);
    for (const chunk of this.#out.splice(0)) {
      if (chunk.length === 0) continue;
      this.#sum.update(chunk);
      yield chunk;
    }
    if (kind === 'checksum' && new DataView(bytes.buffer).getUint32(0, true) !== this.#sum.low32()) {
      throw new InflateError('a check sum of the zstd stream is wrong');
    }
  }

  close(): void {
    this.#frame = undefined;
  }

  /** A piece ends no later than a block, so what came before a damaged one was given already. */
  #push(bytes: Uint8Array, isLast: boolean): void {
    try {
      this.#frame?.push(bytes, isLast);
    } catch (error) {
      throw new InflateError(error);
    }
  }
}
