import { createHash } from 'node:crypto';
import { open, rename, statfs, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { ProblemError } from '../problem-error.ts';
import { syncFolder } from './sync-folder.ts';

export type UploadLimits = {
  /** Of one capture. */
  readonly fileBytes: number;
  /** What an upload must leave free on the disk. */
  readonly freeBytes: number;
  /** Bytes a second, counted over `rateWindowMs`: who sends slower is cut off. */
  readonly minimumRate: number;
  readonly rateWindowMs: number;
};

const GIB = 1024 ** 3;
/** How many bytes may come before the free space is looked at again. */
export const freeSpaceStep: number = 64 * 1024 ** 2;

export const defaultUploadLimits: UploadLimits = {
  fileBytes: 5 * GIB,
  freeBytes: GIB,
  minimumRate: 1024,
  rateWindowMs: 30_000,
};

/**
 * Writes a stream to `file` as fast as the disk takes it and makes it safe there: the name appears once every byte is
 * on disk. Throws a `ProblemError` where a limit is hit or nothing comes; the `.part` is the caller's to remove. `mode`: who may read the file.
 */
export async function receiveFile(
  source: Readable,
  file: string,
  limits: UploadLimits,
  mode?: number,
): Promise<{ readonly size: number; readonly sha256: string }> {
  const part = `${file}.part`;
  const handle = await open(part, 'wx', mode);
  let received;
  try {
    received = await writeAll(source, handle, path.dirname(file), limits);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
  await syncFolder(path.dirname(file));
  return received;
}

async function writeAll(
  source: Readable,
  handle: FileHandle,
  folder: string,
  limits: UploadLimits,
): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  let freeCheckedAt = -Infinity;
  const rateTimer = cutOffWhenSlow(source, () => size, limits);
  try {
    // The stream stays open when we stop early, so that the refusal can still be answered.
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > limits.fileBytes) throw new ProblemError('body-too-large', tooLarge(limits));
      if (size - freeCheckedAt >= freeSpaceStep) {
        await refuseFullDisk(folder, chunk.length, limits);
        freeCheckedAt = size;
      }
      hash.update(chunk);
      await writeWhole(handle, chunk);
    }
  } finally {
    clearInterval(rateTimer);
  }
  if (size === 0) throw new ProblemError('bad-request', 'The upload is empty: it has 0 bytes. Send a capture file.');
  return { size, sha256: hash.digest('hex') };
}

function cutOffWhenSlow(source: Readable, size: () => number, limits: UploadLimits): NodeJS.Timeout {
  let before = 0;
  return setInterval(() => {
    if (size() - before < (limits.minimumRate * limits.rateWindowMs) / 1000)
      source.destroy(
        new ProblemError('upload-incomplete', `The upload came slower than ${limits.minimumRate} bytes a second.`),
      );
    before = size();
  }, limits.rateWindowMs);
}

export async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, at);
    at += bytesWritten;
  }
}

/** Throws where `bytes` more would leave less free than the floor. */
export async function refuseFullDisk(folder: string, bytes: number, limits: UploadLimits): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize - bytes >= limits.freeBytes) return;
  throw new ProblemError(
    'disk-full',
    'The disk has no room for this capture. Remove captures, or give the server another data folder.',
  );
}

export function tooLarge(limits: UploadLimits): string {
  return `A capture may have ${limits.fileBytes} bytes here; this one has more.`;
}
