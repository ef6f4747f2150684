import { open, stat } from 'node:fs/promises';
import { CaptureError } from '../capture/capture-error.ts';
import type { CaptureInput } from '../capture/capture-input.ts';
import { COMPRESSION_MAGIC_BYTES, compressionOf } from '../capture/decompress.ts';
import { CompressedFileInput } from './compressed-file-input.ts';
import { FileInput } from './file-input.ts';
import { inputError } from './input-error.ts';
import { openNamedPipe, wakeNamedPipe } from './named-pipe.ts';
import { PipeInput } from './pipe-input.ts';

const CHUNK_BYTES = 1024 * 1024;

export type OpenCaptureOptions = {
  /**
   * Whether `read` will be asked for. A pipe cannot be read twice, so what it gave is kept in a temporary file;
   * `false` saves that where rows are only printed as they come.
   */
  readonly keep?: boolean;
  /** Bytes read at once; twice as many are held in memory. */
  readonly chunkBytes?: number;
};

/** Opens a capture file, or with `-` the standard input. Throws a `CaptureError` where there is nothing to read. */
export async function openCapture(name: string, options: OpenCaptureOptions = {}): Promise<CaptureInput> {
  const keep = options.keep ?? true;
  if (name === '-') return new PipeInput('the standard input', async () => process.stdin, keep);
  try {
    const facts = await stat(name);
    if (facts.isDirectory()) throw new CaptureError('input-directory', `"${name}" is a directory, not a capture.`);
    if (facts.isFIFO())
      return new PipeInput(
        `"${name}"`,
        () => openNamedPipe(name),
        keep,
        () => wakeNamedPipe(name),
      );
    if (!facts.isFile()) return new PipeInput(`"${name}"`, async () => (await open(name)).createReadStream(), keep);
    return await openFile(name, options.chunkBytes ?? CHUNK_BYTES);
  } catch (error) {
    throw inputError(`"${name}"`, error);
  }
}

async function openFile(name: string, chunkBytes: number): Promise<CaptureInput> {
  const file = await open(name, 'r');
  try {
    const { size } = await file.stat();
    const head = new Uint8Array(COMPRESSION_MAGIC_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const isCompressed = compressionOf(head.subarray(0, bytesRead)) !== undefined;
    return isCompressed
      ? new CompressedFileInput(name, file, size, chunkBytes)
      : new FileInput(name, file, size, chunkBytes);
  } catch (error) {
    await file.close();
    throw error;
  }
}
