import { Worker } from 'node:worker_threads';
import type { Analysis, AnalysisLimits, AnalyzeOptions } from '../analysis.ts';
import { CaptureError, type CaptureErrorCode } from '../capture/capture-error.ts';
import { untilAborted } from '../capture/until-aborted.ts';
import type { Ahead } from './ahead.ts';
import type { BatchMemory } from './message-batch.ts';
import { analyzeAhead } from './analyze-ahead.ts';

/** What a thread is to read. */
export type AheadTask = {
  /** Of a file. */
  readonly name: string;
  readonly keyLog: Uint8Array | undefined;
  readonly limits: AnalysisLimits | undefined;
  readonly quality: AnalyzeOptions['quality'];
  readonly reportsFraming: boolean;
  readonly readsMedia: boolean;
};

/** What it says: messages read, with how many stored bytes were read for them; or why it reads nothing. */
export type AheadAnswer =
  | { readonly ahead: Ahead; readonly bytesRead: number; readonly refused?: undefined }
  | { readonly refused: { readonly code: CaptureErrorCode; readonly message: string; readonly offset?: number } };

/** Analyses a capture file that another thread reads. `onRead` is told how many of its stored bytes have been read. */
export async function analyzeInThreads(
  name: string,
  options: AnalyzeOptions & Pick<AheadTask, 'keyLog'>,
  onRead: (bytesRead: number) => void,
): Promise<Analysis> {
  const { keyLog, limits, quality, readTexts, signal, media = true } = options;
  const task: AheadTask = { name, keyLog, limits, quality, reportsFraming: readTexts === true, readsMedia: media };
  const isSource = import.meta.url.endsWith('.ts');
  const url = new URL(`node-worker.${isSource ? 'ts' : 'js'}`, import.meta.url);
  // Sources find each other by a condition that whoever runs them need not have given.
  const worker = new Worker(url, {
    workerData: task,
    ...(isSource ? { execArgv: ['--conditions=@sipscope/source', '--no-warnings'] } : {}),
  });
  try {
    return await analyzeAhead(untilAborted(messagesOf(worker, onRead), signal), options);
  } finally {
    await worker.terminate();
  }
}

async function* messagesOf(
  worker: Worker,
  onRead: (bytesRead: number) => void,
): AsyncGenerator<Ahead, void, undefined> {
  const waiting: AheadAnswer[] = [];
  let wake: () => void = () => {};
  let failure: Error | undefined;
  worker.on('message', (answer: AheadAnswer) => {
    waiting.push(answer);
    wake();
  });
  worker.on('error', (error: Error) => {
    failure = error;
    wake();
  });
  worker.on('exit', () => {
    failure ??= new Error('The thread that read the capture ended before its time.');
    wake();
  });
  for (;;) {
    const answer = waiting.shift();
    if (answer === undefined) {
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (answer.refused !== undefined)
      throw new CaptureError(answer.refused.code, answer.refused.message, answer.refused);
    onRead(answer.bytesRead);
    yield answer.ahead;
    if (answer.ahead.last !== undefined) return;
    const { floats, words, bytes } = answer.ahead.batch;
    worker.postMessage({ floats, words, bytes } satisfies BatchMemory, [floats.buffer, words.buffer, bytes.buffer]);
  }
}
