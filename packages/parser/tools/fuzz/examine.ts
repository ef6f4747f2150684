import { signatureOf } from './broken-promise.ts';
import type { Target } from './target.ts';

/** What an input breaks: `signature` tells one fault from another, `said` is what the fault says of itself. */
export type Fault = { readonly signature: string; readonly said: string };

/** As long an input may take: what is linear stays far below. */
function allowedMs(bytes: Uint8Array): number {
  return 50 + bytes.length / 1000;
}

/** Checks an input: what it breaks, if anything. `more`: with the dearer demands too. */
export function examine(target: Target, bytes: Uint8Array, more: boolean): Fault | undefined {
  const started = performance.now();
  const fault = faultOf(target, bytes, false);
  if (fault !== undefined) return fault;
  if (performance.now() - started > allowedMs(bytes) && isSlow(target, bytes))
    return {
      signature: 'time linear in the length',
      said: `more than ${allowedMs(bytes).toFixed(0)} ms for ${bytes.length} bytes`,
    };
  return more ? faultOf(target, bytes, true) : undefined;
}

function faultOf(target: Target, bytes: Uint8Array, more: boolean): Fault | undefined {
  try {
    if (more) target.checkMore?.(bytes);
    else target.check(bytes);
    return undefined;
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { signature: signatureOf(error), said: said.slice(0, 2000) };
  }
}

/** Whether it is the input that is slow, not the machine: the processor's time that this thread takes for four more runs. */
function isSlow(target: Target, bytes: Uint8Array): boolean {
  for (let run = 0; run < 4; run++) {
    const before = process.threadCpuUsage();
    target.check(bytes);
    const { user, system } = process.threadCpuUsage(before);
    if ((user + system) / 1000 <= allowedMs(bytes)) return false;
  }
  return true;
}
