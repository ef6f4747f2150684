import { headerTable } from '@sipscope/parser';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(new URL(folder, root), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  return files.filter((file) => !/\/(node_modules|dist)\//.test(file));
}

const ourDocuments = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'packages/cli/README.md'];
const decisions = (await readdir(new URL('docs/decisions/', root))).map((name) => `docs/decisions/${name}`);
const pages = ['docs/conformance.md', 'docs/glossary.md', 'docs/life-of-a-message.md', 'docs/rfc-coverage.md'];
const sources = new Set(
  (await Promise.all(['packages/', 'scripts/'].map(filesIn))).flat().map((file) => basename(file)),
);

describe.each([...ourDocuments, ...decisions, ...pages])('%s', (document) => {
  test('links to files that are there', async () => {
    const text = await readFile(new URL(document, root), 'utf8');

    // Pictures are made when the page is; what is linked from text is not.
    const links = [...text.matchAll(/(?<!!)\[[^\]]*\]\(([^)#]+)[^)]*\)/g)].map((match) => match[1] ?? '');
    const local = links.filter((link) => !link.startsWith('https:'));
    expect(local.filter((link) => !existsSync(new URL(link, new URL(document, root))))).toEqual([]);
  });

  test('names files that are there', async () => {
    const text = await readFile(new URL(document, root), 'utf8');

    const paths = [...text.matchAll(/`((?:packages|fixtures|docs|scripts)\/[\w./-]+)`/g)].map(
      (match) => match[1] ?? '',
    );
    const names = [...text.matchAll(/`(?:[\w-]+\/)*([\w-]+\.(?:ts|mjs|js))`/g)].map((match) => match[1] ?? '');
    const examples = new Set(['via.test.ts', 'read-capture.ts', 'file.ts']);
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
    expect(names.filter((name) => !sources.has(name) && !examples.has(name))).toEqual([]);
  });
});

test('the RFC coverage names every header field of the header table with its RFC', async () => {
  const lines = (await readFile(new URL('docs/rfc-coverage.md', root), 'utf8')).split('\n');

  const missing = headerTable.filter(({ name, rfc }) => {
    const line = lines.find((candidate) => candidate.startsWith(`| ${rfc ?? '–'} |`));
    return line === undefined || !new RegExp(`[| ,]${name}[ ,]`).test(line);
  });
  expect(missing.map(({ name }) => name)).toEqual([]);
});
