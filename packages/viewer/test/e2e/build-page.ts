import path from 'node:path';
import { build } from 'vite';

/** Builds the page, once for all tests. */
export default async function buildPage(): Promise<void> {
  await build({ root: path.join(import.meta.dirname, '../..'), logLevel: 'error' });
}
