import { availableParallelism } from 'node:os';
import type { Analysis, AnalyzeOptions } from '../analysis.ts';
import { analyze } from '../analyze.ts';
import type { CaptureInput } from '../capture/capture-input.ts';
import { FileInput } from './file-input.ts';

/** A thread more takes time to begin, and compiles its code anew: below this size a capture is analysed as soon without it. */
const THREAD_BYTES = 128 * 1024 * 1024;

/**
 * The same as `analyze(capture.chunks(), options)`, with the same result. A large file is read in a thread of its own, so that two processors share the work:
 * `threads` says whether one is, where its size is not to.
 */
export async function analyzeCapture(
  capture: CaptureInput,
  options: AnalyzeOptions & { readonly threads?: 1 | 2 } = {},
): Promise<Analysis> {
  const { threads, keyLog, ...rest } = options;
  const own = { diagnostics: capture.diagnostics, ...rest };
  if (!(capture instanceof FileInput) || typeof keyLog === 'function')
    return analyze(capture.chunks(), { ...own, keyLog });
  const isWorthIt = capture.size >= THREAD_BYTES && availableParallelism() > 1;
  if (threads === 1 || (threads === undefined && !isWorthIt)) return analyze(capture.chunks(), { ...own, keyLog });
  const { analyzeInThreads } = await import('../ahead/node-thread.ts');
  return analyzeInThreads(capture.path, { ...own, keyLog }, (bytesRead) => {
    capture.bytesRead = bytesRead;
  });
}
