import { fastestPeer, goalsOf } from './goals.ts';
import type { Rate } from './measure/rates.ts';
import type { Results } from './measure/results.ts';
import type { Spread } from './measure/statistics.ts';
import { ours } from './peers/load-peer.ts';
import { tasks, taskTitles } from './peers/peer.ts';

type Row = readonly string[];

/** What was measured, as tables for people. */
export function formatResults(results: Results): string {
  const { machine } = results;
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; medians [lowest–highest]`,
    ...ratesText(results.rates),
    ...section('Bytes that one message holds while it is kept, beside its own', retainedRows(results)),
    ...section(
      'Broken values beside right ones, microseconds of processor time a message',
      first(invalidRows(results)),
    ),
    ...section(
      '64 kB of each worst case, milliseconds of processor time, and times those of 32 kB',
      first(worstRows(results)),
    ),
    ...section('Bundles: bytes minified, packed by gzip -9, and what they may have', sizeRows(results)),
    ...section('Milliseconds until the first message is parsed, loading the parser included', startRows(results)),
    ...section(
      'Goals',
      goalsOf(results).map(({ goal, measured, isMet }) => [isMet ? 'met' : 'NOT MET', goal, measured]),
    ),
    '',
  ].join('\n');
}

function section(title: string, rows: readonly Row[]): string[] {
  return rows.length === 0 ? [] : ['', title, ...columns(rows)];
}

function ratesText(rates: readonly Rate[]): string[] {
  return tasks.flatMap((task) =>
    (['sipp', 'rich', 'sdp'] as const).flatMap((corpus) => {
      const some = rates.filter((rate) => rate.task === task && rate.corpus === corpus);
      return section(
        `${taskTitles[task]} — ${corpus}, messages a second of processor time`,
        some.map((rate) => rateRow(rate, rates)),
      );
    }),
  );
}

function rateRow(rate: Rate, rates: readonly Rate[]): Row {
  const { peer, perSecond, perSecondOfWall, refused, messages } = rate;
  return [
    peer,
    spread(perSecond, whole),
    `${whole(perSecondOfWall.median)} by the clock`,
    refused === 0 ? '' : `refused ${refused} of ${messages}`,
    peer === ours ? ratios(rate, rates) : '',
  ];
}

/** Ours beside the fastest peer's and JsSIP's. */
function ratios({ task, corpus, perSecond }: Rate, rates: readonly Rate[]): string {
  const fastest = fastestPeer(rates, task, corpus);
  const names = new Set(fastest === undefined ? [] : [fastest, 'jssip' as const]);
  return [...names]
    .flatMap((name) => {
      const other = rates.find((rate) => rate.task === task && rate.corpus === corpus && rate.peer === name);
      return other === undefined ? [] : [`${(perSecond.median / other.perSecond.median).toFixed(1)} times ${name}`];
    })
    .join(', ');
}

/** The dearest ones; `--json` has all. */
function first(rows: readonly Row[]): readonly Row[] {
  const most = 16;
  return rows.length <= most ? rows : [...rows.slice(0, most), [`and ${rows.length - most} that cost less`]];
}

const retainedRows = ({ retained }: Results): Row[] =>
  retained.map(({ corpus, peer, state, bytes }) => [corpus, peer, state, whole(bytes)]);

const invalidRows = ({ invalid }: Results): Row[] =>
  invalid.map(({ header, validUs, brokenUs, ratio }) => [
    header,
    validUs.toFixed(1),
    brokenUs.toFixed(1),
    `${spread(ratio, (value) => value.toFixed(2))} times`,
  ]);

const worstRows = ({ worst }: Results): Row[] =>
  worst.map(({ name, ms, growth }) => [name, spread(ms, (value) => value.toFixed(1)), `${growth.toFixed(1)} times`]);

const sizeRows = ({ size }: Results): Row[] =>
  size.flatMap(({ entry, bytes, gzipBytes, budget, largest }) => [
    [entry, whole(bytes), whole(gzipBytes), whole(budget), gzipBytes <= budget ? '' : 'OVER BUDGET'],
    ...(entry === 'parse-message' ? largest.map(({ name, characters }) => [`  ${name}`, whole(characters)]) : []),
  ]);

const startRows = ({ start }: Results): Row[] =>
  start.map(({ what, ms }) => [what, spread(ms, (value) => value.toFixed(1))]);

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const spread = ({ median, min, max }: Spread, format: (value: number) => string): string =>
  `${format(median)} [${format(min)}–${format(max)}]`;

/** Rows as lines, every column as wide as its widest cell; numbers stand at the right. */
function columns(rows: readonly Row[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  const pad = (cell: string, at: number): string =>
    /^[\d.,]/.test(cell) && at > 0 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return rows.map((row) => `  ${row.map(pad).join('  ').trimEnd()}`);
}
