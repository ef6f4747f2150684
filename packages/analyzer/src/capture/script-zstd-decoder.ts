import { Decompress } from 'fzstd';
import { InflateError } from './inflate.ts';
import type { ZstdDecoder } from './inflate-zstd.ts';
import { type Xxh64, xxh64 } from './xxh64.ts';
import type { ZstdPiece } from './zstd-frames.ts';

/** By `fzstd`, which does not look at check sums: that is done here. */
export class ScriptZstdDecoder implements ZstdDecoder {
  #frame: Decompress | undefined;
  readonly #out: Uint8Array[] = [];
  #sum: Xxh64 = xxh64();

  *decode({ kind, bytes, isLast }: ZstdPiece): Generator<Uint8Array, void, undefined> {
    if (kind === 'header') {
      this.#sum = xxh64();
      this.#frame = new Decompress((chunk) => this.#out.push(chunk));
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
