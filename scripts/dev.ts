/** `pnpm dev [FILE…]`: the server from source, restarted when it changes, and the page by Vite with reload, side by side. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { bin, root } from './run-command.ts';

/** Where the page's development server passes requests on to. */
const serverPort = '5090';
const main = path.join(root, 'packages/cli/test/run-command.ts');
const children = [
  spawn(
    bin('node'),
    ['--watch', '--conditions=@sipscope/source', main, 'serve', '--port', serverPort, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  ),
  spawn(bin('vite'), ['packages/viewer'], { stdio: 'inherit' }),
];
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => children.forEach((child) => child.kill(signal)));
