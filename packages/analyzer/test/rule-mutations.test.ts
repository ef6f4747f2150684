/** Each line of `fixtures/rules/mutations` breaks one thing in a right flow: its rule finds it, and found nothing before. */

import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { rules } from '../src/conformance.ts';
import { readScript } from '../src/expect/script/read-script.ts';
import { compile } from './flow/compile.ts';
import { captureOf } from './flow/flow-capture.ts';
import type { Packet } from './flow/network.ts';
import { mutate } from './mutations/mutate.ts';
import { readMutations } from './mutations/read-mutations.ts';

const root = resolve(import.meta.dirname, '../../..');
const files = globSync('fixtures/rules/mutations/*.txt', { cwd: root }).toSorted();

describe.each(files)('%s', (file) => {
  test.each(readMutations(readFileSync(resolve(root, file), 'utf8')))(
    '$rule in $flow (line $line)',
    async (mutation) => {
      const packets = packetsOf(mutation.flow);

      const before = await findings(mutation.rule, packets);
      const after = await findings(mutation.rule, mutate(packets, mutation));

      expect(before).toEqual([]);
      expect(after).not.toEqual([]);
    },
  );
});

function packetsOf(flow: string): readonly Packet[] {
  // Of names that begin alike the shortest.
  const [found] = globSync(`fixtures/flows/${flow}*.flow`, { cwd: root }).toSorted((a, b) => a.length - b.length);
  if (found === undefined) throw new Error(`There is no flow ${flow}.`);
  const file = resolve(root, found);
  const script = readScript(file, readFileSync(file, 'utf8'), (name) =>
    readFileSync(resolve(file, '..', name), 'utf8'),
  );
  return compile(script);
}

async function findings(id: string, packets: readonly Packet[]): Promise<readonly string[]> {
  const found: string[] = [];
  const asked = rules.filter((rule) => rule.id === id);
  expect(asked).toHaveLength(1);
  await analyze([captureOf(packets)], { keep: false, rules: asked, onFinding: ({ message }) => found.push(message) });
  return found;
}
