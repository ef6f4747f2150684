import type { CorpusKey } from '../corpus-file.ts';
import { type PeerName, peerNames } from '../peers/load-peer.ts';
import { type KeptState, keptStates } from '../peers/peer.ts';
import type { Retained } from './retained-worker.ts';
import { Worker } from './worker.ts';

/** Bytes that one message holds beside its own bytes, which are the caller's. */
export type RetainedRow = {
  readonly corpus: CorpusKey;
  readonly peer: PeerName;
  readonly state: KeptState;
  readonly bytes: number;
};

export async function measureRetained(
  corpora: readonly CorpusKey[],
  peers: readonly PeerName[] = peerNames,
): Promise<RetainedRow[]> {
  const rows: RetainedRow[] = [];
  for (const corpus of corpora) {
    for (const peer of peers) {
      for (const state of keptStates) {
        const worker = new Worker('retained-worker', [peer, state, corpus], ['--expose-gc']);
        const { bytes } = await worker.ask<Retained>('measure');
        worker.end();
        if (bytes !== undefined) rows.push({ corpus, peer, state, bytes });
      }
    }
  }
  return rows;
}
