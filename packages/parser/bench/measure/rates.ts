import type { CorpusKey } from '../corpus-file.ts';
import { type PeerName, peersOf } from '../peers/load-peer.ts';
import type { Task } from '../peers/peer.ts';
import type { Ready, Slice } from './rate-worker.ts';
import { type Spread, spreadOf } from './statistics.ts';
import { Worker } from './worker.ts';

/** Messages a second of one peer at one task; by processor time, which what else the machine does changes least. */
export type Rate = {
  readonly task: Task;
  readonly corpus: CorpusKey;
  readonly peer: PeerName;
  readonly perSecond: Spread;
  /** By the clock. */
  readonly perSecondOfWall: Spread;
  /** How many of the messages it could not read, and of how many. */
  readonly refused: number;
  readonly messages: number;
};

export type RateOptions = { readonly rounds: number; readonly warmMs: number; readonly sliceMs: number };

/** Every peer at the task, each in a process of its own, in turns: a slow moment of the machine hits all of them. */
export async function measureRates(task: Task, corpus: CorpusKey, options: RateOptions): Promise<Rate[]> {
  const running: { peer: PeerName; worker: Worker; ready: Ready; slices: Slice[] }[] = [];
  for (const peer of peersOf(task)) {
    const worker = new Worker('rate-worker', [peer, task, corpus, String(options.warmMs), String(options.sliceMs)]);
    running.push({ peer, worker, ready: await worker.next<Ready>(), slices: [] });
  }
  for (let round = 0; round < options.rounds; round++)
    for (const { worker, slices } of running) slices.push(await worker.ask<Slice>('slice'));
  for (const { worker } of running) worker.end();
  return running.map(({ peer, ready, slices }) => ({
    task,
    corpus,
    peer,
    perSecond: spreadOf(slices.map(({ messages, cpuUs }) => (messages * 1e6) / cpuUs)),
    perSecondOfWall: spreadOf(slices.map(({ messages, wallUs }) => (messages * 1e6) / wallUs)),
    refused: ready.refused,
    messages: ready.messages,
  }));
}
