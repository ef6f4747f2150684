/**
 * What reading captures costs, beside sngrep, tshark and reading the file alone: `pnpm bench capture [--quick | --full] [--docs] [--json]
 * [--only SECTION,…] [--rounds N]`. Sections: peers, growth, large, threads, streams, stages. `--docs` also writes docs/performance.md, of all sections.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { columns } from '../../packages/parser/bench/report/columns.ts';
import { root } from '../run-command.ts';
import { NoRoomError } from './captures.ts';
import { goalsOf } from './goals.ts';
import { measureGrowth } from './growth.ts';
import { type LargeKind, measureLarge } from './large.ts';
import { endRunning } from './measured-process.ts';
import { measurePeers } from './peers.ts';
import { machineText, writeFigures } from './performance-page.ts';
import { inRounds, noResults, type Results, type Section, sections, sizesOf } from './results.ts';
import { tablesOf } from './result-tables.ts';
import { measureStages } from './stages.ts';
import { measureStreams } from './streams.ts';
import { measureThreads } from './threads.ts';

type Options = {
  readonly how: Results['how'];
  readonly only: ReadonlySet<string>;
  /** Fewer than usual, where one is in a hurry. */
  readonly rounds: number;
  readonly isJson: boolean;
  readonly isForDocs: boolean;
};

const page = path.join(root, 'docs/performance.md');
const kinds: readonly LargeKind[] = ['repeated', 'distinct', 'rtp'];

/** Measures what was built. */
export async function benchCapture(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      endRunning();
      process.exit(130);
    });
  }
  const results = await measure(options);
  process.stdout.write(options.isJson ? formatJson(results) : formatText(results));
  if (options.isForDocs) writeFileSync(page, writeFigures(readFileSync(page, 'utf8'), results));
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      docs: { type: 'boolean' },
      json: { type: 'boolean' },
      only: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const { quick = false, full = false, docs = false, json = false } = values;
  if (quick && full) throw new RangeError('A run is quick or full.');
  if (docs && values.only !== undefined) throw new RangeError('The page is of one run: all sections.');
  const only = new Set(values.only?.split(',') ?? sections);
  for (const name of only)
    if (!(sections as readonly string[]).includes(name))
      throw new RangeError(`There is no section "${name}": ${sections.join(', ')}.`);
  const rounds = Number(values.rounds ?? Infinity);
  if (!(rounds >= 1)) throw new RangeError('There is at least one round.');
  return { how: quick ? 'quick' : full ? 'full' : 'usual', only, rounds, isJson: json, isForDocs: docs };
}

async function measure({ how, only, rounds }: Options): Promise<Results> {
  const sizes = inRounds(sizesOf(how), rounds);
  const found = noResults(how, sizes.rounds);
  /** The disk may have no room for one of them. */
  const attempt = async (section: Section, what: string, work: () => Promise<unknown>): Promise<void> => {
    if (!only.has(section)) return;
    process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof NoRoomError)) throw error;
      found.missing.push(`${what}, for ${error.message}`);
    }
  };
  await attempt('peers', 'peers', async () => found.peers.push(...(await measurePeers(sizes))));
  await attempt('growth', 'sizes', async () => found.growth.push(...(await measureGrowth(sizes))));
  for (const kind of kinds)
    await attempt('large', `large captures (${kind})`, async () => found.large.push(await measureLarge(kind, sizes)));
  for (const kind of kinds)
    await attempt('threads', `threads (${kind})`, async () => found.threads.push(await measureThreads(kind, sizes)));
  await attempt('streams', 'streams', async () => found.streams.push(await measureStreams(sizes)));
  await attempt('stages', 'stages', async () => found.stages.push(...(await measureStages(sizes))));
  return found;
}

const formatJson = (results: Results): string =>
  `${JSON.stringify({ ...results, goals: goalsOf(results) }, undefined, 2)}\n`;

function formatText(results: Results): string {
  const tables = tablesOf(results).map(({ title, head, rows }) => `${title}\n${columns([head, ...rows]).join('\n')}\n`);
  const missing = results.missing.map((what) => `not measured: ${what}\n`);
  return [`${machineText(results)}; medians [lowest–highest]\n`, ...tables, ...missing].join('\n');
}
