import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { ProblemError } from '../problem-error.ts';
import { freeSpaceStep, refuseFullDisk, tooLarge, type UploadLimits, writeWhole } from './receive-file.ts';

export type GrownFile = {
  readonly size: number;
  readonly sha256: string;
  /** Why not all was written. */
  readonly problem?: { readonly code: string; readonly message: string };
};

/**
 * Writes what comes to the end of `file`, bit by bit, where others read it meanwhile; makes it safe on disk at the end. A limit that is hit,
 * or a source that fails, ends it: what was written stays.
 */
export async function growFile(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  limits: UploadLimits,
): Promise<GrownFile> {
  const hash = createHash('sha256');
  const handle = await open(file, 'a');
  let size = 0;
  let problem: GrownFile['problem'];
  let freeCheckedAt = -Infinity;
  try {
    for await (const chunk of chunks) {
      if (size + chunk.length > limits.fileBytes) throw new ProblemError('body-too-large', tooLarge(limits));
      if (size - freeCheckedAt >= freeSpaceStep) {
        await refuseFullDisk(path.dirname(file), chunk.length, limits);
        freeCheckedAt = size;
      }
      await writeWhole(handle, chunk);
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : 'input-unreadable';
    problem = { code, message: error instanceof Error ? error.message : String(error) };
  } finally {
    await handle.sync();
    await handle.close();
  }
  return { size, sha256: hash.digest('hex'), ...(problem === undefined ? {} : { problem }) };
}
