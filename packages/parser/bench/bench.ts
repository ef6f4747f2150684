/**
 * What the parser costs, beside its peers: `pnpm bench parser [--quick] [--json] [--docs] [--only SECTION,…]`. Sections: rates, retained, invalid, worst,
 * size, start. Without `--conditions=@sipscope/source` the built package is measured; `--docs` also writes docs/benchmarks.md.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildCorpora } from './corpus.ts';
import { type CorpusKey, writeCorpora } from './corpus-file.ts';
import { budget } from './bundle/budget.ts';
import { measureInvalid } from './measure/invalid.ts';
import { measureRates } from './measure/rates.ts';
import { noResults, type Results, type Section, sections } from './measure/results.ts';
import { measureRetained } from './measure/retained.ts';
import { bundleFile, measureSize } from './measure/size.ts';
import { measureStart } from './measure/start.ts';
import { measureWorst } from './measure/worst.ts';
import { ours, peerNames } from './peers/load-peer.ts';
import { type Task, tasks } from './peers/peer.ts';
import { formatMarkdown } from './report/format-markdown.ts';
import { formatText } from './report/format-text.ts';
import { goalsOf } from './report/goals.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    docs: { type: 'boolean' },
    only: { type: 'string' },
  },
});
const isQuick = options.quick === true;
const wanted = new Set<string>(options.only?.split(',') ?? sections);
for (const name of wanted)
  if (!(sections as readonly string[]).includes(name))
    throw new RangeError(`There is no section "${name}": ${sections.join(', ')}.`);

const quickTasks: readonly Task[] = ['identity', 'headers'];
const corporaOf = (task: Task): readonly CorpusKey[] =>
  task === 'sdp' ? ['sdp'] : isQuick ? ['rich'] : ['sipp', 'rich'];

const results = await measure();
process.stdout.write(
  options.json === true
    ? `${JSON.stringify({ ...results, goals: goalsOf(results) }, undefined, 2)}\n`
    : formatText(results),
);
if (options.docs === true)
  writeFileSync(path.join(import.meta.dirname, '../../../docs/benchmarks.md'), formatMarkdown(results));
if (results.size.some(({ gzipBytes, budget: most }) => gzipBytes > most)) process.exitCode = 1;

async function measure(): Promise<Results> {
  const found = noResults(isQuick);
  const has = (section: Section): boolean => wanted.has(section);
  if (has('rates') || has('retained') || has('invalid'))
    writeCorpora(await buildCorpora(isQuick ? { calls: 50, rich: 300 } : {}));
  if (has('rates')) found.rates.push(...(await rates()));
  if (has('retained'))
    found.retained.push(
      ...(await measureRetained(isQuick ? ['rich'] : ['sipp', 'rich'], isQuick ? [ours] : peerNames)),
    );
  if (has('invalid')) found.invalid.push(...(await measureInvalid('rich', isQuick ? 1 : 7, isQuick ? 2 : 20)));
  if (has('worst')) found.worst.push(...(await measureWorst(isQuick ? 1 : 7)));
  // The bundle is also what starts.
  if (has('size') || has('start'))
    found.size.push(...(await measureSize(isQuick ? ['parse-message'] : Object.keys(budget))));
  if (has('start')) found.start.push(...measureStart(isQuick ? 1 : 15, bundleFile('parse-message')));
  return found;
}

async function rates(): Promise<Results['rates']> {
  const timing = isQuick ? { rounds: 3, warmMs: 40, sliceMs: 15 } : { rounds: 9, warmMs: 400, sliceMs: 150 };
  const all: Results['rates'] = [];
  for (const task of isQuick ? quickTasks : tasks)
    for (const corpus of corporaOf(task)) all.push(...(await measureRates(task, corpus, timing)));
  return all;
}
