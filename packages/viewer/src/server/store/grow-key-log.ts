import type { GrowingKeyLog } from '@sipscope/analyzer';
import { appendFile } from 'node:fs/promises';
import { ownerOnly } from './receive-key-log.ts';

/** A key log that is kept beside its capture while both grow. */
export class GrownKeyLog {
  readonly #captureEnded = new AbortController();
  readonly #grown: Promise<boolean>;

  /** Where there is a file already, it is added to. `onFailure`: told why no more of it is kept. */
  constructor(growing: GrowingKeyLog, file: string, onFailure: (error: unknown) => void) {
    this.#grown = appendPieces(growing(this.#captureEnded.signal), file).catch((error: unknown) => {
      onFailure(error);
      return false;
    });
  }

  /** The capture has ended: resolves when all that was added until then is kept, with whether there was anything. */
  async end(): Promise<boolean> {
    this.#captureEnded.abort();
    return this.#grown;
  }
}

async function appendPieces(pieces: AsyncIterable<Uint8Array>, file: string): Promise<boolean> {
  let hasAny = false;
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    // By its name: another may have been given meanwhile, and is added to then.
    await appendFile(file, piece, { mode: ownerOnly });
    hasAny = true;
  }
  return hasAny;
}
