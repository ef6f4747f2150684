import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as main from '../src/index.ts';
import { runExample } from './run-example.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/coming-from.md'), 'utf8');
const parts = page.split(/^## /m).slice(1);
const chapters = parts.map((part) => [part.slice(0, part.indexOf('\n')), part] as const);

test.each(chapters)('what %s does, done here, prints what it says', (_, chapter) => {
  const example = /```ts\n([\s\S]*?)```/.exec(chapter)?.[1] ?? '';
  const promised = example.split('\n').flatMap((line) => /\/\/ (.*)$/.exec(line)?.[1] ?? []);

  expect(runExample(example).trimEnd().split('\n')).toEqual(promised);
  expect(promised.length).toBeGreaterThan(1);
});

test.each(chapters)('what stands beside %s is exported', (_, chapter) => {
  const rows = [...chapter.matchAll(/^\|.*\| (.*) \|$/gm)].map(([, here = '']) => here);
  const called = rows.flatMap((here) =>
    [...here.matchAll(/(?<![.\w])(?:new )?([a-zA-Z]+)\(/g)].map(([, name]) => name),
  );
  const known = new Set([...Object.keys(main), 'getAll', 'headersNamed', 'push']);

  expect(called.filter((name) => name !== undefined && !known.has(name))).toEqual([]);
});
