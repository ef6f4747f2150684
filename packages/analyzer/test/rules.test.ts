/** Each rule of conformance is broken, kept and silent where `fixtures/rules` says so. */

import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { rules } from '../src/conformance.ts';
import type { FindingRow, RuleOutcomeRow } from '../src/rows/finding-row.ts';
import { readFlow } from './flow/run-flow.ts';
import { findRuleFiles, type RuleCase } from './rule-cases.ts';

const files = findRuleFiles();

describe('the rules', () => {
  test('have ids of their own', () => {
    const ids = rules.map(({ id }) => id);

    expect(ids).toHaveLength(new Set(ids).size);
  });

  test('each have a case that breaks them, one that keeps them, and one where they are silent', () => {
    const missing = rules.flatMap(({ id }) => {
      const kinds = files.find(({ rule }) => rule === id)?.cases.map(({ kind }) => kind) ?? [];
      return (['breaks', 'keeps', 'silent'] as const).flatMap((kind) => (kinds.includes(kind) ? [] : `${id} ${kind}`));
    });

    expect(missing).toEqual([]);
  });

  test('are there for each file of cases', () => {
    const unknown = files.filter(({ rule }) => !rules.some(({ id }) => id === rule));

    expect(unknown.map(({ file }) => file)).toEqual([]);
  });
});

describe.each(files)('$rule', ({ rule, file, cases }) => {
  test.each(cases)('$kind: $title', async (one) => {
    const { findings, outcome } = await judge(rule, file, one);

    expect(outcome?.fault).toBeUndefined();
    expect(departures(one, findings, outcome)).toEqual([]);
  });
});

/** What did not come out as the case says. */
function departures(
  { kind, said, span }: RuleCase,
  findings: readonly Found[],
  outcome: RuleOutcomeRow | undefined,
): readonly string[] {
  const told = findings.map(({ row }) => row.message);
  const isKept = (outcome?.kept ?? 0) > 0;
  if (kind !== 'breaks') return [...told, ...(isKept === (kind === 'keeps') ? [] : [`kept: ${String(isKept)}`])];
  const spans = findings.map(spanText);
  return [
    ...(told.length > 0 ? [] : ['nothing was found']),
    ...said
      .filter((words) => !told.join('\n').includes(words))
      .map((words) => `not said: ${words}; but: ${told.join('; ')}`),
    ...(span === undefined || spans.includes(span) ? [] : [`not underlined: ${span}; but: ${spans.join('; ')}`]),
  ];
}

type Found = { readonly row: FindingRow; readonly bytes: Uint8Array };

async function judge(
  id: string,
  file: string,
  { flow }: RuleCase,
): Promise<{ readonly findings: readonly Found[]; readonly outcome: RuleOutcomeRow | undefined }> {
  const { script, capture } = readFlow(file, flow);
  const findings: Found[] = [];
  const analysis = await analyze([capture], {
    ...script.given,
    keep: false,
    rules: rules.filter((rule) => rule.id === id),
    onFinding: (row, bytes) => findings.push({ row, bytes }),
  });
  return { findings, outcome: analysis.ruleOutcomes()[0] };
}

function spanText({ row: { span }, bytes }: Found): string {
  return span === undefined ? '' : new TextDecoder().decode(bytes.subarray(span[0], span[1]));
}
