import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { captureStates, type CaptureRow } from '../../api/captures.ts';

/** What is kept of a capture beside its bytes and rows. What holds only while the server runs is told to watchers and not kept. */
export type CaptureRecord = Omit<CaptureRow, 'progress' | 'live'> & {
  /** How often its analysis was begun. */
  readonly attempts: number;
  /** When it was removed: it is kept for a while, so that it can be restored. */
  readonly removed?: string;
};

/** Of the file in a capture's folder its record stands in. */
export const recordName = 'capture.json';

/**
 * The record in a capture's folder, `undefined` where there is none. One that is damaged makes the capture a failed one,
 * which the user can see and delete: it neither hides the capture nor keeps the others from being shown.
 */
export async function readCaptureRecord(folder: string, id: string): Promise<CaptureRecord | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(path.join(folder, recordName), 'utf8'));
    return isRecordOf(record, id) ? record : await damagedRecord(folder, id);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return damagedRecord(folder, id);
  }
}

/** Whether it has the fields all else stands on. The folder's name is the capture's: another would lead to other files. */
function isRecordOf(record: unknown, id: string): record is CaptureRecord {
  if (typeof record !== 'object' || record === null) return false;
  const { name, size, uploaded, state, attempts, ...rest } = record as Partial<CaptureRecord>;
  return (
    rest.id === id &&
    typeof name === 'string' &&
    typeof size === 'number' &&
    typeof uploaded === 'string' &&
    typeof attempts === 'number' &&
    captureStates.some((one) => one === state)
  );
}

/** What its files still tell. It is not written: the damaged record stays as it is, for whoever can mend it. */
async function damagedRecord(folder: string, id: string): Promise<CaptureRecord> {
  const file = await stat(path.join(folder, 'capture')).catch(() => undefined);
  const message =
    `Its record, captures/${id}/${recordName} in the data folder, is damaged, so its name and what was found in it are ` +
    'not known. Its files are kept; upload the capture again, or mend the record and restart the server.';
  return {
    id,
    name: `capture ${id.slice(0, 8)}`,
    size: file?.size ?? 0,
    uploaded: (file?.mtime ?? new Date(0)).toISOString(),
    state: 'failed',
    problems: [{ code: 'record-damaged', message }],
    attempts: 0,
  };
}
