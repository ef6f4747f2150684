import path from 'node:path';
import { bin, runCommand } from '../../../../scripts/run-command.ts';
import { build } from 'vite';

/** Builds the server and its page, once for all tests: from its sources, each analysis would start in twice the time. */
export default async function buildPage(): Promise<void> {
  const { code, output } = await runCommand(bin('tsc'), ['-b']);
  if (code !== 0) throw new Error(output);
  await build({ root: path.join(import.meta.dirname, '../..'), logLevel: 'error' });
}
