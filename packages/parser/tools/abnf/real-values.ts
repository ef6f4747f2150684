import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { headerTable } from '../../src/header/header-table.ts';

const root = join(import.meta.dirname, '../../../..');

/** Header values as they stand in messages: of the fixtures, and of the collection beside the project where it lies there. */
export function readRealValues(folders: readonly string[] = ['fixtures/messages', '../shared/corpus/rfc-examples']) {
  const names = new Map<string, string>();
  for (const row of headerTable) {
    names.set(row.name.toLowerCase(), row.name);
    if (row.compact !== undefined) names.set(row.compact, row.name);
  }
  const values = new Map<string, Map<string, Uint8Array>>();
  for (const file of folders.flatMap((folder) => filesIn(join(root, folder)))) {
    for (const [name, value] of fieldsOf(readFileSync(file, 'latin1'))) {
      const known = names.get(name.toLowerCase());
      if (known === undefined || value.length > 400) continue;
      if (!values.has(known)) values.set(known, new Map());
      values.get(known)!.set(value, Uint8Array.from(Buffer.from(value, 'latin1')));
    }
  }
  return new Map([...values].map(([name, found]) => [name, [...found.values()].slice(0, 500)]));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
    .filter((path) => /\.(?:dat|sip|txt)$/.test(path));
}

function* fieldsOf(message: string): Generator<[string, string]> {
  const head = message.split(/\r?\n\r?\n/, 1)[0]!;
  for (const line of head.replaceAll(/\r?\n/g, '\r\n').split(/\r\n(?![ \t])/)) {
    const found = /^([A-Za-z-]+)[ \t]*:([^]*)$/.exec(line);
    if (found !== null) yield [found[1]!, found[2]!.trim()];
  }
}
