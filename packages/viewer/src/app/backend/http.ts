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
import { type CaptureChange, type CaptureRow, isSettled } from '../../api/captures.ts';
import type { FlowQuery } from '../../api/flow.ts';
import type { CallExportOptions } from '../../api/export/call-file.ts';
import type { RowExportQuery, SavedRows } from '../../api/export/row-export.ts';
import type { Note, NoteChange, NoteTarget } from '../../api/notes.ts';
import type { ListName, ListPage, ListQuery, ListRows } from '../../api/lists.ts';
import { leftOutHeader } from '../../api/export/row-export.ts';
import { api } from '../../api/routes.ts';
import type { Facet, FacetQuery } from '../../api/facets.ts';
import type { Timeline, TimelineQuery } from '../../api/timeline.ts';
import type { SearchEvent, SearchQuery } from '../../api/search/search.ts';
import type { RuleDetail } from '../../api/rule-detail.ts';
import { refusal } from './backend-error.ts';
import { readLines } from './read-lines.ts';
import { readProblem } from './read-problem.ts';

const captureType = 'application/vnd.tcpdump.pcap';

/** The server, over HTTP: the only place that calls it. */
export class HttpBackend implements Backend {
  captures(): Promise<readonly CaptureRow[]> {
    return getJson(api.captures);
  }

  capture(id: string): Promise<CaptureRow> {
    return getJson(api.capture(id));
  }

  /** `fetch` tells nothing of how much was sent, so this is the older interface. */
  upload(
    file: File,
    options: { readonly onProgress: (bytesSent: number) => void; readonly signal: AbortSignal },
  ): Promise<CaptureRow> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', `${api.captures}?name=${encodeURIComponent(file.name)}`);
      request.setRequestHeader('Content-Type', captureType);
      request.setRequestHeader('Accept', 'application/json');
      request.upload.addEventListener('progress', (event) => options.onProgress(event.loaded));
      request.addEventListener('load', () => {
        // A 2xx of this route carries the capture's row: the contract of `api/`.
        if (request.status < 300) resolve(JSON.parse(request.responseText) as CaptureRow);
        else reject(readProblem(request.status, request.responseText));
      });
      request.addEventListener('error', () =>
        reject(refusal('upload-incomplete', `The connection ended before ${file.name} was sent.`)),
      );
      request.addEventListener('abort', () => reject(new DOMException('The upload was given up.', 'AbortError')));
      options.signal.addEventListener('abort', () => request.abort(), { once: true });
      request.send(file);
    });
  }

  async useKeyLog(id: string, keyLog: Blob): Promise<CaptureRow> {
    const headers = { 'Content-Type': 'text/plain', Accept: 'application/json' };
    const answer = await ask(api.keyLog(id), { method: 'PUT', headers, body: keyLog });
    // What this route answers is the capture's row: the contract of `api/`.
    return (await answer.json()) as CaptureRow;
  }

  async change(id: string, change: CaptureChange): Promise<CaptureRow> {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const answer = await ask(api.capture(id), { method: 'PATCH', headers, body: JSON.stringify(change) });
    // What this route answers is the capture's row: the contract of `api/`.
    return (await answer.json()) as CaptureRow;
  }

  restore(id: string): Promise<CaptureRow> {
    return postFor(api.restore(id));
  }

  cancel(id: string): Promise<CaptureRow> {
    return postFor(api.cancel(id));
  }

  readAgain(id: string): Promise<CaptureRow> {
    return postFor(api.readAgain(id));
  }

  async search(query: SearchQuery, listener: (event: SearchEvent) => void, signal: AbortSignal): Promise<void> {
    const { text, capture, messages } = query;
    const search = new URLSearchParams({
      q: text,
      ...(capture !== undefined && { capture }),
      ...(messages !== undefined && { messages: String(messages) }),
    });
    const answer = await ask(`${api.search}?${search}`, { headers: { Accept: 'application/x-ndjson' }, signal });
    // Every line of this route is an event: the contract of `api/`.
    await readLines(answer, (line) => listener(JSON.parse(line) as SearchEvent));
  }

  async remove(id: string): Promise<void> {
    await ask(api.capture(id), { method: 'DELETE' });
  }

  /** A connection that breaks is made anew by the browser itself; the stream begins with the row as it is. */
  watch(id: string, listener: (row: CaptureRow) => void): () => void {
    const events = new EventSource(api.events(id));
    const receive = (event: MessageEvent<string>): void => {
      // Every event of this route carries the capture's row: the contract of `api/`.
      const row = JSON.parse(event.data) as CaptureRow;
      listener(row);
      if (isSettled(row)) events.close();
    };
    events.addEventListener('capture', receive);
    return () => events.close();
  }

  list<Name extends ListName>(
    id: string,
    name: Name,
    query: ListQuery,
    signal?: AbortSignal,
  ): Promise<ListPage<ListRows[Name]>> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined && value !== '') search.set(key, String(value));
    }
    return getJson(`${api.list(id, name)}?${search}`, signal);
  }

  async facets(
    id: string,
    name: ListName,
    { fields, filter = '', limit, containing = '' }: FacetQuery,
    signal?: AbortSignal,
  ): Promise<readonly Facet[]> {
    const search = new URLSearchParams({
      fields: fields.join(','),
      ...(filter !== '' && { filter }),
      ...(limit !== undefined && { limit: String(limit) }),
      ...(containing !== '' && { containing }),
    });
    const { items } = await getJson<{ readonly items: readonly Facet[] }>(api.facets(id, name, search), signal);
    return items;
  }

  timeline(
    id: string,
    name: ListName,
    { filter = '', buckets }: TimelineQuery,
    signal?: AbortSignal,
  ): Promise<Timeline> {
    const search = new URLSearchParams({ buckets: String(buckets), ...(filter !== '' && { filter }) });
    return getJson(api.timeline(id, name, search), signal);
  }

  load(id: string, buckets: number): Promise<CaptureLoad> {
    return getJson(api.load(id, buckets));
  }

  async findingGroups(id: string): Promise<readonly FindingGroupRow[]> {
    const { items } = await getJson<{ readonly items: readonly FindingGroupRow[] }>(api.findingGroups(id));
    return items;
  }

  summary(id: string): Promise<Summary> {
    return getJson(api.summary(id));
  }

  call(id: string, call: string): Promise<CallRow> {
    return getJson(api.call(id, call));
  }

  ladder(id: string, call: string): Promise<Ladder> {
    return getJson(api.ladder(id, call));
  }

  flow(id: string, query: FlowQuery): Promise<Ladder> {
    return getJson(api.flow(id, query));
  }

  story(id: string, call: string): Promise<CallStory> {
    return getJson(api.story(id, call));
  }

  compareCalls(id: string, call: string, other: OtherCall): Promise<CallComparison> {
    return getJson(api.compareCalls(id, call, other.call, other.capture));
  }

  compareCaptures(id: string, other: string): Promise<CaptureComparison> {
    return getJson(api.compareCaptures(id, other));
  }

  stream(id: string, stream: string): Promise<StreamRow> {
    return getJson(api.stream(id, stream));
  }

  series(id: string, stream: string): Promise<StreamSeries> {
    return getJson(api.series(id, stream));
  }

  message(id: string, frame: number, index?: number): Promise<MessageDetail> {
    return getJson(api.message(id, frame, index));
  }

  callAudio(id: string, call: string, choice: AudioChoice): Promise<CallAudio> {
    return getJson(api.callAudio(id, call, choice));
  }

  async callRecording(id: string, call: string, choice: AudioChoice): Promise<AudioSource> {
    return { url: api.callRecording(id, call, choice), release: () => {} };
  }

  async exportCall(
    id: string,
    call: string,
    format: ExportFormat,
    options: CallExportOptions & { readonly notes?: boolean } = {},
  ): Promise<Blob> {
    return (await ask(api.exportCall(id, call, format, options))).blob();
  }

  async exportRows(
    id: string,
    list: ListName,
    query: RowExportQuery,
    { onProgress, signal }: ExportProgress = {},
  ): Promise<SavedRows> {
    const answer = await ask(api.exportRows(id, list, query), signal === undefined ? {} : { signal });
    const file = await receive(answer, onProgress);
    return { file, leftOut: Number(answer.headers.get(leftOutHeader) ?? 0) };
  }

  async notes(id: string): Promise<readonly Note[]> {
    return (await getJson<{ readonly items: readonly Note[] }>(api.notes(id))).items;
  }

  async putNote(id: string, target: NoteTarget, { text, bookmark, version }: NoteChange): Promise<Note> {
    const answer = await ask(api.note(id, target), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...ifMatch(version) },
      body: JSON.stringify({ text, bookmark }),
    });
    // What this route answers is the note: the contract of `api/`.
    return (await answer.json()) as Note;
  }

  async deleteNote(id: string, target: NoteTarget, version: number): Promise<void> {
    await ask(api.note(id, target), { method: 'DELETE', headers: ifMatch(version) });
  }
}

