/** What a message costs while it is kept: `retained-worker.ts PEER STATE CORPUS`, with --expose-gc. Says how many bytes, or nothing where the peer has no such state. */
import { type CorpusKey, readCorpus } from '../corpus-file.ts';
import { loadKeeper, type PeerName } from '../peers/load-peer.ts';
import type { KeptState } from '../peers/peer.ts';

export type Retained = { readonly bytes: number } | { readonly bytes: undefined };

// They come from `measureRetained`.
const [peer, state, corpus] = process.argv.slice(2) as [PeerName, KeptState, CorpusKey];
const messages = readCorpus(corpus).slice(0, 2400);
const keep = await loadKeeper(peer, state, messages);

/** Bytes of the heap and of buffers beside it, after all that is not needed went. */
function usedBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function measure(make: () => readonly unknown[]): number {
  // The first time also loads what is shared by all messages.
  make();
  const before = usedBytes();
  const kept = make();
  const bytes = usedBytes() - before;
  return bytes / kept.length;
}

process.once('message', () => process.send?.({ bytes: keep && measure(keep) }));
