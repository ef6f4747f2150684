// oxlint-disable-next-line import/default -- Vite makes this import the address of the bundled worker.
import address from './local-worker.ts?worker&url';

type ScriptPolicy = { createScriptURL(address: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): ScriptPolicy;
};

/**
 * Starts the worker that analyses a file. The page's content security policy demands a trusted address for scripts: the
 * only one there is, is this worker's.
 */
export function startWorker(): Worker {
  return new Worker(trusted(address), { type: 'module', name: 'analyzer' });
}

let policy: ScriptPolicy | undefined;

function trusted(script: string): string {
  // Not every browser knows trusted types, and TypeScript's library does not.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return script;
  policy ??= trustedTypes.createPolicy('sipscope', {
    createScriptURL: (wanted) => {
      if (wanted !== address) throw new TypeError('Only the analyzer is started as a worker.');
      return wanted;
    },
  });
  return policy.createScriptURL(script);
}
