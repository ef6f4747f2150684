import { spreadOf } from '../../packages/parser/bench/measure/statistics.ts';
import { bytesText, figure } from './format-figures.ts';
import type { GrowthRow } from './growth.ts';
import type { LargeTable } from './large.ts';
import type { PeersTable } from './peers.ts';
import type { Results } from './results.ts';
import type { StreamsTable } from './streams.ts';
import type { ThreadsTable } from './threads.ts';
import { type Measured, peakOf, spreadOfRuns, timesOf } from './turns.ts';

/** What was wished for, and whether it was reached in this run; `isMet` is absent where the run cannot tell. */
export type Goal = { readonly goal: string; readonly measured: string; readonly isMet?: boolean };

/** The goals that the sections of this run can tell of. */
export function goalsOf({ peers, growth, large, threads, streams }: Results): Goal[] {
  return [
    ...peers.flatMap(peersGoals),
    ...growthGoals(growth),
    ...large.flatMap(largeGoals),
    ...threads.flatMap(threadsGoals),
    ...streams.flatMap(streamsGoals),
  ];
}

const atLeast = (goal: string, value: number, wanted: number, unit: string): Goal =>
  judged(goal, value, value >= wanted, unit);
const atMost = (goal: string, value: number, wanted: number, unit: string): Goal =>
  judged(goal, value, value <= wanted, unit);

function judged(goal: string, value: number, isMet: boolean, unit: string): Goal {
  return Number.isNaN(value) || !Number.isFinite(value)
    ? { goal, measured: 'not measured' }
    : { goal, measured: `${figure(value)} ${unit}`, isMet };
}

function peersGoals({ hasDistinctMedia, messages, measured }: PeersTable): Goal[] {
  const [calls] = measured;
  if (calls === undefined) return [];
  const where = `${messages.toLocaleString('en')} messages, ${hasDistinctMedia ? 'an RTP address a call' : 'one RTP address'}`;
  const against = (program: string, wanted: number): Goal => {
    const peer = measured.find(({ name }) => name.startsWith(program));
    const goal = `${where}: ${program} takes at least ${wanted} times as long`;
    if (peer?.failure?.startsWith('not done after') === true && calls.runs.length > 0)
      return slowerThanTold(goal, calls, peer.failure, wanted);
    const times = peer === undefined ? Number.NaN : timesOf(peer, calls).median;
    return atLeast(goal, times, wanted, 'times');
  };
  return [against('sngrep', 6), against('tshark', 4), atMost(`${where}: at most 150 MB`, peakOf(calls), 150, 'MB')];
}

/** Of a peer that was given up, the time it was given counts. */
function slowerThanTold(goal: string, calls: Measured, failure: string, wanted: number): Goal {
  const given = Number(/\d+/.exec(failure)?.[0]);
  const times = given / spreadOfRuns(calls, 'seconds').median;
  return { goal, measured: `more than ${figure(times)} times`, isMet: times >= wanted };
}

/** A tenth more is left to the machine. */
const steepest = 11;

/** Of every size and the one ten times as large. */
function growthGoals(rows: readonly GrowthRow[]): Goal[] {
  return rows.flatMap((small) => {
    const large = rows.find(({ messages }) => Math.abs(messages / small.messages - 10) < 0.1);
    if (large === undefined) return [];
    const times = timesOf(large.measured, small.measured).median;
    const cpuTimes = timesOf(large.measured, small.measured, 'cpuSeconds').median;
    const goal = `${small.messages.toLocaleString('en')} to ${large.messages.toLocaleString('en')} messages: at most ${steepest} times the time`;
    if (Number.isNaN(times)) return [{ goal, measured: 'not measured' }];
    const measured = `${figure(times)} times by the clock, ${figure(cpuTimes)} of processor time`;
    return [{ goal, measured, isMet: times <= steepest && !(cpuTimes > steepest) }];
  });
}

function largeGoals({ name: kind, bytes, measured }: LargeTable): Goal[] {
  return measured
    .filter(({ name }) => name.startsWith('sipscope'))
    .flatMap((one) => {
      const what = `${bytesText(bytes)}, ${kind}: ${one.name}`;
      return [
        atMost(`${what}, at most 600 MB`, peakOf(one), 600, 'MB'),
        atMost(`${what}, the first row within 2 s`, spreadOfRuns(one, 'firstOutputSeconds').median, 2, 's'),
      ];
    });
}

function threadsGoals({ name, bytes, one, two, hasSameRows }: ThreadsTable): Goal[] {
  const times = timesOf(one, two).median;
  const goal = `${bytesText(bytes)}, ${name}: two threads at least 1.5 times as fast as one, the rows the same`;
  const judgement = atLeast(goal, times, 1.5, 'times');
  if (judgement.isMet === undefined || hasSameRows) return [judgement];
  return [{ goal, measured: `${judgement.measured}, other rows`, isMet: false }];
}

function streamsGoals({ packets, streams, withMedia, withoutMedia, tshark }: StreamsTable): Goal[] {
  const where = `${packets.toLocaleString('en')} RTP packets in ${streams} streams`;
  const beyond = withMedia.runs.map((run, round) => run.seconds - (withoutMedia.runs[round]?.seconds ?? Number.NaN));
  const perMillion = (spreadOf(beyond).median * 1e6) / packets;
  return [
    atLeast(`${where}: tshark takes at least 10 times as long`, timesOf(tshark, withMedia).median, 10, 'times'),
    atMost(`${where}: media takes at most 1.5 s a million beyond reading them`, perMillion, 1.5, 's'),
  ];
}
