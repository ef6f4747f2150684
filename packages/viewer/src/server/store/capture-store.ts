import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { type CaptureRecord, readCaptureRecord, recordName } from './capture-record.ts';
import { displayName } from './display-name.ts';
import { receiveFile, type UploadLimits } from './receive-file.ts';
import { syncFolder } from './sync-folder.ts';
import { writeDurably } from './write-durably.ts';

/**
 * Captures as folders: `captures/<id>/` holds the file as it was sent (`capture`), its record (`capture.json`) and, once
 * analysed, its rows (`rows.duckdb`). A folder without a record is an upload nobody was told is safe.
 */
export class CaptureStore {
  readonly #folder: string;
  /** What captures may take. */
  readonly limits: UploadLimits;
  readonly #records: Map<string, CaptureRecord>;

  private constructor(folder: string, limits: UploadLimits, records: Map<string, CaptureRecord>) {
    this.#folder = folder;
    this.limits = limits;
    this.#records = records;
  }

  /** Finds what was there before and clears away what a crash left half done. */
  static async open(dataFolder: string, limits: UploadLimits): Promise<CaptureStore> {
    const folder = path.join(dataFolder, 'captures');
    await mkdir(folder, { recursive: true });
    const records: CaptureRecord[] = [];
    for (const entry of await readdir(folder)) {
      const record = await keptRecord(path.join(folder, entry), entry);
      if (record !== undefined) records.push(record);
    }
    records.sort((a, b) => a.uploaded.localeCompare(b.uploaded));
    return new CaptureStore(folder, limits, new Map(records.map((record) => [record.id, record])));
  }

  /** Where the captures lie. */
  get folder(): string {
    return this.#folder;
  }

  /** The capture as it was sent. */
  captureFile(id: string): string {
    return path.join(this.#folder, id, 'capture');
  }

  /** Rows of a capture that is being written; cleared away at the next start. */
  liveRowsFile(id: string): string {
    return `${this.rowsFile(id)}.live.part`;
  }

  /** The secrets of its TLS connections, where some were given. */
  keyLogFile(id: string): string {
    return path.join(this.#folder, id, 'keys.log');
  }

  /** Rows with what departs from rules, until they take the place of those without; cleared away at the next start. */
  judgedRowsFile(id: string): string {
    return `${this.rowsFile(id)}.judged.part`;
  }

  /** What people said of it: gone with it, and not before. */
  notesFile(id: string): string {
    return path.join(this.#folder, id, 'notes.json');
  }

  rowsFile(id: string): string {
    return path.join(this.#folder, id, 'rows.duckdb');
  }

  /** In order of their upload. */
  all(): readonly CaptureRecord[] {
    return [...this.#records.values()].filter(({ removed }) => removed === undefined);
  }

  get(id: string): CaptureRecord | undefined {
    const record = this.#records.get(id);
    return record?.removed === undefined ? record : undefined;
  }

  /** Those that were removed, and can still be restored. */
  removed(): readonly CaptureRecord[] {
    return [...this.#records.values()].filter(({ removed }) => removed !== undefined);
  }

  /** The capture is not among the others any more, but all of it is kept until `remove`. */
  async putAside(id: string): Promise<void> {
    await this.update(id, { removed: new Date().toISOString() });
  }

  /** Takes back a removal; `undefined` where the capture is gone by now. */
  async restore(id: string): Promise<CaptureRecord | undefined> {
    const record = this.#records.get(id);
    if (record?.removed === undefined) return undefined;
    const { removed: _removed, ...restored } = record;
    this.#records.set(id, restored);
    await this.#write(restored);
    return restored;
  }

  /** Takes in a capture; resolves once it is safe on disk. A stream that fails or ends early leaves nothing behind. */
  async receive(source: Readable, name: string | undefined): Promise<CaptureRecord> {
    const id = randomUUID();
    const folder = path.join(this.#folder, id);
    await mkdir(folder);
    try {
      const { size, sha256 } = await receiveFile(source, this.captureFile(id), this.limits);
      const uploaded = new Date().toISOString();
      const record = { id, name: displayName(name), size, sha256, uploaded, state: 'queued', attempts: 0 } as const;
      await this.#write(record);
      await syncFolder(this.#folder);
      this.#records.set(id, record);
      return record;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Makes room for a capture that comes bit by bit: its file is there, empty, and is written by whoever asked for it. */
  async begin(name: string | undefined): Promise<CaptureRecord> {
    const id = randomUUID();
    await mkdir(path.join(this.#folder, id));
    await writeFile(this.captureFile(id), '');
    const uploaded = new Date().toISOString();
    const record = { id, name: displayName(name), size: 0, uploaded, state: 'analysing', attempts: 0 } as const;
    await this.#write(record);
    await syncFolder(this.#folder);
    this.#records.set(id, record);
    return record;
  }

  /** The capture is to be analysed anew: what was found is forgotten. `keyLog`: from now on there is one. */
  async requeue(id: string, changes: Pick<CaptureRecord, 'keyLog'> = {}): Promise<void> {
    const record = this.#records.get(id);
    if (record === undefined) return;
    const { facts: _facts, counts: _counts, problems: _problems, judging: _judging, ...kept } = record;
    const changed: CaptureRecord = { ...kept, ...changes, state: 'queued', attempts: 0 };
    await this.#write(changed);
    this.#records.set(id, changed);
  }

  /** The rules were asked, or could not be. */
  async endJudging(id: string, changes: Partial<CaptureRecord>): Promise<void> {
    const record = this.#records.get(id);
    if (record === undefined) return;
    const { judging: _judging, ...settled } = { ...record, ...changes };
    await this.#write(settled);
    this.#records.set(id, settled);
  }

  /** Keeps the new record; resolves once it is safe on disk, `undefined` where the capture is gone by now. */
  async update(id: string, changes: Partial<CaptureRecord>): Promise<CaptureRecord | undefined> {
    const record = this.#records.get(id);
    if (record === undefined) return undefined;
    const changed = { ...record, ...changes };
    await this.#write(changed);
    this.#records.set(id, changed);
    return changed;
  }

  async removeLiveRows(id: string): Promise<void> {
    const file = this.liveRowsFile(id);
    await Promise.all([rm(file, { force: true }), rm(`${file}.wal`, { force: true })]);
  }

  async remove(id: string): Promise<void> {
    if (!this.#records.delete(id)) return;
    const folder = path.join(this.#folder, id);
    // First the record: without it, what a crash leaves of the folder is cleared away at the next start.
    await rm(path.join(folder, recordName), { force: true });
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await syncFolder(this.#folder);
  }

  async #write(record: CaptureRecord): Promise<void> {
    await writeDurably(path.join(this.#folder, record.id, recordName), JSON.stringify(record));
  }
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

async function keptRecord(folder: string, id: string): Promise<CaptureRecord | undefined> {
  // What we did not make is not ours to clear away.
  if (!uuid.test(id)) return undefined;
  const record = await readCaptureRecord(folder, id);
  if (record === undefined) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  for (const name of await readdir(folder))
    if (name.includes('.part')) await rm(path.join(folder, name), { recursive: true, force: true });
  return record;
}
