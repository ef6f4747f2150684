/**
 * Each line of `fixtures/rules/mutations` breaks one thing in a right flow: its rule finds it, and found nothing before.
 * `none.txt` there says of which rules there is no such line, and why.
 */

import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { rules } from '../src/conformance.ts';
import { readScript } from '../src/expect/script/read-script.ts';
import type { Script } from '../src/expect/script/script.ts';
import { compile } from './flow/compile.ts';
import { captureOf } from './flow/flow-capture.ts';
import type { Packet } from './flow/network.ts';
import { mutate } from './mutations/mutate.ts';
import { type Mutation, readMutations, type Replace } from './mutations/read-mutations.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = resolve(root, 'fixtures/rules/mutations');
const files = globSync('*.txt', { cwd: folder })
  .filter((file) => file !== 'none.txt')
  .toSorted();
const mutationsOf = (file: string): readonly Mutation[] => readMutations(readFileSync(resolve(folder, file), 'utf8'));

test('each rule has a mutation, or a reason why it has none', () => {
  const mutated = new Set(files.flatMap((file) => mutationsOf(file).map(({ rule }) => rule)));
  const excused = linesOf('none.txt').map((line) => line.split(' ')[0]);
  const withoutReason = linesOf('none.txt').filter((line) => !/^\S+ \S+ \S/.test(line));

  const inBoth = excused.filter((id) => mutated.has(id ?? ''));
  const expected = new Set(rules.map(({ id }) => id));

  expect(inBoth).toEqual([]);
  expect(withoutReason).toEqual([]);
  expect(new Set([...mutated, ...excused])).toEqual(expected);
});

describe.each(files)('%s', (file) => {
  test.each(mutationsOf(file))('$rule in $flow (line $line)', async (mutation) => {
    const right = flowOf(mutation.flow, []);
    const wrong = flowOf(mutation.flow, mutation.scriptEdits);

    const before = await findings(mutation.rule, right);
    const after = await findings(mutation.rule, { ...wrong, packets: mutate(wrong.packets, mutation) });

    expect(before).toEqual([]);
    expect(after).not.toEqual([]);
  });
});

function linesOf(name: string): readonly string[] {
  return readFileSync(resolve(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

type Flow = { readonly given: Script['given']; readonly packets: readonly Packet[] };

function flowOf(flow: string, edits: readonly Replace[]): Flow {
  // Of names that begin alike the shortest.
  const [found] = globSync(`fixtures/flows/${flow}*.flow`, { cwd: root }).toSorted((a, b) => a.length - b.length);
  if (found === undefined) throw new Error(`There is no flow ${flow}.`);
  const file = resolve(root, found);
  const text = edits.reduce(editScript, readFileSync(file, 'utf8'));
  const script = readScript(file, text, (name) => readFileSync(resolve(file, '..', name), 'utf8'));
  return { given: script.given, packets: compile(script) };
}

function editScript(text: string, { from, to }: Replace): string {
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`The script has no ${from.source}`);
  return edited;
}

async function findings(id: string, { given, packets }: Flow): Promise<readonly string[]> {
  const found: string[] = [];
  const asked = rules.filter((rule) => rule.id === id);
  expect(asked).toHaveLength(1);
  await analyze([captureOf(packets)], {
    ...given,
    keep: false,
    rules: asked,
    onFinding: ({ message }) => found.push(message),
  });
  return found;
}
