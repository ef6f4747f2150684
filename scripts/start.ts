/** `npm start [-- FILE…]`: builds what is stale and starts the viewer with these captures, or with three of ours. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from './build.ts';
import { bin, root } from './run-command.ts';

const samples = ['call', 'cancel', 'fork'].map((name) => path.join(root, 'fixtures/captures/call', `${name}.pcap`));

const from = process.env['SIPSCOPE_CWD'] ?? process.cwd();
const asked = process.argv.slice(2).filter((arg) => arg !== '--');
const args = asked.map((arg) => (arg.startsWith('-') ? arg : path.resolve(from, arg)));

process.stdout.write('Building …\n');
await build();
const viewer = spawn(bin('sipscope'), args.length === 0 ? samples : args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => viewer.kill(signal));
viewer.on('exit', (code) => process.exit(code ?? 0));
