// oxlint-disable-next-line import/default -- Vite makes this import the address of the bundled worker.
import address from './local-worker.ts?worker&url';
import { trustedScript } from './trusted-script.ts';

/** Starts the worker that analyses a file. */
export function startWorker(): Worker {
  return new Worker(trustedScript(address), { type: 'module', name: 'analyzer' });
}
