import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { knownCommands } from './known-commands.ts';

const app = path.join(import.meta.dirname, '..');

/** Ids and, where they stand beside them, keys of the commands written in the sources. */
async function writtenCommands(): Promise<ReadonlyMap<string, readonly string[]>> {
  const written = new Map<string, readonly string[]>();
  for (const name of await readdir(app, { recursive: true })) {
    if (!name.endsWith('.ts') || name.includes('test') || name.includes('known-command')) continue;
    const text = await readFile(path.join(app, name), 'utf8');
    for (const { groups } of text.matchAll(/\bid: '(?<id>[a-z]+\.[a-z-]+)'(?<rest>[^}]{0,300})/g)) {
      const keys = /keys: \[(?<keys>(?:'[^']*'(?:, )?)*)\]/.exec(groups?.['rest'] ?? '')?.groups?.['keys'] ?? '';
      written.set(
        groups?.['id'] ?? '',
        [...keys.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? ''),
      );
    }
  }
  return written;
}

test('every command is known with its keys, so that the help tells them on every page', async () => {
  const known = new Map(knownCommands().map(({ id, keys }) => [id, keys]));

  const wrong = [...(await writtenCommands())].filter(
    ([id, keys]) => JSON.stringify(known.get(id)) !== JSON.stringify(keys),
  );

  expect(wrong).toEqual([]);
});

test('no command is known that is offered nowhere', async () => {
  const written = await writtenCommands();

  expect(
    knownCommands()
      .filter(({ id }) => !written.has(id))
      .map(({ id }) => id),
  ).toEqual([]);
});