/** What a rule of conformance tells of itself: the server that serves the page knows all of them. */
export function readRule(rule: string): Promise<RuleDetail> {
  return getJson(api.rule(rule));
}

/** A request that changes a capture, for its row as it is then: the contract of `api/`. */
async function postFor(path: string): Promise<CaptureRow> {
  const answer = await ask(path, { method: 'POST', headers: { Accept: 'application/json' } });
  return (await answer.json()) as CaptureRow;
}

/** The body as the contract of `api/` says it is. */
async function getJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const answer = await ask(path, { headers: { Accept: 'application/json' }, ...(signal !== undefined && { signal }) });
  return (await answer.json()) as Body;
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await reach(path, init);
  if (answer.ok) return answer;
  throw readProblem(answer.status, await answer.text());
}

/** `fetch` rejects with a `TypeError` where nobody answers, and says no more than that. */
async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
    throw refusal('internal', 'The server does not answer. It may have been stopped: start it and try again.');
  }
}

function ifMatch(version: number | undefined): Record<string, string> {
  return version === undefined ? {} : { 'If-Match': `"${version}"` };
}

/** The body of an answer, of which is told how much has come. */
async function receive(answer: Response, onProgress: ((bytes: number) => void) | undefined): Promise<Blob> {
  const parts: Blob[] = [];
  let bytes = 0;
  const reader = answer.body?.getReader();
  if (reader === undefined) return answer.blob();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    // The browser may keep blobs elsewhere than in memory.
    parts.push(new Blob([read.value]));
    bytes += read.value.length;
    onProgress?.(bytes);
  }
  return new Blob(parts, { type: 'application/octet-stream' });
}
