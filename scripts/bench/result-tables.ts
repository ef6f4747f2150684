import { bytesText, count, figure, spreadText } from './format-figures.ts';
import { goalsOf } from './goals.ts';
import type { GrowthRow } from './growth.ts';
import type { LargeTable } from './large.ts';
import type { PeersTable } from './peers.ts';
import type { Results, Section } from './results.ts';
import type { StageName, StagesTable } from './stages.ts';
import type { StreamsTable } from './streams.ts';
import type { ThreadsTable } from './threads.ts';
import { type Measured, peakOf, spreadOfRuns, timesOf } from './turns.ts';

/** One thing that was measured, in cells for people. */
export type ResultTable = {
  readonly section: Section | 'goals';
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Every table that has rows, the goals first. */
export function tablesOf(results: Results): ResultTable[] {
  const { peers, growth, large, threads, streams, stages } = results;
  return [
    goalsTable(results),
    ...peers.map(peersTable),
    growthTable(growth),
    ...large.map(largeTable),
    ...threads.map(threadsTable),
    ...streams.map(streamsTable),
    ...stages.map(stagesTable),
  ].filter(({ rows }) => rows.length > 0);
}

const goalsTable = (results: Results): ResultTable => ({
  section: 'goals',
  title: 'goals',
  head: ['goal', 'measured', ''],
  rows: goalsOf(results).map(({ goal, measured, isMet }) => [
    goal,
    measured,
    isMet === undefined ? '' : isMet ? 'met' : 'not met',
  ]),
});

/** What failed tells why in its first cell. */
function rowOf(measured: Measured, cells: (measured: Measured) => readonly string[]): string[] {
  if (measured.failure !== undefined) return [measured.name, oneLine(measured.failure), ...cells(measured).slice(1)];
  const status = Math.max(0, ...measured.runs.map((run) => run.status));
  return [status === 0 ? measured.name : `${measured.name} (exit status ${status})`, ...cells(measured)];
}

/** What programs say may have line ends, and the signs that part cells. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '/');

const memory = (measured: Measured): string => (measured.runs.length === 0 ? '–' : figure(peakOf(measured)));

function peersTable({ hasDistinctMedia, calls, messages, bytes, measured }: PeersTable): ResultTable {
  const ours = measured[0];
  return {
    section: 'peers',
    title: `${count(messages)} messages, ${count(calls)} calls, ${bytesText(bytes)}: ${hasDistinctMedia ? 'each on an RTP address and port of its own' : 'all on one RTP address and port'}`,
    head: ['program', 's', `times ${ours?.name}`, 'processor time, s', 'peak, MB'],
    rows: measured.map((each) =>
      rowOf(each, (one) => [
        spreadText(spreadOfRuns(one, 'seconds')),
        ours === undefined || one === ours ? '' : spreadText(timesOf(one, ours)),
        spreadText(spreadOfRuns(one, 'cpuSeconds')),
        memory(one),
      ]),
    ),
  };
}

const growthTable = (rows: readonly GrowthRow[]): ResultTable => ({
  section: 'growth',
  title: 'sipscope calls, by size',
  head: ['messages', 's', 'µs a message', 'processor time, µs a message', 'peak, MB', 'bytes of memory a message'],
  rows: rows.map(({ messages, measured }) => {
    const perMessage = (seconds: number): string => figure((seconds * 1e6) / messages);
    return rowOf({ ...measured, name: count(messages) }, (one) => [
      spreadText(spreadOfRuns(one, 'seconds')),
      spreadText(spreadOfRuns(one, 'seconds'), perMessage),
      spreadText(spreadOfRuns(one, 'cpuSeconds'), perMessage),
      memory(one),
      one.runs.length === 0 ? '–' : figure((peakOf(one) * 1024 * 1024) / messages),
    ]);
  }),
});

const largeTable = ({ title, bytes, reading, measured }: LargeTable): ResultTable => ({
  section: 'large',
  title: `${bytesText(bytes)}, ${title}`,
  head: ['program', 's', 'MB/s', 'times reading alone (Node)', 'processor time, s', 'peak, MB', 'first row, s'],
  rows: measured.map((each) =>
    rowOf(each, (one) => [
      spreadText(spreadOfRuns(one, 'seconds')),
      figure(bytes / 1e6 / spreadOfRuns(one, 'seconds').median),
      one === reading ? '' : spreadText(timesOf(one, reading)),
      spreadText(spreadOfRuns(one, 'cpuSeconds')),
      memory(one),
      spreadText(spreadOfRuns(one, 'firstOutputSeconds')),
    ]),
  ),
});

const threadsTable = ({ title, bytes, one, two, hasSameRows }: ThreadsTable): ResultTable => ({
  section: 'threads',
  title: `${bytesText(bytes)}, ${title}`,
  head: ['threads', 's', 'as fast as one', 'processor time, s', 'peak, MB', 'rows'],
  rows: [one, two].map((each, index) =>
    rowOf({ ...each, name: String(index + 1) }, (measured) => [
      spreadText(spreadOfRuns(measured, 'seconds')),
      index === 0 ? '' : `× ${spreadText(timesOf(one, two))}`,
      spreadText(spreadOfRuns(measured, 'cpuSeconds')),
      memory(measured),
      index === 0 ? '' : hasSameRows ? 'the same' : 'others',
    ]),
  ),
});

const streamsTable = ({ packets, streams, bytes, withMedia, measured }: StreamsTable): ResultTable => ({
  section: 'streams',
  title: `${count(packets)} RTP packets in ${count(streams)} streams, ${bytesText(bytes)}`,
  head: ['program', 's', `times ${withMedia.name}`, 'packets/s', 'processor time, s', 'peak, MB'],
  rows: measured.map((each) =>
    rowOf(each, (one) => [
      spreadText(spreadOfRuns(one, 'seconds')),
      one === withMedia ? '' : spreadText(timesOf(one, withMedia)),
      count(Math.round(packets / spreadOfRuns(one, 'seconds').median)),
      spreadText(spreadOfRuns(one, 'cpuSeconds')),
      memory(one),
    ]),
  ),
});

/** What each stage does, and what it makes. */
const stageTexts: Readonly<Record<StageName, readonly [does: string, makes: string]>> = {
  reading: ['reading the file', 'bytes'],
  packets: ['packets: records of the capture', 'packets'],
  network: ['network: IP to datagrams', 'datagrams'],
  transport: ['transport: datagrams to messages', 'messages'],
  keys: ['keys: what messages are told apart by', 'messages'],
  calls: ['transactions, dialogs, calls', 'messages'],
  rows: ['rows of all calls, as JSON', 'characters'],
};

function stagesTable({ title, bytes, rows, failure }: StagesTable): ResultTable {
  const all = rows.at(-1)?.cpuSeconds.median ?? Number.NaN;
  return {
    section: 'stages',
    title: `${bytesText(bytes)}, ${title}${failure === undefined ? '' : ` (${oneLine(failure)})`}`,
    head: ['stage', 'processor time, s', 'share', 'up to here, s', 'it makes'],
    rows: rows.map(({ stage, ownSeconds, cpuSeconds, count: made }) => [
      stageTexts[stage][0],
      ownSeconds.toFixed(2),
      `${Math.round((ownSeconds / all) * 100)} %`,
      spreadText(cpuSeconds),
      `${count(made)} ${stageTexts[stage][1]}`,
    ]),
  };
}
