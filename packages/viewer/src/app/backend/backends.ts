import type {
  CallComparison,
  CallRow,
  CallStory,
  CaptureComparison,
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
import type { CaptureChange, CaptureRow } from '../../api/captures.ts';
import type { FlowQuery } from '../../api/flow.ts';
import type { CallExportOptions } from '../../api/export/call-file.ts';
import type { RowExportQuery, SavedRows } from '../../api/export/row-export.ts';
import type { Note, NoteChange, NoteTarget } from '../../api/notes.ts';
import type { ListName, ListPage, ListQuery, ListRows } from '../../api/lists.ts';
import type { Facet, FacetQuery } from '../../api/facets.ts';
import type { Timeline, TimelineQuery } from '../../api/timeline.ts';

import type { SearchEvent, SearchQuery } from '../../api/search/search.ts';
import { noServer } from './no-server.ts';

import { refusal } from './backend-error.ts';

/** Ids of captures opened in this browser only begin so. */
export const localPrefix = 'local-';

/** The server and this browser as one: each capture is asked of whoever has it, so the pages need not know. */
export class Backends implements Backend {
  readonly server: Backend;
  readonly local: Backend;

  constructor(server: Backend, local: Backend) {
    this.server = server;
    this.local = local;
  }

  /** Whether captures can be sent anywhere at all. */
  get hasServer(): boolean {
    return this.server !== noServer;
  }

  isLocal(id: string): boolean {
    return id.startsWith(localPrefix);
  }

  async captures(): Promise<readonly CaptureRow[]> {
    return [...(await this.local.captures()), ...(await this.server.captures())];
  }

  capture(id: string): Promise<CaptureRow> {
    return this.#of(id).capture(id);
  }

  upload(
    file: File,
    options: { readonly onProgress: (bytesSent: number) => void; readonly signal: AbortSignal },
  ): Promise<CaptureRow> {
    return this.server.upload(file, options);
  }

  useKeyLog(id: string, keyLog: Blob): Promise<CaptureRow> {
    return this.#of(id).useKeyLog(id, keyLog);
  }

  change(id: string, change: CaptureChange): Promise<CaptureRow> {
    return this.#of(id).change(id, change);
  }

  remove(id: string): Promise<void> {
    return this.#of(id).remove(id);
  }

  restore(id: string): Promise<CaptureRow> {
    return this.#of(id).restore(id);
  }

  cancel(id: string): Promise<CaptureRow> {
    return this.#of(id).cancel(id);
  }

  readAgain(id: string): Promise<CaptureRow> {
    return this.#of(id).readAgain(id);
  }

  /** Both at once; how far they are is told of both together. */
  async search(query: SearchQuery, listener: (event: SearchEvent) => void, signal: AbortSignal): Promise<void> {
    if (query.capture !== undefined) return this.#of(query.capture).search(query, listener, signal);
    const progress = new Map<Backend, { readonly read: number; readonly total: number }>();
    const search = async (backend: Backend): Promise<void> =>
      backend.search(
        query,
        (event) => {
          if (event.kind !== 'progress') return listener(event);
          progress.set(backend, event);
          const all = [...progress.values()];
          const [read, total] = [sum(all.map((one) => one.read)), sum(all.map((one) => one.total))];
          listener({ kind: 'progress', read, total });
        },
        signal,
      );
    await Promise.all([search(this.local), search(this.server)]);
  }

  watch(id: string, listener: (row: CaptureRow) => void): () => void {
    return this.#of(id).watch(id, listener);
  }

  list<Name extends ListName>(
    id: string,
    name: Name,
    query: ListQuery,
    signal?: AbortSignal,
  ): Promise<ListPage<ListRows[Name]>> {
    return this.#of(id).list(id, name, query, signal);
  }

  facets(id: string, name: ListName, query: FacetQuery, signal?: AbortSignal): Promise<readonly Facet[]> {
    return this.#of(id).facets(id, name, query, signal);
  }

  timeline(id: string, name: ListName, query: TimelineQuery, signal?: AbortSignal): Promise<Timeline> {
    return this.#of(id).timeline(id, name, query, signal);
  }

  findingGroups(id: string): Promise<readonly FindingGroupRow[]> {
    return this.#of(id).findingGroups(id);
  }

  summary(id: string): Promise<Summary> {
    return this.#of(id).summary(id);
  }

  load(id: string, buckets: number): Promise<CaptureLoad> {
    return this.#of(id).load(id, buckets);
  }

  call(id: string, call: string): Promise<CallRow> {
    return this.#of(id).call(id, call);
  }

  ladder(id: string, call: string): Promise<Ladder> {
    return this.#of(id).ladder(id, call);
  }

  flow(id: string, query: FlowQuery): Promise<Ladder> {
    return this.#of(id).flow(id, query);
  }

  story(id: string, call: string): Promise<CallStory> {
    return this.#of(id).story(id, call);
  }

  async compareCalls(id: string, call: string, other: OtherCall): Promise<CallComparison> {
    return this.#ofBoth(id, other.capture).compareCalls(id, call, other);
  }

  async compareCaptures(id: string, other: string): Promise<CaptureComparison> {
    return this.#ofBoth(id, other).compareCaptures(id, other);
  }

  stream(id: string, stream: string): Promise<StreamRow> {
    return this.#of(id).stream(id, stream);
  }

  series(id: string, stream: string): Promise<StreamSeries> {
    return this.#of(id).series(id, stream);
  }

  message(id: string, frame: number, index?: number): Promise<MessageDetail> {
    return this.#of(id).message(id, frame, index);
  }

  callAudio(id: string, call: string, choice: AudioChoice): Promise<CallAudio> {
    return this.#of(id).callAudio(id, call, choice);
  }

  callRecording(id: string, call: string, choice: AudioChoice): Promise<AudioSource> {
    return this.#of(id).callRecording(id, call, choice);
  }

  exportCall(
    id: string,
    call: string,
    format: ExportFormat,
    options?: CallExportOptions & { readonly notes?: boolean },
  ): Promise<Blob> {
    return this.#of(id).exportCall(id, call, format, options);
  }

  exportRows(id: string, list: ListName, query: RowExportQuery, progress?: ExportProgress): Promise<SavedRows> {
    return this.#of(id).exportRows(id, list, query, progress);
  }

  notes(id: string): Promise<readonly Note[]> {
    return this.#of(id).notes(id);
  }

  putNote(id: string, target: NoteTarget, change: NoteChange): Promise<Note> {
    return this.#of(id).putNote(id, target, change);
  }

  deleteNote(id: string, target: NoteTarget, version: number): Promise<void> {
    return this.#of(id).deleteNote(id, target, version);
  }

  /** Neither has both where one is here and the other there. */
  #ofBoth(one: string, other: string): Backend {
    if (this.isLocal(one) === this.isLocal(other)) return this.#of(one);
    throw refusal(
      'bad-request',
      'One of these captures is on the server, the other only in this browser. Open both here, or upload both.',
    );
  }

  #of(id: string): Backend {
    return this.isLocal(id) ? this.local : this.server;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
