// Runs the pinned pnpm with the given arguments: the installed one where its version is right, else the one npm brings.
// Plain JavaScript that an older Node understands: this is what runs before the repo's own Node is there.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const shell = process.platform === 'win32';
const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const version = packageManager.slice('pnpm@'.length);
const installed = spawnSync('pnpm', ['--version'], { encoding: 'utf8', shell });
const command = installed.stdout?.trim() === version ? ['pnpm'] : ['npx', '--yes', packageManager];
const [program, ...args] = [...command, ...process.argv.slice(2)];

// Files on the command line are meant from where the user stands, not from the repo's root.
const env = { ...process.env, SIPSCOPE_CWD: process.env.INIT_CWD ?? process.cwd() };
const child = spawn(program, args, { stdio: 'inherit', shell, env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 130));
