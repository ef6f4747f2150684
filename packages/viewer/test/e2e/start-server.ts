import { fork } from 'node:child_process';
import path from 'node:path';

const compiled = path.join(import.meta.dirname, '../../../../node_modules/.cache/compiled');

/** Starts the server on a free port of this machine. */
export async function startServer(): Promise<{ readonly url: string; readonly end: () => Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, 'serve.ts'), {
    // Each capture is analysed in a process of its own: those start in half the time.
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compiled },
  });
  // `serve.ts` tells its address and nothing else.
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(message as string));
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened.`)));
  });
  const end = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await ended;
  };
  return { url, end };
}
