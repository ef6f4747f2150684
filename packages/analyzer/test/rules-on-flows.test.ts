/** What the rules find in flows that were written for other tests, and in those of the RFCs. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { Analysis } from '../src/analysis.ts';
import { rules } from '../src/conformance.ts';
import type { FindingRow } from '../src/rows.ts';
import { findFlows, openFlow } from './flow/find-flows.ts';
import type { Flow } from './flow/run-flow.ts';

const flows = findFlows();

describe('of a flow', () => {
  test.each(flows)('no rule fails itself, and the findings told are those kept ($file)', async ({ file }) => {
    const flow = openFlow(file);

    const told = await judge(flow, false);
    const kept = await judge(flow, true);

    expect(told.analysis.ruleOutcomes().filter(({ fault }) => fault !== undefined)).toEqual([]);
    expect(kept.rows).toEqual([...kept.analysis.findings()]);
    expect(told.rows.toSorted(byPlace)).toEqual(kept.rows.toSorted(byPlace));
  });
});

/** A line each: the flow, the rule and the frame, and which text of the RFC it is. */
const mistakes = readFileSync(resolve(import.meta.dirname, '../../../fixtures/rules/mistakes-of-the-rfcs.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe.each(flows.filter(({ file }) => /flows\/rfc(3665|3666|5359)\//.test(file)))('$file', ({ file }) => {
  const name = file.replace(/^fixtures\/flows\//, '').replace(/\.flow$/, '');

  test('has no errors but the mistakes of its RFC, which are listed', async () => {
    const { rows } = await judge(openFlow(file), false);

    const errors = rows
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, frame }) => `${name} ${rule} ${frame}`);
    const listed = mistakes.map((line) => line.split(' ').slice(0, 3).join(' '));
    expect(errors.toSorted()).toEqual(listed.filter((line) => line.startsWith(`${name} `)).toSorted());
  });
});

type Judged = { readonly rows: readonly FindingRow[]; readonly analysis: Analysis };

async function judge({ script, capture }: Flow, keep: boolean): Promise<Judged> {
  const rows: FindingRow[] = [];
  const analysis = await analyze([capture], { ...script.given, keep, rules, onFinding: (row) => rows.push(row) });
  return { rows, analysis };
}

/** With everything kept, less is closed before the end. */
function byPlace(a: FindingRow, b: FindingRow): number {
  return (a.frame ?? 0) - (b.frame ?? 0) || a.rule.localeCompare(b.rule) || a.message.localeCompare(b.message);
}
