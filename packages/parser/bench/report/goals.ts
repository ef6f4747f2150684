import type { CorpusKey } from '../corpus-file.ts';
import type { Results } from '../measure/results.ts';
import type { Rate } from '../measure/rates.ts';
import { ours, type PeerName } from '../peers/load-peer.ts';
import type { Task } from '../peers/peer.ts';

/** What was wished for, and whether it was reached in this run. */
export type Goal = { readonly goal: string; readonly measured: string; readonly isMet: boolean };

const count = (value: number): string => Math.round(value).toLocaleString('en');

/** The goals that the sections of this run can tell of. */
export function goalsOf(results: Results): Goal[] {
  return [...rateGoals(results.rates), ...costGoals(results), ...loadingGoals(results)];
}

function rateGoals(rates: readonly Rate[]): Goal[] {
  return [
    atLeast(rates, 'identity', 'sipp', 300_000),
    atLeast(rates, 'identity', 'rich', 120_000),
    timesPeer(rates, 'identity', 'sipp', 2),
    timesPeer(rates, 'identity', 'rich', 2),
    atLeast(rates, 'headers', 'sipp', 250_000),
    atLeast(rates, 'headers', 'rich', 80_000),
    timesPeer(rates, 'jssip-headers', 'sipp', 15, 'jssip'),
    timesPeer(rates, 'jssip-headers', 'rich', 15, 'jssip'),
    timesPeer(rates, 'headers', 'sipp', 15, 'jssip'),
    timesPeer(rates, 'headers', 'rich', 15, 'jssip'),
    atLeast(rates, 'keys', 'sipp', 900_000),
  ].filter((goal) => goal !== undefined);
}

function rateOf(rates: readonly Rate[], task: Task, corpus: CorpusKey, peer: PeerName): number | undefined {
  return rates.find((rate) => rate.task === task && rate.corpus === corpus && rate.peer === peer)?.perSecond.median;
}

function atLeast(rates: readonly Rate[], task: Task, corpus: CorpusKey, wanted: number): Goal | undefined {
  const measured = rateOf(rates, task, corpus, ours);
  if (measured === undefined) return undefined;
  return {
    goal: `${task}, ${corpus}: at least ${count(wanted)}/s`,
    measured: `${count(measured)}/s`,
    isMet: measured >= wanted,
  };
}

/** Against one peer, or against the fastest of all. */
function timesPeer(
  rates: readonly Rate[],
  task: Task,
  corpus: CorpusKey,
  wanted: number,
  peer?: PeerName,
): Goal | undefined {
  const measured = rateOf(rates, task, corpus, ours);
  const other = peer ?? fastestPeer(rates, task, corpus);
  const theirs = other === undefined ? undefined : rateOf(rates, task, corpus, other);
  if (measured === undefined || theirs === undefined) return undefined;
  const ratio = measured / theirs;
  const what = peer === undefined ? `the fastest peer (${other})` : other;
  return {
    goal: `${task}, ${corpus}: at least ${wanted} times ${what}`,
    measured: `${ratio.toFixed(1)} times`,
    isMet: ratio >= wanted,
  };
}

/** Who is fastest at the task but for us. */
export function fastestPeer(rates: readonly Rate[], task: Task, corpus: CorpusKey): PeerName | undefined {
  return rates
    .filter((rate) => rate.task === task && rate.corpus === corpus && rate.peer !== ours)
    .toSorted((one, other) => other.perSecond.median - one.perSecond.median)[0]?.peer;
}

function costGoals({ invalid, worst }: Results): Goal[] {
  const goals: Goal[] = [];
  const [whole, dearest] = invalid;
  if (whole !== undefined) goals.push(atMostTwice('invalid messages', whole.ratio.median));
  if (dearest !== undefined)
    goals.push(atMostTwice(`invalid values, the worst header (${dearest.header})`, dearest.ratio.median));
  const slowest = worst[0];
  if (slowest !== undefined) {
    const ms = slowest.ms.median;
    goals.push({
      goal: `worst cases: 64 kB of each of ${worst.length} in at most 20 ms`,
      measured: `${ms.toFixed(1)} ms (${slowest.name})`,
      isMet: ms <= 20,
    });
  }
  return goals;
}

const atMostTwice = (what: string, ratio: number): Goal => ({
  goal: `${what}: at most 2 times the cost of valid ones`,
  measured: `${ratio.toFixed(2)} times`,
  isMet: ratio <= 2,
});

function loadingGoals({ start, size }: Results): Goal[] {
  const goals: Goal[] = [];
  for (const { what, ms } of start.filter((row) => row.what.startsWith(ours)))
    goals.push({
      goal: `first message within 15 ms of the start, ${what}`,
      measured: `${ms.median.toFixed(1)} ms`,
      isMet: ms.median <= 15,
    });
  for (const { entry, gzipBytes } of size.filter((row) => row.entry === 'parse-message'))
    goals.push({
      goal: `${entry}: at most 20 kB, packed`,
      measured: `${(gzipBytes / 1000).toFixed(1)} kB`,
      isMet: gzipBytes <= 20_000,
    });
  return goals;
}
