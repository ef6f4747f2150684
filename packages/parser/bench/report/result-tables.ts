import type { Rate } from '../measure/rates.ts';
import type { Results } from '../measure/results.ts';
import type { Spread } from '../measure/statistics.ts';
import { ours } from '../peers/load-peer.ts';
import { tasks, taskTitles } from '../peers/peer.ts';
import { fastestPeer, goalsOf } from './goals.ts';

/** One thing that was measured, in cells for people. */
export type ResultTable = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** How many of the dearest are shown; `--json` has all. */
const shown = 16;

/** Every table that has rows, the goals last. */
export function tablesOf(results: Results): ResultTable[] {
  return [
    ...rateTables(results.rates),
    retainedTable(results),
    invalidTable(results),
    worstTable(results),
    sizeTable(results),
    modulesTable(results),
    startTable(results),
    goalsTable(results),
  ].filter(({ rows }) => rows.length > 0);
}

export const machineText = ({ machine }: Results): string =>
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`;

function rateTables(rates: readonly Rate[]): ResultTable[] {
  return tasks.flatMap((task) =>
    (['sipp', 'rich', 'sdp'] as const).map((corpus) => ({
      title: `${taskTitles[task]} (${corpus})`,
      head: ['parser', 'messages/s of processor time', 'by the clock', 'ours beside it', 'refused'],
      rows: rates.filter((rate) => rate.task === task && rate.corpus === corpus).map((rate) => rateRow(rate, rates)),
    })),
  );
}

function rateRow(rate: Rate, rates: readonly Rate[]): string[] {
  const { task, corpus, peer, perSecond, perSecondOfWall, refused, messages } = rate;
  const own = rates.find((one) => one.task === task && one.corpus === corpus && one.peer === ours);
  const ratio = own === undefined || peer === ours ? '' : `× ${(own.perSecond.median / perSecond.median).toFixed(1)}`;
  const isFastest = fastestPeer(rates, task, corpus) === peer;
  return [
    peer,
    spreadText(perSecond, whole),
    whole(perSecondOfWall.median),
    isFastest ? `${ratio} (the fastest peer)` : ratio,
    refused === 0 ? '' : `${refused} of ${messages}`,
  ];
}

const retainedTable = ({ retained }: Results): ResultTable => ({
  title: 'bytes that a message holds while it is kept, beside its own',
  head: ['corpus', 'parser', 'once read', 'bytes'],
  rows: retained.map(({ corpus, peer, state, bytes }) => [corpus, peer, state, whole(bytes)]),
});

const invalidTable = ({ invalid }: Results): ResultTable => ({
  title: `broken values beside right ones: the dearest of ${invalid.length}`,
  head: ['header', 'right, µs', 'broken, µs', 'times'],
  rows: invalid
    .slice(0, shown)
    .map(({ header, validUs, brokenUs, ratio }) => [
      header,
      validUs.toFixed(1),
      brokenUs.toFixed(1),
      spreadText(ratio, (value) => value.toFixed(2)),
    ]),
});

const worstTable = ({ worst }: Results): ResultTable => ({
  title: `worst cases of 64 kB: the dearest of ${worst.length}`,
  head: ['what', 'ms', 'times those of 32 kB'],
  rows: worst.slice(0, shown).map(({ name, ms, growth }) => [name, spreadText(ms, oneDigit), growth.toFixed(1)]),
});

const sizeTable = ({ size }: Results): ResultTable => ({
  title: 'bundles, in bytes',
  head: ['entry', 'minified', 'packed (gzip -9)', 'budget', ''],
  rows: size.map(({ entry, bytes, gzipBytes, budget }) => [
    entry,
    whole(bytes),
    whole(gzipBytes),
    whole(budget),
    gzipBytes <= budget ? '' : 'OVER BUDGET',
  ]),
});

const modulesTable = ({ size }: Results): ResultTable => ({
  title: 'what is largest in the bundle of parse-message',
  head: ['module', 'characters before minifying'],
  rows: size
    .filter(({ entry }) => entry === 'parse-message')
    .flatMap(({ largest }) => largest.map(({ name, characters }) => [name, whole(characters)])),
});

const startTable = ({ start }: Results): ResultTable => ({
  title: 'the first message, loading the parser included',
  head: ['parser', 'ms by the clock', 'ms of processor time'],
  rows: start.map(({ what, ms, cpuMs }) => [what, spreadText(ms, oneDigit), spreadText(cpuMs, oneDigit)]),
});

const goalsTable = (results: Results): ResultTable => ({
  title: results.isQuick ? 'goals (a quick run cannot tell)' : 'goals',
  head: ['goal', 'measured', ''],
  rows: goalsOf(results).map(({ goal, measured, isMet }) => [goal, measured, isMet ? 'met' : 'not met']),
});

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const oneDigit = (value: number): string => value.toFixed(1);
const spreadText = ({ median, min, max }: Spread, format: (value: number) => string): string =>
  `${format(median)} [${format(min)}–${format(max)}]`;
