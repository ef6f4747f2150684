/**
 * Asks the rules of conformance of captures, flows and message texts: `pnpm scan-rules [--only SIP-VIA,SIP-INV-001] [--samples 2] [--outcomes] FILE…`. Prints for each rule and file how
 * often it was broken, and the first findings.
 */

import { parseArgs } from 'node:util';
import { relative, resolve } from 'node:path';
import { analyze } from '../src/analyze.ts';
import { rules } from '../src/conformance.ts';
import { openCapture } from '../src/node.ts';
import type { FindingRow } from '../src/rows/finding-row.ts';
import { openFlow } from '../test/flow/find-flows.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    samples: { type: 'string', default: '1' },
    outcomes: { type: 'boolean', default: false },
  },
});
const prefixes = values.only.split(',');
const asked = rules.filter(({ id }) => prefixes.some((prefix) => id.startsWith(prefix)));
const totals = new Map<string, { kept: number; failed: number; undetermined: number }>();

for (const file of positionals) {
  const name = relative(process.cwd(), file);
  try {
    await scan(file, name);
  } catch (error) {
    process.stderr.write(`${name}: ${String(error)}\n`);
  }
}
if (values.outcomes) {
  for (const [rule, { kept, failed, undetermined }] of totals)
    process.stdout.write(`${rule}  kept ${kept}, broken ${failed}, undetermined ${undetermined}\n`);
}

async function scan(file: string, name: string): Promise<void> {
  const first = new Map<string, FindingRow[]>();
  const counts = new Map<string, number>();
  const onFinding = (row: FindingRow): void => {
    counts.set(row.rule, (counts.get(row.rule) ?? 0) + 1);
    const some = first.get(row.rule) ?? [];
    if (some.length < Number(values.samples)) some.push(row);
    first.set(row.rule, some);
  };
  const analysis = await analyze(await chunksOf(file), { keep: false, rules: asked, onFinding });
  for (const [rule, rows] of first) {
    for (const { level, frame, message, userAgent = '' } of rows)
      process.stdout.write(`${rule} ${level} × ${counts.get(rule)}  ${name} #${frame} ${userAgent}\n    ${message}\n`);
  }
  for (const { rule, kept, failed, undetermined, fault } of analysis.ruleOutcomes()) {
    if (fault !== undefined) process.stdout.write(`${rule} FAILED ITSELF in ${name}: ${fault}\n`);
    const total = totals.get(rule) ?? { kept: 0, failed: 0, undetermined: 0 };
    total.kept += kept;
    total.failed += failed;
    total.undetermined += Object.values(undetermined).reduce((sum, count) => sum + count, 0);
    totals.set(rule, total);
  }
}

async function chunksOf(file: string): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  return file.endsWith('.flow') ? [openFlow(resolve(file)).capture] : (await openCapture(file)).chunks();
}
