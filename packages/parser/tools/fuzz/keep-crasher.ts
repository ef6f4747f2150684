import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetName } from './target.ts';

/** An input that once broke a promise. */
export type CrasherRow = { readonly target: TargetName; readonly file: string; readonly broke: string };

const folder = join(import.meta.dirname, '../../../../fixtures/fuzz');
const index = join(folder, 'index.json');

/** Every crasher that was kept. */
export function crasherRows(): readonly CrasherRow[] {
  return existsSync(index) ? (JSON.parse(readFileSync(index, 'utf8')) as CrasherRow[]) : [];
}

export function readCrasher({ target, file }: CrasherRow): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, target, file)));
}

/** Makes an input a fixture; gives its file. */
export function keepCrasher(target: TargetName, bytes: Uint8Array, broke: string): string {
  const file = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  mkdirSync(join(folder, target), { recursive: true });
  writeFileSync(join(folder, target, file), bytes);
  const rows = crasherRows().filter((row) => row.target !== target || row.file !== file);
  const sorted = [...rows, { target, file, broke }].toSorted((one, other) => one.target.localeCompare(other.target));
  writeFileSync(index, `${JSON.stringify(sorted, undefined, 2)}\n`);
  return `fixtures/fuzz/${target}/${file}`;
}
