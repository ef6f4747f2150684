import { CaptureDiagnostics, CaptureFiles, type CaptureInput, type OpenedCapture } from '@sipscope/analyzer';
import { openCapture, openCaptures } from '@sipscope/analyzer/node';
import type { CaptureSource } from './capture-input.ts';
import { usageError } from './command-error.ts';

const chunkBytes = 1 << 20;

/** Opens a capture once more from its beginning. A pipe that was read as far as `bytes` was kept. */
export async function openAgain(
  files: readonly string[],
  source: CaptureSource,
  bytes: number,
): Promise<OpenedCapture> {
  const [file = ''] = files;
  if (files.length > 1) return openCaptures(files);
  if (source instanceof CaptureFiles || source.size !== undefined) return openCapture(file);
  return new KeptPipe(source, bytes);
}

/** Of several captures that are one, none may be a pipe: it comes once. */
export function refusePipes(files: readonly string[]): void {
  if (files.length > 1 && files.includes('-'))
    throw usageError('extract reads a capture more than once, and of several files none may be stdin: give it alone.');
}

/** What came through a pipe, from where it was kept. */
class KeptPipe implements CaptureInput {
  readonly size: number;
  bytesRead = 0;
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly #source: CaptureInput;

  constructor(source: CaptureInput, size: number) {
    this.#source = source;
    this.size = size;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let offset = 0; offset < this.size; offset += chunkBytes) {
      const length = Math.min(chunkBytes, this.size - offset);
      yield await this.#source.read([{ offset, length }]);
      this.bytesRead = offset + length;
    }
  }

  read(place: Parameters<CaptureInput['read']>[0]): Promise<Uint8Array> {
    return this.#source.read(place);
  }

  /** Whoever opened the pipe closes it. */
  async close(): Promise<void> {}
}
