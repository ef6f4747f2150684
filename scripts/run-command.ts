import { spawn } from 'node:child_process';
import path from 'node:path';

/** The checkout's root. */
export const root: string = path.join(import.meta.dirname, '..');
/** A program of the checkout's own `node_modules`. */
export const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);

export type CommandResult = { readonly code: number; readonly output: string; readonly seconds: number };

/** Runs a program from the root. `show`: its output as it comes; else it is only returned. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { show?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pieces: Buffer[] = [];
    const take = (target: NodeJS.WriteStream) => (data: Buffer) => {
      pieces.push(data);
      if (options.show === true) target.write(data);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({
        code: code ?? 1,
        output: Buffer.concat(pieces).toString(),
        seconds: (performance.now() - started) / 1000,
      });
    });
  });
}
