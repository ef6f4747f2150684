/** Builds what is stale: the packages with `tsc -b`, the page with Vite. Says nothing where nothing is to be done. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { bin, root, runCommand } from './run-command.ts';

const page = path.join(root, 'packages/viewer/dist/app/index.html');
const pageSources = [
  'packages/viewer/src/app',
  'packages/viewer/src/api',
  'packages/viewer/vite.config.ts',
  'packages/analyzer/src',
  'packages/parser/src',
  'pnpm-lock.yaml',
];

export async function build(options: { force?: boolean } = {}): Promise<void> {
  // The command depends on every package; tests and the page's types are `pnpm check`'s.
  await must(bin('tsc'), ['-b', 'packages/cli']);
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0;
  if (options.force === true || pageSources.some((source) => newest(path.join(root, source)) > builtAt)) {
    await must(bin('vite'), ['build', 'packages/viewer', '--logLevel', 'warn']);
  }
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runCommand(program, args);
  if (code === 0) return;
  process.stderr.write(output);
  throw new Error(`${path.basename(program)} ${args.join(' ')} failed.`);
}

function newest(file: string): number {
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  let latest = stats.mtimeMs;
  for (const entry of readdirSync(file, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) latest = Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

if (import.meta.main) await build({ force: true });
