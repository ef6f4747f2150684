/// <reference lib="webworker" />
import type { CaptureProgress } from '../../api/captures.ts';
import { BackendError, refusal } from './backend-error.ts';
import { LocalCapture, openingProblem } from './local-capture.ts';
import type { FromWorker, ToWorker } from './local-protocol.ts';

/** How often progress is told; the page cannot draw it more often than that anyway. */
const tellEveryMs = 100;

// This module is only ever loaded as a worker.
const worker = self as unknown as DedicatedWorkerGlobalScope;
let capture: LocalCapture | undefined;
const enough = new AbortController();

worker.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  if (event.data.kind === 'open') void open(event.data);
  else if (event.data.kind === 'enough') enough.abort();
  else void answer(event.data);
});

async function open({ file, judges, keyLog }: Extract<ToWorker, { kind: 'open' }>): Promise<void> {
  let toldAt = 0;
  try {
    const onProgress = (progress: CaptureProgress): void => {
      const now = performance.now();
      if (now - toldAt < tellEveryMs) return;
      toldAt = now;
      tell({ kind: 'progress', progress });
    };
    capture = await LocalCapture.open(file, onProgress, { judges, keyLog, enough: enough.signal });
    tell({ kind: 'ready', ...capture.contents });
  } catch (failure) {
    tell({ kind: 'failed', problem: openingProblem(failure) });
  }
}

async function answer({ number, question, values }: Extract<ToWorker, { kind: 'ask' }>): Promise<void> {
  try {
    if (capture === undefined) throw refusal('capture-not-ready', 'The capture is still being read.');
    // `LocalBackend` asks each question with the values it takes.
    const ask = capture[question] as (...values: unknown[]) => Promise<unknown>;
    tell({ kind: 'answer', number, value: await ask.apply(capture, values) });
  } catch (failure) {
    const { problem } =
      failure instanceof BackendError ? failure : refusal('internal', openingProblem(failure).message);
    tell({ kind: 'refusal', number, problem });
  }
}

function tell(message: FromWorker): void {
  worker.postMessage(message);
}
