import { keyLogBytes } from '@sipscope/analyzer';
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { receiveFile, type UploadLimits } from './receive-file.ts';
import { syncFolder } from './sync-folder.ts';

/** Of a file that holds secrets: its owner reads and writes it, nobody else. */
export const ownerOnly = 0o600;

/**
 * Writes a key log to `file`, in place of the one before. Throws what stands in the way, of which the `ProblemError`s of `receiveFile` are for the
 * sender; the one before is then still there.
 */
export async function receiveKeyLog(source: Readable, file: string, limits: UploadLimits): Promise<void> {
  // Two may come at once; what a crash leaves behind is known by its name.
  const received = `${file}.part-${randomUUID()}`;
  try {
    await receiveFile(source, received, { ...limits, fileBytes: keyLogBytes }, ownerOnly);
    await rename(received, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await rm(received, { force: true });
    await rm(`${received}.part`, { force: true });
    throw error;
  }
}
