import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');

/** All flows, as `fixtures/flows/<topic>/<behaviour>.flow`. */
export function findFlows(): { readonly file: string; readonly text: string }[] {
  const files = globSync('fixtures/flows/**/*.flow', { cwd: root }).toSorted();
  return files.map((file) => ({ file, text: readFileSync(resolve(root, file), 'utf8') }));
}
