import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LiveMessage, LiveTask, LiveUpdate } from './live-messages.ts';
import { type AnalysisLimits, residentBytes } from './run-analysis.ts';

export type FollowedAnalysis = {
  /** Nothing more is written: resolves when all that was has been told. */
  end(): Promise<void>;
  /** Ends it at once. */
  stop(): void;
};

export type FollowOptions = LiveTask & {
  readonly limits: AnalysisLimits;
  /** Resolves when the rows can be asked for; the next come after that. */
  readonly onUpdate: (update: LiveUpdate) => Promise<void>;
  /** Told what went wrong with an update. */
  readonly onFailure: (error: unknown) => void;
};

/** Beside this file, as TypeScript in the sources and as JavaScript once built. */
const extension = path.extname(fileURLToPath(import.meta.url));
const liveEntry = path.join(import.meta.dirname, `live-worker${extension}`);
const memoryLookMs = 250;

/**
 * Analyses a capture that is being written, in a process of its own. What it cannot tell, because it ended, is found by the analysis of the
 * whole capture that follows.
 */
export function followAnalysis({ captureFile, keyLogFile, media, ...options }: FollowOptions): FollowedAnalysis {
  const { limits, onUpdate, onFailure } = options;
  const child = fork(liveEntry, [JSON.stringify({ captureFile, keyLogFile, media } satisfies LiveTask)], {
    execArgv: [
      `--max-old-space-size=${limits.heapMegabytes}`,
      ...(extension === '.ts' ? ['--conditions=@sipscope/source'] : []),
    ],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Ctrl-C is for the server, which ends it when its time has come.
    detached: true,
  });
  let updates = Promise.resolve();
  const memory = setInterval(() => {
    void residentBytes(child.pid).then((bytes) => {
      if (bytes > limits.memoryBytes) child.kill('SIGKILL');
    });
  }, memoryLookMs);
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => {
      clearInterval(memory);
      resolve();
    });
    child.on('error', () => resolve());
  });
  child.on('message', (message: LiveMessage) => {
    if (message.kind === 'update') updates = updates.then(() => onUpdate(message.update)).catch(onFailure);
  });
  return {
    async end() {
      const deadline = setTimeout(() => child.kill('SIGKILL'), limits.graceMs);
      if (child.connected) child.send('end', () => undefined);
      await closed;
      clearTimeout(deadline);
      await updates;
    },
    stop() {
      child.kill('SIGKILL');
    },
  };
}
