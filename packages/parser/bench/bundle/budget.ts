import { readFileSync } from 'node:fs';
import path from 'node:path';

/** How many bytes, packed by gzip -9, what is loaded for an entry may have: the name is that of its file in `entries/`. */
export const budget: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'budget.json'), 'utf8'),
);
