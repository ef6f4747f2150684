import { untilAborted } from '@sipscope/analyzer';
import { readKeyLogFile } from '@sipscope/analyzer/node';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { CaptureChange, CaptureRow } from '../api/captures.ts';
import { CaptureTrash } from './capture-trash.ts';
import { OtherRowsError, type RowDatabase } from './rows/row-database.ts';
import type { CaptureRecord } from './store/capture-record.ts';
import type { CaptureStore } from './store/capture-store.ts';
import { displayName, displayTags } from './store/display-name.ts';
import type { UploadLimits } from './store/receive-file.ts';
import { receiveKeyLog } from './store/receive-key-log.ts';
import { LiveCaptures, type LiveSource, type LiveState } from './live-captures.ts';
import { AnalysisRuns } from './analysis/analysis-runs.ts';
import { isWhole, judgeCapture, type JudgingOptions, leaveUnjudged } from './analysis/judge-capture.ts';
import type { AnalysisLimits, AnalysisResult } from './analysis/run-analysis.ts';

export type CaptureLibraryOptions = {
  readonly limits: AnalysisLimits;
  /** Whether media is read. */
  readonly media: boolean;
  /** Of larger captures the rows are shown first, and the rules are asked after that. */
  readonly judgedAtOnceBytes: number;
  /** How many captures are analysed at once. */
  readonly parallel: number;
  /** How often an analysis that ended without a result is begun. */
  readonly attempts: number;
  /** The module of the analysis process, where another than ours. */
  readonly entry?: string | undefined;
  /** How long a removed capture can be restored. */
  readonly trashMs: number;
  /** Told what the analysis process could not tell anyone. */
  readonly onCrash: (capture: string, detail: string) => void;
};

type Job = {
  readonly stop: AbortController;
  /** Ends it with what was read so far. */
  readonly enough: AbortController;
  readonly ended: Promise<void>;
  readonly isLive?: true;
};

/**
 * The captures and what is known of them: takes them in, has them analysed one after the other, and shows each change
 * to whoever watches. Everything that changes a capture's record goes through here.
 */
