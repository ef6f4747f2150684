import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('run-command.ts', import.meta.url));
const fixtures = new URL('../../../fixtures/', import.meta.url);
/** Compiled code of one run serves the next: a process then starts in half the time. */
const compileCache = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url));

export type Result = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

export type Given = {
  readonly input?: Uint8Array | string;
  /** Stops reading stdout, and closes it, once it has this many lines. */
  readonly linesWanted?: number;
};

/** The arguments with which Node runs the command from source. */
export function nodeArguments(args: readonly string[]): string[] {
  return ['--conditions=@sipscope/source', entry, ...args];
}

/** Starts the command from source as a process of its own. */
export function startSipscope(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, nodeArguments(args), {
    stdio: 'pipe',
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
  });
}

/** Runs the command to its end, and gives what it printed. */
export function sipscope(args: readonly string[], { input, linesWanted = Infinity }: Given = {}): Promise<Result> {
  const child = startSipscope(args);
  // A command that has read enough closes its stdin.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.split('\n').length > linesWanted) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

export function capture(name: string): string {
  return fileURLToPath(new URL(`captures/${name}`, fixtures));
}

/** The rows that must come out of a capture, written down beside it. */
export async function expectedRows(name: string, kind: 'messages' | 'calls'): Promise<readonly object[]> {
  const text = await readFile(capture(name).replace(/\.pcap(ng)?$/, `.${kind}.json`), 'utf8');
  // The fixtures are lists of rows.
  return JSON.parse(text) as readonly object[];
}

export function readRows(ndjson: string): readonly Record<string, unknown>[] {
  const lines = ndjson.split('\n').filter((line) => line !== '');
  // Rows are objects.
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
