import { open, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { GrowingKeyLog } from '../transport/tls/growing-key-log.ts';
import { defaultTlsLimits } from '../transport/tls/tls-limits.ts';
import { inputError } from './input-error.ts';
import { openNamedPipe, wakeNamedPipe } from './named-pipe.ts';

/** How often it is looked whether there is more. */
const lookMs = 50;
/** What is written at once comes in several writes: the secrets of one connection are used together, so that what both sides said stays in order. */
const settleMs = 10;
const mostSettling = 5;
const LF = 0x0a;
const nothing: Uint8Array = new Uint8Array(0);

/**
 * Follows a key log file as programs write to it, for `AnalyzeOptions.keyLog`. The file may come later, be emptied, or give way to another of its
 * name; it may be a named pipe. The analysis rejects with a `CaptureError` where it cannot be read at first.
 */
export function followKeyLogFile(name: string): GrowingKeyLog {
  return async function* (captureEnded) {
    try {
      const facts = await stat(name).catch(ifMissing);
      if (facts?.isFIFO() === true) yield* pipePieces(name, captureEnded);
      else yield* filePieces(name, captureEnded);
    } catch (error) {
      throw inputError(`"${name}"`, error);
    }
  };
}

async function* filePieces(name: string, captureEnded: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const file = new FollowedFile(name);
  // One byte more than is used: the analysis tells that the rest was not.
  let left = defaultTlsLimits.keyLogBytes + 1;
  for (let isFirst = true; left > 0; isFirst = false) {
    const isLast = captureEnded.aborted;
    const piece = await settled(file, left);
    left -= piece.length;
    if (isFirst || piece.length > 0) yield piece;
    if (isLast) return;
    // When the capture has ended, it looks once more at once.
    await setTimeout(lookMs, undefined, { signal: captureEnded }).catch(() => undefined);
  }
}

/** What was added, when the writer pauses. */
async function settled(file: FollowedFile, most: number): Promise<Uint8Array> {
  const first = await file.readMore(most);
  if (first.length === 0) return first;
  const parts = [first];
  for (let left = most - first.length; left > 0 && parts.length <= mostSettling;) {
    await setTimeout(settleMs);
    const more = await file.readMore(left);
    if (more.length === 0) break;
    parts.push(more);
    left -= more.length;
  }
  return Buffer.concat(parts);
}

/** A file that is looked at by its name, again and again. */
class FollowedFile {
  readonly #name: string;
  #file = -1;
  #at = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** What was added since the last time, no more than so many bytes; a line break before what another file begins with. */
  async readMore(most: number): Promise<Uint8Array> {
    const file = await open(this.#name, 'r').catch(ifMissing);
    if (file === undefined) return nothing;
    try {
      const { ino, size } = await file.stat();
      const isOther = ino !== this.#file || size < this.#at;
      // Whatever the one before ended with is no beginning of this one's first line.
      const breaks = isOther && this.#at > 0 ? 1 : 0;
      if (isOther) [this.#file, this.#at] = [ino, 0];
      const bytes = new Uint8Array(breaks + Math.min(size - this.#at, most - breaks)).fill(LF, 0, breaks);
      const { bytesRead } = await file.read(bytes, breaks, bytes.length - breaks, this.#at);
      this.#at += bytesRead;
      return bytes.subarray(0, breaks + bytesRead);
    } finally {
      await file.close();
    }
  }
}

async function* pipePieces(name: string, captureEnded: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  yield nothing;
  const wake = (): void => void wakeNamedPipe(name);
  captureEnded.addEventListener('abort', wake);
  const pipe = await openNamedPipe(name);
  captureEnded.removeEventListener('abort', wake);
  const stop = (): void => void pipe.destroy();
  captureEnded.addEventListener('abort', stop);
  try {
    if (!captureEnded.aborted) for await (const piece of pipe) yield piece as Uint8Array;
  } catch (error) {
    if (!captureEnded.aborted) throw error;
  } finally {
    captureEnded.removeEventListener('abort', stop);
    pipe.destroy();
  }
}

/** There is none yet, or not at the moment. */
function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
