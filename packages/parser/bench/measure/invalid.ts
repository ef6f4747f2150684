import type { CorpusKey } from '../corpus-file.ts';
import type { InvalidRow } from './invalid-worker.ts';
import { Worker } from './worker.ts';

/** The cost of broken values beside right ones; whole messages first, then header by header, the dearest first. */
export async function measureInvalid(corpus: CorpusKey, rounds: number, sliceMs: number): Promise<InvalidRow[]> {
  const worker = new Worker('invalid-worker', [corpus, String(rounds), String(sliceMs)]);
  const { rows } = await worker.ask<{ readonly rows: readonly InvalidRow[] }>('measure');
  worker.end();
  const [whole, ...byHeader] = rows;
  const dearestFirst = byHeader.toSorted((one, other) => other.ratio.median - one.ratio.median);
  return whole === undefined ? dearestFirst : [whole, ...dearestFirst];
}
