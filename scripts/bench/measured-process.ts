/** Whole processes from outside: time, processor time, memory, and when the first of the output came. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run-command.ts';

export type ProcessRun = {
  /** By the clock. */
  readonly seconds: number;
  /** User and system, of all its processes and threads. NaN where the system does not tell, as all but Linux. */
  readonly cpuSeconds: number;
  /** The most resident memory of all its processes and threads together. NaN where the system does not tell. */
  readonly peakMb: number;
  /** Until the first byte stood on its standard output; absent where none came. */
  readonly firstOutputSeconds?: number;
  /** On its standard output. */
  readonly lines: number;
  /** What it wrote, where that was asked for. */
  readonly output: string;
  readonly status: number;
  /** Absent where it ended well. */
  readonly failure?: string;
};

export type ProcessOptions = {
  /** Then it and all that it started are ended, and that is its failure. */
  readonly timeoutSeconds: number;
  /** Exit statuses other than 0 that are no failure. */
  readonly goodStatuses?: readonly number[];
  /** What becomes of its standard output: `lines` counts them, `none` is /dev/null. */
  readonly output?: 'lines' | 'text' | 'none';
};

const sampleMs = 20;
/** Of processor time, as /proc counts it: USER_HZ, 100 on every architecture of Linux that Node runs on. */
const ticksPerSecond = 100;
const keptErrorCharacters = 400;

const running = new Set<ChildProcess>();

/** Ends those that run now: in groups of their own, they do not end with us. */
export function endRunning(): void {
  for (const child of running) endGroup(child);
}

/** Never rejects for what the program does; a program that is not there is a failure too. */
export function runMeasured(program: string, args: readonly string[], options: ProcessOptions): Promise<ProcessRun> {
  const { timeoutSeconds, goodStatuses = [], output = 'lines' } = options;
  const ticksBefore = ticksOfEndedChildren();
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  // In a process group of its own, so that all of it can be ended.
  const child = spawn(program, args, {
    cwd: root,
    detached: true,
    env: { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}` },
    stdio: ['ignore', output === 'none' ? 'ignore' : 'pipe', 'pipe'],
  });
  running.add(child);
  const watch = new OutputWatch(output === 'text', seconds);
  child.stdout?.on('data', (data: Buffer) => watch.receive(data));
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => {
    errors = `${errors}${data.toString()}`.slice(-keptErrorCharacters);
  });
  let peakMb = Number.NaN;
  const sampler = setInterval(() => {
    peakMb = larger(peakMb, peakOfTree(child.pid));
  }, sampleMs);
  let failure: string | undefined;
  const timeout = setTimeout(() => {
    failure = `not done after ${timeoutSeconds} s`;
    endGroup(child);
  }, timeoutSeconds * 1000);

  return new Promise((resolve) => {
    child.on('error', (error) => {
      failure ??= 'code' in error && error.code === 'ENOENT' ? `${program} is not installed` : error.message;
    });
    child.on('close', (code) => {
      clearInterval(sampler);
      clearTimeout(timeout);
      running.delete(child);
      const status = code ?? 1;
      if (status !== 0 && !goodStatuses.includes(status)) failure ??= `ended with ${status}: ${errors.trim()}`;
      resolve({
        seconds: seconds(),
        cpuSeconds: (ticksOfEndedChildren() - ticksBefore) / ticksPerSecond,
        peakMb,
        ...watch.found(),
        status,
        ...(failure === undefined ? {} : { failure }),
      });
    });
  });
}

class OutputWatch {
  #firstSeconds: number | undefined;
  #lines = 0;
  readonly #pieces: Buffer[] = [];
  readonly #isKept: boolean;
  readonly #seconds: () => number;

  constructor(isKept: boolean, seconds: () => number) {
    this.#isKept = isKept;
    this.#seconds = seconds;
  }

  receive(data: Buffer): void {
    this.#firstSeconds ??= this.#seconds();
    for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) this.#lines++;
    if (this.#isKept) this.#pieces.push(data);
  }

  found(): Pick<ProcessRun, 'lines' | 'output' | 'firstOutputSeconds'> {
    const first = this.#firstSeconds;
    const output = Buffer.concat(this.#pieces).toString();
    return { lines: this.#lines, output, ...(first === undefined ? {} : { firstOutputSeconds: first }) };
  }
}

/** A process group of its own has the number of its first process. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

const larger = (one: number, other: number): number => (one >= other || Number.isNaN(other) ? one : other);

/**
 * In MB, of a process and of all that it started: the sum of the highest that each has been. Exact for one process; of several that were at
 * their highest at other times, more than they had together.
 */
function peakOfTree(first: number | undefined): number {
  if (first === undefined) return Number.NaN;
  let kilobytes = Number.NaN;
  const waiting = [first];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const own = /VmHWM:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`))?.[1];
    if (own !== undefined) kilobytes = (Number.isNaN(kilobytes) ? 0 : kilobytes) + Number(own);
    waiting.push(...childrenOf(pid));
  }
  return kilobytes / 1024;
}

/** Every thread has those that it started. */
function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => textOf(`/proc/${pid}/task/${thread}/children`));
    return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

/** Of all our children that have ended, and of theirs: `cutime` and `cstime`, the 16th and 17th field of proc_pid_stat(5). */
function ticksOfEndedChildren(): number {
  const stat = textOf('/proc/self/stat');
  // The second field, a name in parentheses, may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[13] ?? Number.NaN) + Number(fields[14] ?? Number.NaN);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
