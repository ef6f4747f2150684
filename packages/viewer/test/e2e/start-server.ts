import { fork } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';

const compiled = path.join(import.meta.dirname, '../../../../node_modules/.cache/compiled');

/** Builds the page and starts the server on a free port of this machine; ends it with the tests. */
export default async function startServer(): Promise<() => Promise<void>> {
  await build({ root: path.join(import.meta.dirname, '../..'), logLevel: 'error' });
  const child = fork(path.join(import.meta.dirname, 'serve.ts'), {
    execArgv: ['--conditions=@sipscope/source'],
    // Each capture is analysed in a process of its own: those start in half the time.
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compiled },
  });
  // `serve.ts` tells its address and nothing else.
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(message as string));
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened.`)));
  });
  process.env['SIPSCOPE_URL'] = url;
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await ended;
  };
}
