import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Flow, readFlow } from './run-flow.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** All flows, as `fixtures/flows/<topic>/<behaviour>.flow`. */
export function findFlows(): { readonly file: string; readonly title: string }[] {
  const files = globSync('fixtures/flows/**/*.flow', { cwd: root }).toSorted();
  return files.map((file) => ({ file, title: /^#\s*(.+)$/m.exec(textOf(file))?.[1] ?? '' }));
}

/** From the repository's root. */
export function openFlow(file: string): Flow {
  return readFlow(file, textOf(file), (name) => textOf(resolve(root, dirname(file), name)));
}

function textOf(file: string): string {
  return readFileSync(resolve(root, file), 'utf8');
}