export class CaptureLibrary {
  readonly #store: CaptureStore;
  readonly #rows: RowDatabase;
  readonly #options: CaptureLibraryOptions;
  readonly #waiting: string[] = [];
  readonly #jobs = new Map<string, Job>();
  readonly #runs: AnalysisRuns;
  readonly #live: LiveCaptures;
  readonly #trash: CaptureTrash;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  /** Those under way: who asks for the same meanwhile gets the same answer. */
  readonly #removals = new Map<string, Promise<boolean>>();
  /** Analyses are begun anew one after the other. */
  #requeueing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(store: CaptureStore, rows: RowDatabase, options: CaptureLibraryOptions) {
    this.#store = store;
    this.#rows = rows;
    this.#options = options;
    this.#runs = new AnalysisRuns(store, { ...options, onProgress: (id) => this.#tell(id) });
    this.#trash = new CaptureTrash(store, options.trashMs);
    this.#live = new LiveCaptures(store, rows, {
      limits: options.limits,
      media: options.media,
      onChange: (id) => this.#tell(id),
      onCrash: options.onCrash,
    });
  }

  /** Takes up where the last server stopped: rows are shown again, what was not finished is begun again. */
  async resume(): Promise<void> {
    await this.#trash.resume();
    for (const record of this.#store.all()) {
      if (record.state === 'ready') await this.#showAgain(record);
      else if (record.state !== 'failed') await this.#resumeAnalysis(record);
    }
    this.#startWaiting();
  }

  all(): readonly CaptureRow[] {
    return this.#store.all().map((record) => this.#rowOf(record));
  }

  get(id: string): CaptureRow | undefined {
    const record = this.#store.get(id);
    return record && this.#rowOf(record);
  }

  /** What people said of it. */
  notesFile(id: string): string {
    return this.#store.notesFile(id);
  }

  captureFile(id: string): string {
    return this.#store.captureFile(id);
  }

  /** The secrets of its TLS connections, where some were given. */
  async keyLog(id: string): Promise<Uint8Array | undefined> {
    return this.#store.get(id)?.keyLog === true ? readKeyLogFile(this.#store.keyLogFile(id)) : undefined;
  }

  /** Resolves once the capture is safe on disk; its analysis follows. */
  async receive(source: Readable, name: string | undefined): Promise<CaptureRow> {
    await this.#trash.makeRoom(this.#store.folder);
    const record = await this.#store.receive(source, name);
    this.#enqueue(record.id);
    return this.#rowOf(record);
  }

  /**
   * Takes in a capture that is still being written, a pipe for one: its rows can be asked for as they come. `ended` resolves when nothing more
   * comes; the analysis of the whole follows, as it does for every capture.
   */
  async follow(
    source: LiveSource,
    name: string,
  ): Promise<{ readonly capture: CaptureRow; readonly ended: Promise<void> }> {
    const record = await this.#store.begin(name);
    const stop = new AbortController();
    const ended = this.#follow(record.id, source, stop.signal).finally(() => this.#jobs.delete(record.id));
    this.#jobs.set(record.id, { stop, enough: new AbortController(), ended, isLive: true });
    return { capture: this.#rowOf(record), ended };
  }

  async #follow(id: string, source: LiveSource, signal: AbortSignal): Promise<void> {
    try {
      const chunks = untilAborted(source.chunks, signal);
      const { size, sha256, problem, hasKeyLog } = await this.#live.follow(id, { ...source, chunks }, signal);
      const known = { size, sha256, ...(hasKeyLog && { keyLog: true as const }) };
      if (problem !== undefined) this.#options.onCrash(id, `${problem.code}: ${problem.message}`);
      if (signal.aborted) {
        await this.#live.forget(id);
        await this.#store.update(id, { ...known, state: 'queued' });
        return;
      }
      await this.#change(id, { ...known, state: 'analysing' });
      this.#enqueue(id);
    } catch (error) {
      this.#options.onCrash(id, String(error));
      const message = 'The capture could not be kept while it came.';
      await this.#change(id, { state: 'failed', problems: [{ code: 'store-io', message }] }).catch(() => undefined);
    }
  }

  /** Keeps the secrets of its TLS connections beside a capture, and has it analysed anew; `undefined` where there is no such capture. */
  async receiveKeyLog(id: string, source: Readable, limits: UploadLimits): Promise<CaptureRow | undefined> {
    if (this.#store.get(id) === undefined) return undefined;
    await receiveKeyLog(source, this.#store.keyLogFile(id), limits);
    await this.#requeueInTurn(id, { keyLog: true });
    return this.get(id);
  }

  /** Has it analysed anew, from its beginning to its end. */
  async readAgain(id: string): Promise<CaptureRow | undefined> {
    await this.#requeueInTurn(id, {});
    return this.get(id);
  }

  async #requeueInTurn(id: string, changes: Pick<CaptureRecord, 'keyLog'>): Promise<void> {
    this.#requeueing = this.#requeueing.then(() => this.#requeue(id, changes));
    await this.#requeueing;
  }

  async #requeue(id: string, changes: Pick<CaptureRecord, 'keyLog'>): Promise<void> {
    if (this.#jobs.get(id)?.isLive === true) {
      // What is still being written is analysed with what stands in that file, and so is the whole when it ends.
      await this.#change(id, changes);
      return;
    }
    await this.#stopAnalysis(id);
    await this.#rows.detach(id);
    await this.#store.requeue(id, changes);
    this.#tell(id);
    this.#enqueue(id);
  }

  async #stopAnalysis(id: string): Promise<void> {
    const queued = this.#waiting.indexOf(id);
    if (queued !== -1) this.#waiting.splice(queued, 1);
    const job = this.#jobs.get(id);
    job?.stop.abort();
    await job?.ended;
  }

  /** Ends its analysis with what was read so far; one that has not begun is not begun. It can be read again. */
  async cancel(id: string): Promise<CaptureRow | undefined> {
    const queued = this.#waiting.indexOf(id);
    if (queued !== -1) {
      this.#waiting.splice(queued, 1);
      const message = 'The analysis was stopped before it began.';
      await this.#change(id, { state: 'failed', problems: [{ code: 'analysis-cancelled', message }] });
    }
    const job = this.#jobs.get(id);
    if (job?.isLive !== true) job?.enough.abort();
    return this.get(id);
  }

  /** Calls it something else, or gives it tags. */
  async rename(id: string, { name, tags }: CaptureChange): Promise<CaptureRow | undefined> {
    if (this.#store.get(id) === undefined) return undefined;
    await this.#change(id, {
      ...(name !== undefined && { name: displayName(name) }),
      ...(tags !== undefined && { tags: displayTags(tags) }),
    });
    return this.get(id);
  }

  /**
   * Stops its analysis, and takes it from among the others at once; for a while it can be restored. False where there is
   * no such capture.
   */
  async remove(id: string): Promise<boolean> {
    const removal = this.#removals.get(id) ?? this.#remove(id).finally(() => this.#removals.delete(id));
    this.#removals.set(id, removal);
    return removal;
  }

  async #remove(id: string): Promise<boolean> {
    if (this.#store.get(id) === undefined) return false;
    await this.#stopAnalysis(id);
    await this.#live.forget(id);
    await this.#rows.detach(id);
    await this.#trash.add(id);
    this.#changes.emit(id, undefined);
    return true;
  }

  /** Takes back a removal; `undefined` where the capture is gone for good. */
  async restore(id: string): Promise<CaptureRow | undefined> {
    const record = await this.#trash.restore(id);
    if (record === undefined) return undefined;
    if (record.state === 'ready') await this.#showAgain(record);
    else if (record.state !== 'failed') await this.#resumeAnalysis(record);
    this.#startWaiting();
    return this.get(id);
  }

  /** Calls the listener with every change of the capture's row, `undefined` when it is removed; returns what ends this. */
  watch(id: string, listener: (row: CaptureRow | undefined) => void): () => void {
    this.#changes.on(id, listener);
    return () => this.#changes.off(id, listener);
  }

  /** Stops all analyses; they are begun again by the next server, and this attempt does not count. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#trash.close();
    this.#waiting.length = 0;
    const jobs = [...this.#jobs.values()];
    for (const job of jobs) job.stop.abort();
    await Promise.all(jobs.map(({ ended }) => ended));
  }

  async #showAgain(record: CaptureRecord): Promise<void> {
    try {
      await this.#rows.attach(record.id, this.#store.rowsFile(record.id));
      if (record.judging !== true) return;
      if (record.attempts < this.#options.attempts) this.#waiting.push(record.id);
      else await leaveUnjudged(this.#store, record.id);
    } catch (error) {
      if (!(error instanceof OtherRowsError)) this.#options.onCrash(record.id, String(error));
      await this.#store.requeue(record.id);
      this.#waiting.push(record.id);
    }
  }

  async #resumeAnalysis(record: CaptureRecord): Promise<void> {
    if (record.attempts >= this.#options.attempts) {
      const message = 'The server ended during each analysis of this capture, so it is not tried again.';
      await this.#store.update(record.id, { state: 'failed', problems: [{ code: 'worker-crash', message }] });
      return;
    }
    await this.#store.update(record.id, { state: 'queued' });
    this.#waiting.push(record.id);
  }

  #enqueue(id: string): void {
    this.#waiting.push(id);
    this.#startWaiting();
  }

  #startWaiting(): void {
    while (!this.#closed && this.#analyses < this.#options.parallel) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      const stop = new AbortController();
      const enough = new AbortController();
      const ended = this.#analyze(id, stop.signal, enough.signal).finally(() => {
        this.#jobs.delete(id);
        this.#startWaiting();
      });
      this.#jobs.set(id, { stop, enough, ended });
    }
  }

  get #judging(): Pick<JudgingOptions, 'store' | 'rows' | 'runs' | 'onCrash'> {
    return { store: this.#store, rows: this.#rows, runs: this.#runs, onCrash: this.#options.onCrash };
  }

  /** Captures that are being written take no other's turn. */
  get #analyses(): number {
    return [...this.#jobs.values()].filter(({ isLive }) => isLive !== true).length;
  }

  async #analyze(id: string, signal: AbortSignal, enough: AbortSignal): Promise<void> {
    const record = this.#store.get(id);
    if (record === undefined) return;
    if (record.judging === true) {
      await this.#change(id, { attempts: record.attempts + 1 });
      await judgeCapture(record, { ...this.#judging, signal, enough });
      this.#tell(id);
      return;
    }
    const attempts = record.attempts + 1;
    try {
      await this.#change(id, { state: 'analysing', attempts });
      const judges = record.size <= this.#options.judgedAtOnceBytes;
      const result = await this.#runs.run(record, { judges, rowsFile: this.#store.rowsFile(id), signal, enough });
      if (signal.aborted) await this.#store.update(id, { state: 'queued', attempts: record.attempts });
      else await this.#keep(id, result, attempts);
    } catch (error) {
      this.#options.onCrash(id, String(error));
      const message = 'The results of the analysis could not be kept.';
      await this.#change(id, { state: 'failed', problems: [{ code: 'store-io', message }] }).catch(() => undefined);
    }
  }

  async #keep(id: string, result: AnalysisResult, attempts: number): Promise<void> {
    await this.#live.forget(id);
    if (result.kind === 'done') {
      const { facts, counts, problems } = result;
      await this.#rows.attach(id, this.#store.rowsFile(id));
      const isToBeJudged = (this.#store.get(id)?.size ?? 0) > this.#options.judgedAtOnceBytes && isWhole(result);
      await this.#change(id, {
        state: 'ready',
        facts,
        counts,
        ...(problems.length > 0 && { problems }),
        ...(isToBeJudged && { judging: true, attempts: 0 }),
      });
      if (isToBeJudged) this.#waiting.push(id);
      return;
    }
    if (result.kind === 'ended') this.#options.onCrash(id, `${result.problem.code}: ${result.detail}`);
    const mayGoWell = result.kind === 'ended' && result.problem.code === 'worker-crash';
    if (mayGoWell && attempts < this.#options.attempts) {
      await this.#change(id, { state: 'queued' });
      this.#waiting.push(id);
      return;
    }
    await this.#change(id, { state: 'failed', problems: [result.problem] });
  }

  async #change(id: string, changes: Partial<CaptureRecord>): Promise<void> {
    await this.#store.update(id, changes);
    this.#tell(id);
  }

  #tell(id: string): void {
    const row = this.get(id);
    if (row !== undefined) this.#changes.emit(id, row);
  }

  #rowOf(record: CaptureRecord): CaptureRow {
    const { attempts: _attempts, removed: _removed, ...row } = record;
    const live = this.#live.get(row.id);
    if (live !== undefined) return liveRow(row, live);
    const progress = this.#runs.progress(row.id);
    return progress === undefined ? row : { ...row, progress: { ...progress, bytesTotal: row.size } };
  }
}

/** As much of it is there as has been read. */
function liveRow(row: CaptureRow, { progress, counts }: LiveState): CaptureRow {
  if (progress === undefined || counts === undefined) return { ...row, live: true };
  const size = Math.max(row.size, progress.bytesRead);
  return { ...row, size, live: true, progress: { ...progress, bytesTotal: size }, counts };
}
