import type {
  CallRow,
  CallStory,
  FindingGroupRow,
  Ladder,
  MessageDetail,
  StreamRow,
  StreamSeries,
  Summary,
} from '@sipscope/analyzer';
import type { Backend, ExportFormat, ExportProgress } from '../../api/backend.ts';
import type { CaptureLoad } from '../../api/capture-load.ts';
import type { AudioChoice, AudioSource, CallAudio } from '../../api/call-audio.ts';
import { type CaptureChange, type CaptureRow, isReadable } from '../../api/captures.ts';
import type { FlowQuery } from '../../api/flow.ts';
import type { CallExportOptions } from '../../api/export/call-file.ts';
import type { RowExportQuery, SavedRows } from '../../api/export/row-export.ts';
import type { Note, NoteChange, NoteTarget } from '../../api/notes.ts';
import type { ListName, ListPage, ListQuery, ListRows } from '../../api/lists.ts';
import type { Facet, FacetQuery } from '../../api/facets.ts';
import type { Timeline, TimelineQuery } from '../../api/timeline.ts';
import { runSearch, type ScannedMessages, type SearchedCapture } from '../../api/search/run-search.ts';
import { defaultSearchLimits, type SearchEvent, type SearchHit, type SearchQuery } from '../../api/search/search.ts';
import { readWanted } from '../../api/search/wanted.ts';
import { BackendError, refusal } from './backend-error.ts';
import { commentsOf } from '../../api/note-comments.ts';
import { LocalNotes } from './local-notes.ts';
import { localPrefix } from './backends.ts';
import { fingerprint } from './fingerprint.ts';
import type { FromWorker, LocalQuestion, ToWorker } from './local-protocol.ts';

/** As much of a `Worker` as is used. */
export type AnalyzerWorker = {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
};

/** Captures analysed in this browser: nothing of them is sent anywhere, and they are gone with the page. */
export class LocalBackend implements Backend {
  readonly #start: () => AnalyzerWorker;
  readonly #captures = new Map<string, OpenCapture>();
  readonly #notes = new LocalNotes();
  /** Those that can be restored. */
  readonly #removed = new Map<string, { readonly open: OpenCapture; readonly timer: ReturnType<typeof setTimeout> }>();
  readonly #keptMs: number;

  constructor(start: () => AnalyzerWorker, keptMs = 60_000) {
    this.#keptMs = keptMs;
    this.#start = start;
  }

