import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { headerTable } from '../../src/header/header-table.ts';
import * as explanations from '../../test/abnf/explained-differences.ts';
import { randomOf } from '../../test/mutate.ts';
import { AbnfGrammar } from './abnf-grammar.ts';
import { compareSubject } from './compare-subject.ts';
import { hasRule, headerSubject } from './header-subject.ts';
import { readRealValues } from './real-values.ts';
import { reportComparison } from './report-comparison.ts';
import { sdpSubjects } from './sdp-subjects.ts';

const { values: options } = parseArgs({
  options: {
    values: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '3261' },
    header: { type: 'string', multiple: true },
    sdp: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const grammar = new AbnfGrammar();
const headers = headerTable.filter((row) => hasRule(grammar, row));
const all = options.sdp ? sdpSubjects() : headers.map(({ name, rfc }) => headerSubject(grammar, name, rfc!));
const subjects = all.filter(({ name }) => options.header?.includes(name) ?? true);
const each = Math.ceil(Number(options.values) / subjects.length);
const realValues = readRealValues();
const reports: string[] = [];
const explainedAll = new Map<string, number>();
let total = 0;
let different = 0;
const began = performance.now();
for (const [index, subject] of subjects.entries()) {
  const comparison = compareSubject(grammar, {
    subject,
    values: each,
    random: randomOf(Number(options.seed) * 1_000 + index),
    real: realValues.get(subject.name) ?? [],
    explanations,
  });
  total += comparison.values;
  different += comparison.unexplained.length;
  for (const [name, count] of comparison.explained) explainedAll.set(name, (explainedAll.get(name) ?? 0) + count);
  const { line, details } = reportComparison(grammar, comparison, explanations);
  print(line);
  if (details !== '') reports.push(details);
}
const seconds = (performance.now() - began) / 1_000;
print(
  `${total} values in ${seconds.toFixed(1)} s (${Math.round(total / seconds)} a second), ${different} differences unexplained`,
);
for (const [name, count] of explainedAll) print(`${String(count).padStart(9)}  ${name}`);
if (options.report !== undefined) writeFileSync(options.report, reports.join('\n'));
process.exitCode = different === 0 ? 0 : 1;
