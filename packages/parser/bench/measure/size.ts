import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { budget } from '../bundle/budget.ts';
import { bundleEntry } from '../bundle/bundle-entry.ts';

/** Bytes that a page loads for an entry, minified, and packed by gzip -9. */
export type SizeRow = {
  readonly entry: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  readonly budget: number;
  readonly largest: readonly { readonly name: string; readonly characters: number }[];
};

const folder = path.join(import.meta.dirname, '../../../../.cache/bench');

export async function measureSize(entries: readonly string[]): Promise<SizeRow[]> {
  const rows: SizeRow[] = [];
  for (const entry of entries) {
    const { code, bytes, gzipBytes, modules } = await bundleEntry(entry);
    mkdirSync(folder, { recursive: true });
    writeFileSync(bundleFile(entry), code);
    rows.push({ entry, bytes, gzipBytes, budget: budget[entry] ?? 0, largest: modules.slice(0, 12) });
  }
  return rows;
}

/** Where the bundle of an entry lies once it was measured. */
export const bundleFile = (entry: string): string => path.join(folder, `${entry}.mjs`);
