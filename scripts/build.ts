/**
 * Builds what is stale: the packages with `tsc -b` (of the parser and the command only the types), the parser's code, the command's, the
 * page and the elements for other pages with Vite. Says nothing where nothing is to be done.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { bin, root, runCommand } from './run-command.ts';

const parser = path.join(root, 'packages/parser/dist/index.js');
const parserSources = [
  'packages/parser/src',
  'packages/parser/package.json',
  'packages/parser/vite.config.ts',
  'pnpm-lock.yaml',
];
const command = path.join(root, 'packages/cli/dist/main.js');
const commandSources = [
  'packages/cli/src',
  'packages/cli/package.json',
  'packages/cli/vite.config.ts',
  'packages/analyzer/src',
  'packages/parser/src',
  'pnpm-lock.yaml',
];
const page = path.join(root, 'packages/viewer/dist/app/index.html');
const elements = path.join(root, 'packages/viewer/dist/elements/index.js');
const elementsConfig = 'packages/viewer/vite.elements.config.ts';
const pageSources = [
  'packages/viewer/src/app',
  'packages/viewer/src/api',
  'packages/viewer/vite.config.ts',
  'packages/analyzer/src',
  'packages/parser/src',
  'pnpm-lock.yaml',
];

export async function build(options: { force?: boolean } = {}): Promise<void> {
  const { force = false } = options;
  // The command's types need those of every package; tests and the page's types are `pnpm check`'s.
  await must(bin('tsc'), ['-b', 'packages/cli']);
  if (force || isStale(parser, parserSources))
    await must(bin('vite'), ['build', 'packages/parser', '--logLevel', 'warn']);
  if (force || isStale(command, commandSources))
    await must(bin('vite'), ['build', 'packages/cli', '--logLevel', 'warn']);
  if (force || isStale(page, pageSources)) await must(bin('vite'), ['build', 'packages/viewer', '--logLevel', 'warn']);
  if (force || isStale(elements, [...pageSources, elementsConfig]))
    await must(bin('vite'), ['build', 'packages/viewer', '--config', elementsConfig, '--logLevel', 'warn']);
}

/** Whether one of the sources is newer than what is made from them. */
function isStale(output: string, sources: readonly string[]): boolean {
  const builtAt = existsSync(output) ? statSync(output).mtimeMs : 0;
  return sources.some((source) => newest(path.join(root, source)) > builtAt);
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
