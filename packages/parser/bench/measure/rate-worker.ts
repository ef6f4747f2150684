/** Does one task of one peer, again and again: `rate-worker.ts PEER TASK CORPUS WARM_MS SLICE_MS`. Answers every question with a slice. */
import { type CorpusKey, readCorpus } from '../corpus-file.ts';
import { loadWork, type PeerName } from '../peers/load-peer.ts';
import type { Task } from '../peers/peer.ts';

/** How long the work was done, and how many messages were read in that time. */
export type Slice = { readonly messages: number; readonly cpuUs: number; readonly wallUs: number };
/** What a worker says when it is warm. `refused`: messages the peer gave nothing for, or threw at. */
export type Ready = { readonly messages: number; readonly refused: number; readonly found: number };

// They come from `measureRates`.
const [peer, task, corpus, warmMs, sliceMs] = process.argv.slice(2) as [PeerName, Task, CorpusKey, string, string];
const { count, run } = await loadWork(peer, task, readCorpus(corpus));
let next = 0;
let found = 0;

/** One message after the other. Several at a time, for a look at the clock costs as much as a message. */
function slice(milliseconds: number, atOnce: number): Slice {
  let messages = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  let now = start;
  for (; now - start < milliseconds; now = performance.now()) {
    for (let turn = 0; turn < atOnce; turn++) {
      found += runSafely(next);
      next = next + 1 === count ? 0 : next + 1;
    }
    messages += atOnce;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { messages, cpuUs: user + system, wallUs: (now - start) * 1000 };
}

function runSafely(index: number): number {
  try {
    return run(index);
  } catch {
    return 0;
  }
}

let refused = 0;
for (let index = 0; index < count && index < 3000; index++) if (!(runSafely(index) > 0)) refused++;
const { messages, wallUs } = slice(Number(warmMs), 4);
const atOnce = Math.max(1, Math.round((messages / wallUs) * 2000));
slice(Number(warmMs), atOnce);

process.on('message', () => process.send?.(slice(Number(sliceMs), atOnce)));
process.send?.({ messages: Math.min(count, 3000), refused, found } satisfies Ready);
