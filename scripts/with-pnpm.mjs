// Runs the pinned pnpm with the given arguments: the installed one where its version is right, else the one npm brings.
// Plain JavaScript for Node 18 and newer: this is what runs before the repo's own Node is there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const version = packageManager.slice('pnpm@'.length);
const installed = spawnSync('pnpm', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
const command = installed.stdout?.trim() === version ? ['pnpm'] : ['npx', '--yes', packageManager];
const [program, ...args] = [...command, ...process.argv.slice(2)];
const { status, signal } = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
process.exit(signal === 'SIGINT' ? 130 : (status ?? 1));
