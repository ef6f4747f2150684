import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { abnfFile } from './abnf-file.ts';
import { readTitles } from './rfc-text.ts';
import { sources } from './sources.ts';

/** Writes `rules/` anew from the texts of the RFCs, which lie beside the project. */
const folder = join(import.meta.dirname, 'rules');
mkdirSync(folder, { recursive: true });
const titles = readTitles();
for (const source of sources) {
  writeFileSync(join(folder, `rfc${source.rfc}.abnf`), abnfFile(source, titles.get(source.rfc) ?? ''));
}
