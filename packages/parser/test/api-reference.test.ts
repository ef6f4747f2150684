import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiReference, entries, exportsOf } from '../tools/api-reference.ts';
import * as core from '../src/core.ts';
import * as grammar from '../src/grammar/index.ts';
import * as headers from '../src/headers.ts';
import * as main from '../src/index.ts';
import * as registry from '../src/registry/index.ts';
import * as xml from '../src/xml.ts';

const root = join(import.meta.dirname, '../../..');

/** The section of each entry in the reference. */
function sections(): ReadonlyMap<string, string> {
  const parts = readFileSync(join(root, 'docs/api.md'), 'utf8').split(/^## /m);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part]));
}

describe('docs/api.md', () => {
  const modules: Readonly<Record<string, object>> = {
    '@sipscope/parser': main,
    '@sipscope/parser/headers': headers,
    '@sipscope/parser/core': core,
    '@sipscope/parser/registry': registry,
    '@sipscope/parser/xml': xml,
    '@sipscope/parser/grammar': grammar,
  };

  test.each(entries)('lists exactly the exports of %s, each with a sentence', (entry, file) => {
    const lines = (sections().get(entry) ?? '').split('\n').filter((line) => line.startsWith('| `'));
    const listed = lines.map((line) => /^\| `(\w+)` \| (\w+) \| (.*) \|$/.exec(line)?.slice(1) ?? []);
    const exported = exportsOf(file);

    expect(listed.map(([name]) => name)).toEqual(exported.map(({ name }) => name));
    expect(listed.filter(([, , text = '']) => text === '')).toEqual([]);
    const values = exported.filter(({ form }) => form !== 'type').map(({ name }) => name);
    expect(Object.keys(modules[entry] ?? {}).filter((name) => !values.includes(name))).toEqual([]);
  });

  test('has an entry for each of the package', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'packages/parser/package.json'), 'utf8'));
    const named = Object.keys(exports).filter((entry) => entry !== './package.json');

    expect(entries.map(([entry]) => entry.replace('@sipscope/parser', '.')).toSorted()).toEqual(named.toSorted());
  });

  test('is what the comments say (pnpm api-reference writes it)', () => {
    expect(readFileSync(join(root, 'docs/api.md'), 'utf8')).toBe(apiReference());
  });
});