  async captures(): Promise<readonly CaptureRow[]> {
    return [...this.#captures.values()].map((open) => open.row);
  }

  async capture(id: string): Promise<CaptureRow> {
    return this.#find(id).row;
  }

  async upload(
    file: File,
    options: { readonly onProgress: (bytesSent: number) => void; readonly signal: AbortSignal },
  ): Promise<CaptureRow> {
    const id = `${localPrefix}${await fingerprint(file)}`;
    options.onProgress(file.size);
    if (this.#removed.has(id)) return this.restore(id);
    const open = this.#captures.get(id) ?? new OpenCapture(id, file, this.#start());
    this.#captures.set(id, open);
    return open.row;
  }

  async useKeyLog(id: string, keyLog: Blob): Promise<CaptureRow> {
    const open = this.#find(id);
    open.readAgain(this.#start(), keyLog);
    return open.row;
  }

  async change(id: string, change: CaptureChange): Promise<CaptureRow> {
    const open = this.#find(id);
    open.rename(change);
    return open.row;
  }

  /** It can be restored for a minute; then what it takes of memory is given back. */
  async remove(id: string): Promise<void> {
    const open = this.#find(id);
    this.#captures.delete(id);
    this.#removed.get(id)?.open.close();
    clearTimeout(this.#removed.get(id)?.timer);
    const timer = setTimeout(() => {
      this.#removed.delete(id);
      open.close();
    }, this.#keptMs);
    this.#removed.set(id, { open, timer });
  }

  async restore(id: string): Promise<CaptureRow> {
    const known = this.#captures.get(id);
    if (known !== undefined) return known.row;
    const removed = this.#removed.get(id);
    if (removed === undefined) throw refusal('not-found', 'This capture was closed. Open its file again.');
    clearTimeout(removed.timer);
    this.#removed.delete(id);
    this.#captures.set(id, removed.open);
    return removed.open.row;
  }

  async cancel(id: string): Promise<CaptureRow> {
    const open = this.#find(id);
    open.cancel();
    return open.row;
  }

  async readAgain(id: string): Promise<CaptureRow> {
    const open = this.#find(id);
    open.readAgain(this.#start());
    return open.row;
  }

  async search(query: SearchQuery, listener: (event: SearchEvent) => void, signal: AbortSignal): Promise<void> {
    const wanted = readWanted(query.text);
    if (wanted === undefined) throw refusal('bad-request', 'That is too short or too long to be searched for.');
    const open = query.capture === undefined ? [...this.#captures.values()].toReversed() : [this.#find(query.capture)];
    const searched = open.filter(({ row }) => isReadable(row)).map((one) => searchedCapture(one));
    for await (const event of runSearch(searched, wanted, query, defaultSearchLimits)) {
      signal.throwIfAborted();
      listener(event);
    }
  }

  watch(id: string, listener: (row: CaptureRow) => void): () => void {
    const open = this.#find(id);
    open.listeners.add(listener);
    listener(open.row);
    return () => open.listeners.delete(listener);
  }

  async list<Name extends ListName>(
    id: string,
    name: Name,
    query: ListQuery,
    signal?: AbortSignal,
  ): Promise<ListPage<ListRows[Name]>> {
    const page = await this.#ask<ListPage<ListRows[Name]>>(id, 'list', [name, query]);
    signal?.throwIfAborted();
    return page;
  }

  async facets(id: string, name: ListName, query: FacetQuery, signal?: AbortSignal): Promise<readonly Facet[]> {
    const facets = await this.#ask<readonly Facet[]>(id, 'facets', [name, query]);
    signal?.throwIfAborted();
    return facets;
  }

  async timeline(id: string, name: ListName, query: TimelineQuery, signal?: AbortSignal): Promise<Timeline> {
    const timeline = await this.#ask<Timeline>(id, 'timeline', [name, query]);
    signal?.throwIfAborted();
    return timeline;
  }

  async findingGroups(id: string): Promise<readonly FindingGroupRow[]> {
    return this.#ask(id, 'findingGroups', []);
  }

  async summary(id: string): Promise<Summary> {
    return this.#ask(id, 'summary', []);
  }

  async load(id: string, buckets: number): Promise<CaptureLoad> {
    return this.#ask(id, 'load', [buckets]);
  }

  async call(id: string, call: string): Promise<CallRow> {
    return this.#ask(id, 'call', [call]);
  }

  async ladder(id: string, call: string): Promise<Ladder> {
    return this.#ask(id, 'ladder', [call]);
  }

  async flow(id: string, query: FlowQuery): Promise<Ladder> {
    return this.#ask(id, 'flow', [query]);
  }

  async story(id: string, call: string): Promise<CallStory> {
    return this.#ask(id, 'story', [call]);
  }

  async stream(id: string, stream: string): Promise<StreamRow> {
    return this.#ask(id, 'stream', [stream]);
  }

  async series(id: string, stream: string): Promise<StreamSeries> {
    return this.#ask(id, 'series', [stream]);
  }

  async message(id: string, frame: number, index?: number): Promise<MessageDetail> {
    return this.#ask(id, 'message', index === undefined ? [frame] : [frame, index]);
  }

  async callAudio(id: string, call: string, choice: AudioChoice): Promise<CallAudio> {
    return this.#ask(id, 'callAudio', [call, choice]);
  }

  async callRecording(id: string, call: string, choice: AudioChoice): Promise<AudioSource> {
    const url = URL.createObjectURL(await this.#ask<Blob>(id, 'callWav', [call, choice]));
    return { url, release: () => URL.revokeObjectURL(url) };
  }

  async exportCall(
    id: string,
    call: string,
    format: ExportFormat,
    { notes = false, ...options }: CallExportOptions & { readonly notes?: boolean } = {},
  ): Promise<Blob> {
    const comments = notes && options.anonymize !== true ? commentsOf(await this.notes(id)) : undefined;
    return this.#ask(id, 'exportCall', [call, format, options, comments]);
  }

  async exportRows(
    id: string,
    list: ListName,
    query: RowExportQuery,
    { onProgress, signal }: ExportProgress = {},
  ): Promise<SavedRows> {
    const saved = await this.#ask<SavedRows>(id, 'exportRows', [list, query]);
    signal?.throwIfAborted();
    onProgress?.(saved.file.size);
    return saved;
  }

  async notes(id: string): Promise<readonly Note[]> {
    this.#find(id);
    return this.#notes.all(id);
  }

  async putNote(id: string, target: NoteTarget, change: NoteChange): Promise<Note> {
    this.#find(id);
    return this.#notes.put(id, target, change);
  }

  async deleteNote(id: string, target: NoteTarget, version: number): Promise<void> {
    this.#find(id);
    this.#notes.delete(id, target, version);
  }

  async #ask<Value>(
    id: string,
    question: LocalQuestion,
    values: Extract<ToWorker, { kind: 'ask' }>['values'],
  ): Promise<Value> {
    // The worker answers a question with what `LocalCapture` gives for it.
    return (await this.#find(id).ask(question, values)) as Value;
  }

  #find(id: string): OpenCapture {
    const open = this.#captures.get(id);
    if (open === undefined) throw refusal('not-found', 'This capture is not open in this browser.');
    return open;
  }
}

/** The capture's worker finds; which capture it is, is known here. */
function searchedCapture(open: OpenCapture): SearchedCapture {
  const capture = open.row.id;
  const named = (hits: readonly SearchHit[]): readonly SearchHit[] => hits.map((hit) => ({ ...hit, capture }));
  return {
    id: capture,
    messages: open.row.counts?.messages ?? 0,
    // The worker answers a question with what `LocalCapture` gives for it.
    rows: async (...values) => named((await open.ask('searchRows', values)) as readonly SearchHit[]),
    scan: async (...values) => {
      const scanned = (await open.ask('searchMessages', values)) as ScannedMessages;
      return { ...scanned, hits: named(scanned.hits) };
    },
  };
}

/** A capture in its worker: its row as it changes, and the questions under way. */
class OpenCapture {
  row: CaptureRow;
  readonly listeners = new Set<(row: CaptureRow) => void>();
  readonly #file: File;
  #keyLog: Blob | undefined;
  #worker: AnalyzerWorker;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>();
  #asked = 0;

  constructor(id: string, file: File, worker: AnalyzerWorker) {
    this.row = { id, name: file.name, size: file.size, uploaded: new Date().toISOString(), state: 'analysing' };
    this.#file = file;
    this.#worker = worker;
    this.#open(worker, { kind: 'open', file });
  }

  rename({ name, tags }: CaptureChange): void {
    this.#change({ ...(name !== undefined && { name }), ...(tags !== undefined && { tags }) });
  }

  /** What was read so far is enough. */
  cancel(): void {
    if (this.row.state === 'analysing') this.#worker.postMessage({ kind: 'enough' });
  }

  /** From the beginning, with the secrets of its TLS connections where there are any. What was asked before is answered no more. */
  readAgain(worker: AnalyzerWorker, keyLog = this.#keyLog): void {
    this.#keyLog = keyLog;
    this.close();
    this.#worker = worker;
    const { id, name, size, uploaded, tags } = this.row;
    const kept = { id, name, size, uploaded, ...(tags && { tags }), ...(keyLog && { keyLog: true as const }) };
    this.#show({ ...kept, state: 'analysing' });
    this.#open(worker, { kind: 'open', file: this.#file, ...(keyLog && { keyLog }) });
  }

  #open(worker: AnalyzerWorker, message: ToWorker): void {
    // A worker that another has replaced may still have something to say.
    const isOurs = (): boolean => worker === this.#worker;
    worker.addEventListener('message', ({ data }) => isOurs() && this.#receive(data));
    worker.addEventListener(
      'error',
      (event) => isOurs() && this.#fail(event.message ?? 'The analysis ended unexpectedly.'),
    );
    worker.postMessage(message);
  }

  ask(question: LocalQuestion, values: Extract<ToWorker, { kind: 'ask' }>['values']): Promise<unknown> {
    const number = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ kind: 'ask', number, question, values });
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#rejectAll('The capture was closed.');
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'progress':
        return this.#change({ progress: message.progress });
      case 'ready': {
        const { facts, counts, problems } = message;
        return this.#change({ state: 'ready', facts, counts, ...(problems.length > 0 && { problems }) });
      }
      case 'failed':
        return this.#change({ state: 'failed', problems: [message.problem] });
      case 'answer':
        return this.#settle(message.number)?.resolve(message.value);
      case 'refusal':
        return this.#settle(message.number)?.reject(new BackendError(message.problem));
    }
  }

  #settle(number: number): { resolve: (value: unknown) => void; reject: (reason: unknown) => void } | undefined {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    return waiting;
  }

  #fail(message: string): void {
    this.#change({ state: 'failed', problems: [{ code: 'worker-crash', message }] });
    this.#rejectAll(message);
  }

  #rejectAll(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(refusal('internal', message));
    this.#waiting.clear();
  }

  #change(change: Partial<CaptureRow>): void {
    this.#show({ ...this.row, ...change });
  }

  #show(row: CaptureRow): void {
    this.row = row;
    for (const listener of this.listeners) listener(this.row);
  }
}
