import { Worker } from './worker.ts';
import type { WorstRow } from './worst-worker.ts';

/** What 64 kB of every worst case cost, the dearest first. */
export async function measureWorst(rounds: number): Promise<WorstRow[]> {
  const worker = new Worker('worst-worker', [String(rounds)]);
  const { rows } = await worker.ask<{ readonly rows: readonly WorstRow[] }>('measure');
  worker.end();
  return rows.toSorted((one, other) => other.ms.median - one.ms.median);
}
