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
import type { AudioChoice, AudioSource, CallAudio } from './call-audio.ts';
import type { CaptureLoad } from './capture-load.ts';
import type { CaptureChange, CaptureRow } from './captures.ts';
import type { CallExportOptions } from './export/call-file.ts';
import type { RowExportQuery, SavedRows } from './export/row-export.ts';
import type { FlowQuery } from './flow.ts';
import type { Facet, FacetQuery } from './facets.ts';
import type { ListName, ListPage, ListQuery, ListRows } from './lists.ts';
import type { Note, NoteChange, NoteTarget } from './notes.ts';
import type { Timeline, TimelineQuery } from './timeline.ts';
import type { SearchEvent, SearchQuery } from './search/search.ts';

export const exportFormats = [
  'text',
  'mermaid',
  'plantuml',
  'svg',
  'json',
  'csv',
  'sipp-uac',
  'sipp-uas',
  'pcapng',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A call that another one is held against. */
export type OtherCall = { readonly call: string; readonly capture: string };

/** How an export goes, and what gives it up. */
export type ExportProgress = {
  readonly onProgress?: (bytesReceived: number) => void;
  readonly signal?: AbortSignal;
};

/**
 * What the pages ask of whoever analysed the capture: the server (`backend/http.ts`) or a worker in this browser
 * (`backend/local.ts`). Both fulfil it alike; a refusal rejects with a `BackendError` that carries the problem.
 */
export type Backend = {
  captures(): Promise<readonly CaptureRow[]>;
  capture(id: string): Promise<CaptureRow>;
  /** Resolves once the bytes are safe; analysis follows and is told to `watch`. */
  upload(
    file: File,
    options: { readonly onProgress: (bytesSent: number) => void; readonly signal: AbortSignal },
  ): Promise<CaptureRow>;
  /** Reads the capture again with the secrets of its TLS connections (`SSLKEYLOGFILE`), and keeps them beside it. `watch` tells how it goes. */
  useKeyLog(id: string, keyLog: Blob): Promise<CaptureRow>;
  /** Calls it something else, or gives it tags. */
  change(id: string, change: CaptureChange): Promise<CaptureRow>;
  /** It is gone from everywhere at once; for a while it can be restored. */
  remove(id: string): Promise<void>;
  /** Takes back a removal; refused with `not-found` where the capture is gone for good. */
  restore(id: string): Promise<CaptureRow>;
  /** Ends its analysis with what was read so far. `watch` tells when that is in order. */
  cancel(id: string): Promise<CaptureRow>;
  /** Has it analysed anew, from its beginning to its end. */
  readAgain(id: string): Promise<CaptureRow>;
  /** Tells what is found as it is found; resolves when the search has ended, rejects with an `AbortError` where it was given up. */
  search(query: SearchQuery, listener: (event: SearchEvent) => void, signal: AbortSignal): Promise<void>;
  /** Calls the listener with every change of the capture's row; returns what ends the watch. */
  watch(id: string, listener: (row: CaptureRow) => void): () => void;
  list<Name extends ListName>(
    id: string,
    name: Name,
    query: ListQuery,
    signal?: AbortSignal,
  ): Promise<ListPage<ListRows[Name]>>;
  /** What fields of a list hold, counted; refused with `bad-request` where the list has no such field. */
  facets(id: string, name: ListName, query: FacetQuery, signal?: AbortSignal): Promise<readonly Facet[]>;
  /** How many rows of a list began when, over the whole of the capture's time. */
  timeline(id: string, name: ListName, query: TimelineQuery, signal?: AbortSignal): Promise<Timeline>;
  /** All findings, counted by rule and device; the list has the first of each rule. */
  findingGroups(id: string): Promise<readonly FindingGroupRow[]>;
  summary(id: string): Promise<Summary>;
  /** In at most so many buckets of time. */
  load(id: string, buckets: number): Promise<CaptureLoad>;
  call(id: string, call: string): Promise<CallRow>;
  ladder(id: string, call: string): Promise<Ladder>;
  /** Refused with `not-found` where something of it is not in the capture. */
  flow(id: string, query: FlowQuery): Promise<Ladder>;
  story(id: string, call: string): Promise<CallStory>;
  /** Two calls of one capture, or of two; refused with `bad-request` where one capture is on the server and the other only in this browser. */
  compareCalls(id: string, call: string, other: OtherCall): Promise<CallComparison>;
  /** Refused likewise. */
  compareCaptures(id: string, other: string): Promise<CaptureComparison>;
  stream(id: string, stream: string): Promise<StreamRow>;
  /** Refused with `not-found` where nothing of it was measured over time. */
  series(id: string, stream: string): Promise<StreamSeries>;
  message(id: string, frame: number, index?: number): Promise<MessageDetail>;
  /** Refused with `not-found` where no audio of it was captured, or there is no such leg. */
  callAudio(id: string, call: string, choice: AudioChoice): Promise<CallAudio>;
  /** The same recording, to be played. */
  callRecording(id: string, call: string, choice: AudioChoice): Promise<AudioSource>;
  /** Refused with `bad-request` where the call has no such form. `notes`: of a pcapng, whether notes of the call and its messages stand in it as comments. */
  exportCall(
    id: string,
    call: string,
    format: ExportFormat,
    options?: CallExportOptions & { readonly notes?: boolean },
  ): Promise<Blob>;
  /** Rows of a list as a file. Rejects with an `AbortError` where it was given up. */
  exportRows(id: string, list: ListName, query: RowExportQuery, progress?: ExportProgress): Promise<SavedRows>;
  notes(id: string): Promise<readonly Note[]>;
  /** Writes a note or changes it; refused with `changed-meanwhile` where another did since it was seen. */
  putNote(id: string, target: NoteTarget, change: NoteChange): Promise<Note>;
  deleteNote(id: string, target: NoteTarget, version: number): Promise<void>;
};
