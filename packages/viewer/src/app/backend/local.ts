import type {
  CallComparison,
  CallRow,
  CallToCompare,
  CallStory,
  CaptureComparison,
  CaptureToCompare,
  FindingGroupRow,
  Ladder,
  MessageDetail,
  StreamRow,
  StreamSeries,
  Summary,
} from '@sipscope/analyzer';
import type { Backend, ExportFormat, ExportProgress, OtherCall } from '../../api/backend.ts';
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
import { refusal } from './backend-error.ts';
import { commentsOf } from '../../api/note-comments.ts';
import { LocalNotes } from './local-notes.ts';
import { localPrefix } from './backends.ts';
import { fingerprint } from './fingerprint.ts';
import type { LocalQuestion, ToWorker } from './local-protocol.ts';
import { type AnalyzerWorker, OpenLocalCapture } from './open-local-capture.ts';

/** Captures analysed in this browser: nothing of them is sent anywhere, and they are gone with the page. */
export class LocalBackend implements Backend {
  readonly #start: () => AnalyzerWorker;
  readonly #captures = new Map<string, OpenLocalCapture>();
  readonly #notes = new LocalNotes();
  /** Those that can be restored. */
  readonly #removed = new Map<
    string,
    { readonly open: OpenLocalCapture; readonly timer: ReturnType<typeof setTimeout> }
  >();
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
    const open = this.#captures.get(id) ?? new OpenLocalCapture(id, file, this.#start);
    this.#captures.set(id, open);
    return open.row;
  }

  async useKeyLog(id: string, keyLog: Blob): Promise<CaptureRow> {
    const open = this.#find(id);
    open.readAgain(keyLog);
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
    open.readAgain();
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

  /** Each capture lies in a worker of its own: what is compared of the one is given to the other. */
  async compareCalls(id: string, call: string, other: OtherCall): Promise<CallComparison> {
    this.#find(id);
    const right = await this.#ask<CallToCompare>(other.capture, 'callToCompare', [other.call]);
    return this.#ask(id, 'compareCall', [call, right]);
  }

  async compareCaptures(id: string, other: string): Promise<CaptureComparison> {
    this.#find(id);
    const [summary, findings] = await Promise.all([this.summary(other), this.findingGroups(other)]);
    return this.#ask(id, 'compareCapture', [{ summary, findings } satisfies CaptureToCompare]);
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

  #find(id: string): OpenLocalCapture {
    const open = this.#captures.get(id);
    if (open === undefined) throw refusal('not-found', 'This capture is not open in this browser.');
    return open;
  }
}

/** The capture's worker finds; which capture it is, is known here. */
function searchedCapture(open: OpenLocalCapture): SearchedCapture {
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
