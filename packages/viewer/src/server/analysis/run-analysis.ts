import type { AnalyzeProgress } from '@sipscope/analyzer';
import { fork, type ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { getCompileCacheDir } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaptureProblem } from '../../api/captures.ts';
import type { AnalysisMessage, AnalysisRequest, AnalysisTask } from './analysis-messages.ts';

export type AnalysisLimits = {
  /** Time to read a capture: `timeMs` and `timeMsPerGb` for each 10^9 bytes. What was read until then is kept. */
  readonly timeMs: number;
  readonly timeMsPerGb: number;
  /** Time to put in order what was read, before the process is ended. */
  readonly graceMs: number;
  /** Memory of the process (resident set); it is ended above. */
  readonly memoryBytes: number;
  /** JavaScript heap of the process. */
  readonly heapMegabytes: number;
};

export const defaultAnalysisLimits: AnalysisLimits = {
  timeMs: 120_000,
  timeMsPerGb: 60_000,
  graceMs: 30_000,
  memoryBytes: 1024 ** 3,
  heapMegabytes: 768,
};

export type AnalysisResult =
  | Extract<AnalysisMessage, { kind: 'done' | 'refused' }>
  /** It ended without a result; another attempt may go well. */
  | { readonly kind: 'ended'; readonly problem: CaptureProblem; readonly detail: string };

export type AnalysisRun = Pick<AnalysisTask, 'captureFile' | 'keyLogFile' | 'rowsFile' | 'judges' | 'media'> & {
  readonly size: number;
  readonly limits: AnalysisLimits;
  readonly signal: AbortSignal;
  /** Somebody has seen enough: what was read until then is kept. */
  readonly enough?: AbortSignal | undefined;
  readonly onProgress: (progress: AnalyzeProgress) => void;
  /** The module the process runs; `analyze-worker` where missing. */
  readonly entry?: string | undefined;
};

/** Beside this file, as TypeScript in the sources and as JavaScript once built. */
const extension = path.extname(fileURLToPath(import.meta.url));
const analyzeEntry = path.join(import.meta.dirname, `analyze-worker${extension}`);
const memoryLookMs = 250;
/** How much longer it may take where rules are asked. */
const judgingFactor = 8;

/**
 * Analyses a capture in a process of its own, which nothing in the capture can make last longer or grow larger than the
 * limits say. Always resolves; the rows are there exactly where the result is `done`.
 */
export async function runAnalysis(run: AnalysisRun): Promise<AnalysisResult> {
  const { captureFile, keyLogFile, rowsFile, judges, media, limits } = run;
  const partFile = `${rowsFile}.part`;
  await rm(partFile, { force: true });
  const perGb = judges ? limits.timeMsPerGb * judgingFactor : limits.timeMsPerGb;
  const budgetMs = Math.ceil(limits.timeMs + perGb * (run.size / 1e9));
  const task: AnalysisTask = { captureFile, keyLogFile, partFile, rowsFile, judges, media, budgetMs };
  const child = fork(run.entry ?? analyzeEntry, [JSON.stringify(task)], {
    execArgv: [
      `--max-old-space-size=${limits.heapMegabytes}`,
      // The larger one Node takes by itself costs 100 MB and saves no time here.
      '--max-semi-space-size=8',
      ...(extension === '.ts' ? ['--conditions=@sipscope/source'] : []),
    ],
    env: { ...process.env, NODE_OPTIONS: '', ...compileCache() },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const result = await outcomeOf(child, run, budgetMs);
  await rm(partFile, { force: true });
  await rm(`${partFile}.wal`, { force: true });
  return result;
}

/** Where the server keeps its own modules compiled, the analysis does so too: it starts in half the time. */
function compileCache(): { readonly NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

function outcomeOf(child: ChildProcess, run: AnalysisRun, budgetMs: number): Promise<AnalysisResult> {
  return new Promise((resolve) => {
    let result: AnalysisResult | undefined;
    const end = (why: AnalysisResult): void => {
      result ??= why;
      child.kill('SIGKILL');
    };
    const deadline = setTimeout(() => end(ended('worker-timeout', '')), budgetMs + run.limits.graceMs);
    const memory = setInterval(() => {
      void residentBytes(child.pid).then((bytes) => {
        if (bytes > run.limits.memoryBytes) end(ended('worker-memory', ''));
      });
    }, memoryLookMs);
    const stop = (): void => end(ended('worker-stopped', ''));
    run.signal.addEventListener('abort', stop, { once: true });
    if (run.signal.aborted) stop();
    let stopping: NodeJS.Timeout | undefined;
    const finish = (): void => {
      if (child.connected) child.send({ kind: 'enough' } satisfies AnalysisRequest);
      stopping ??= setTimeout(stop, run.limits.graceMs);
    };
    run.enough?.addEventListener('abort', finish, { once: true });

    child.on('message', (message: AnalysisMessage) => {
      if (message.kind === 'progress') run.onProgress(message.progress);
      else if (message.kind === 'crashed') result ??= ended('worker-crash', message.detail);
      else result ??= message;
    });
    child.on('error', (error) => end(ended('worker-crash', error.message)));
    child.on('spawn', () => letOthersGoFirst(child));
    child.on('close', (code, signal) => {
      clearTimeout(deadline);
      clearInterval(memory);
      clearTimeout(stopping);
      run.enough?.removeEventListener('abort', finish);
      run.signal.removeEventListener('abort', stop);
      resolve(result ?? ended(signal === 'SIGABRT' ? 'worker-memory' : 'worker-crash', `exit ${code ?? signal}`));
    });
  });
}

const sentences = {
  'worker-timeout': 'The analysis did not end in the time it is given, and was stopped.',
  'worker-memory': 'The analysis needed more memory than it is given, and was stopped.',
  'worker-crash': 'The analysis ended unexpectedly.',
  'worker-stopped': 'The analysis was stopped.',
} as const;

function ended(code: keyof typeof sentences, detail: string): AnalysisResult {
  return { kind: 'ended', problem: { code, message: sentences[code] }, detail };
}

/** An analysis may use a whole core; requests come first. */
function letOthersGoFirst(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system knows no priorities.
  }
}

/** 0 where the system does not tell; the heap's own limit holds there. */
export async function residentBytes(pid: number | undefined): Promise<number> {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
