/**
 * Writes what is told of the rules of conformance: a page each with the railroad diagrams of their grammar, the index of the pages, where each says nothing, and the schema of the
 * configuration. `pnpm rule-docs`; a test compares.
 */

import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { railroadDiagram } from '@sipscope/parser/grammar';
import { analyze } from '../src/analyze.ts';
import { drawnRuleOf } from '../src/conformance/drawn-rule.ts';
import { configurationSchema, rulePage, rules, type SilentCase } from '../src/conformance.ts';
import { readFlow } from '../test/flow/run-flow.ts';
import { findRuleFiles, type RuleCase } from '../test/rule-cases.ts';
import { ruleIndex } from './rule-index.ts';

const root = resolve(import.meta.dirname, '../../..');
const pages = 'docs/rules';

/** All files, by their names from the root. */
export async function ruleDocs(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const silent = await allSilentCases();
  const drawn = new Set<string>();
  for (const rule of rules) {
    const name = drawnRuleOf(rule);
    const diagram = name === undefined ? undefined : railroadDiagram(name);
    if (diagram !== undefined && name !== undefined) {
      drawn.add(name);
      files.set(`${pages}/diagrams/${name}.svg`, `${withColours(diagram)}\n`);
    }
    const options = { silent: silent.get(rule.id) ?? [], drawn: diagram === undefined ? undefined : name };
    files.set(`${pages}/${rule.id}.md`, rulePage(rule, options));
  }
  files.set(`${pages}/README.md`, ruleIndex());
  files.set('packages/analyzer/src/conformance/rule-docs.gen.ts', tables(silent, [...drawn].toSorted()));
  const schema = `${JSON.stringify(configurationSchema, undefined, 2)}\n`;
  files.set('docs/sipscope.config.schema.json', schema);
  files.set('packages/cli/sipscope.config.schema.json', schema);
  return files;
}

/** What of it is not as it is committed: changed, missing, or of a rule that is gone. */
export async function staleRuleDocs(): Promise<readonly string[]> {
  const files = await ruleDocs();
  const changed = [...files].filter(([name, text]) => textOf(name) !== text).map(([name]) => name);
  return [...changed, ...left(files)];
}

function left(files: ReadonlyMap<string, string>): readonly string[] {
  return globSync(`${pages}/**/*.{md,svg}`, { cwd: root }).filter((name) => !files.has(name));
}

function textOf(name: string): string | undefined {
  const path = join(root, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** On a page it has no text around it from which to take its colour. */
function withColours(diagram: string): string {
  return diagram.replace('<svg ', '<svg color="#57606a" ');
}

async function allSilentCases(): Promise<ReadonlyMap<string, readonly SilentCase[]>> {
  const found = new Map<string, readonly SilentCase[]>();
  for (const { rule, file, cases } of findRuleFiles()) {
    const silent: SilentCase[] = [];
    for (const one of cases) if (one.kind === 'silent') silent.push([one.title, ...(await guardsOf(file, one))]);
    found.set(rule, silent);
  }
  return found;
}

/** What stops the rule there; none where it does not apply. */
async function guardsOf(file: string, { rule: id, flow }: RuleCase): Promise<readonly string[]> {
  try {
    const { script, capture } = readFlow(file, flow);
    const asked = rules.filter((rule) => rule.id === id);
    const analysis = await analyze([capture], { ...script.given, keep: false, rules: asked });
    return Object.keys(analysis.ruleOutcomes()[0]?.undetermined ?? {}).toSorted();
  } catch {
    // A case that cannot be played fails the tests of rules.
    return [];
  }
}

function tables(silent: ReadonlyMap<string, readonly SilentCase[]>, drawn: readonly string[]): string {
  const lines = rules.flatMap(({ id }) => {
    const cases = silent.get(id) ?? [];
    return cases.length === 0 ? [] : [`  '${id}': ${JSON.stringify(cases)},`];
  });
  return `/** What the documentation of rules was made of: where rules say nothing, by their tests, and which rules of the grammar have diagrams. Written by \`pnpm rule-docs\`. */
import type { SilentCase } from './rule-page.ts';

export const silentCaseTable: Readonly<Record<string, readonly SilentCase[]>> = {
${lines.join('\n')}
};

export const drawnRules: readonly string[] = ${JSON.stringify(drawn)};
`;
}

if (import.meta.main) {
  const files = await ruleDocs();
  for (const name of left(files)) rmSync(join(root, name));
  for (const [name, text] of files) {
    if (textOf(name) === text) continue;
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}
