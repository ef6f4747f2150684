import type {
  FindingGroupRow,
  CallComparison,
  CallRow,
  CallStory,
  CaptureComparison,
  Ladder,
  MessageDetail,
  StreamRow,
  StreamSeries,
  Summary,
} from '@sipscope/analyzer';
import type { Backend, OtherCall } from '../../src/api/backend.ts';
import type { AudioChoice, AudioSource, CallAudio } from '../../src/api/call-audio.ts';
import type { CaptureChange, CaptureRow } from '../../src/api/captures.ts';
import type { FlowQuery } from '../../src/api/flow.ts';
import type { CaptureLoad } from '../../src/api/capture-load.ts';
import type { Facet, FacetQuery } from '../../src/api/facets.ts';
import type { ListName, ListPage, ListQuery, ListRows } from '../../src/api/lists.ts';
import type { Timeline, TimelineQuery } from '../../src/api/timeline.ts';
import type { SearchEvent, SearchQuery } from '../../src/api/search/search.ts';
import type { RowExportQuery, SavedRows } from '../../src/api/export/row-export.ts';
import type { Note, NoteChange, NoteTarget } from '../../src/api/notes.ts';
import { LocalNotes } from '../../src/app/backend/local-notes.ts';
import { refusal } from '../../src/app/backend/backend-error.ts';
import { fakeCall, fakeLadder, fakeMessage, timeAt } from './fake-rows.ts';
import { fakeCaptureComparison, fakeComparison } from './fake-comparison.ts';
import { fakeAudio, fakeWav } from './fake-audio.ts';
import { fakeStory } from './fake-story.ts';
import { fakeSeries, fakeStreams } from './fake-streams.ts';

const facts = {
  format: 'pcapng',
  bytes: 81_300_000,
  packets: 180_122,
  linkTypes: ['Ethernet'],
  started: timeAt(0),
  ended: timeAt(35_000),
};

/** Counts of what is beside calls, where there is none. */
export const nothingFollowed = {
  registrations: 0,
  subscriptions: 0,
  publications: 0,
  conversations: 0,
  streams: 0,
} as const;

export const readyCapture: CaptureRow = {
  id: 'cap-1',
  name: 'trace-2026-11-22.pcapng',
  size: 81_300_000,
  uploaded: timeAt(60_000),
  state: 'ready',
  facts,
  counts: {
    messages: 180_122,
    transactions: 90_061,
    dialogs: 30_017,
    calls: 30_017,
    ...nothingFollowed,
  },
};

/** A backend with captures in every state and a list of calls as long as wanted: the pages without a server. */
export class FakeBackend implements Backend {
  rows: readonly CaptureRow[];
  /** What was asked of the lists, the last at the end. */
  readonly asked: ListQuery[] = [];
  /** Facets that were asked for, the last at the end. */
  readonly facetsAsked: FacetQuery[] = [];
  /** Filters whose timelines were asked for. */
  readonly timelinesAsked: string[] = [];
  readonly removed: string[] = [];
  readonly cancelled: string[] = [];
  readonly searched: SearchQuery[] = [];
  found: readonly SearchEvent[] = [];
  readonly #gone = new Map<string, CaptureRow>();
  /** Rows that were saved as files. */
  readonly exported: (RowExportQuery & { readonly list: ListName })[] = [];
  readonly #notes = new LocalNotes(null);
  /** Texts of the key logs that were given. */
  readonly keyLogs: string[] = [];
  readonly #callCount: number;

  constructor(rows: readonly CaptureRow[] = [readyCapture], callCount = 30_017) {
    this.rows = rows;
    this.#callCount = callCount;
  }

  async captures(): Promise<readonly CaptureRow[]> {
    return this.rows;
  }

  async capture(id: string): Promise<CaptureRow> {
    const row = this.rows.find((one) => one.id === id);
    if (row === undefined) throw refusal('not-found', 'There is no capture with this id.');
    return row;
  }

  async upload(file: File, options: { readonly onProgress: (sent: number) => void }): Promise<CaptureRow> {
    options.onProgress(file.size);
    const row: CaptureRow = { ...readyCapture, id: `cap-${this.rows.length + 1}`, name: file.name, size: file.size };
    this.rows = [row, ...this.rows];
    return row;
  }

  async useKeyLog(id: string, keyLog: Blob): Promise<CaptureRow> {
    this.keyLogs.push(await keyLog.text());
    return this.capture(id);
  }

  async change(id: string, change: CaptureChange): Promise<CaptureRow> {
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, ...change } : row));
    return this.capture(id);
  }

  async restore(id: string): Promise<CaptureRow> {
    const row = this.#gone.get(id);
    if (row === undefined) throw refusal('not-found', 'There is no such capture; it may have been removed.');
    this.rows = [...this.rows, row];
    return row;
  }

  async cancel(id: string): Promise<CaptureRow> {
    this.cancelled.push(id);
    return this.capture(id);
  }

  async readAgain(id: string): Promise<CaptureRow> {
    return this.capture(id);
  }

  /** Finds what `found` holds. */
  async search(query: SearchQuery, listener: (event: SearchEvent) => void): Promise<void> {
    this.searched.push(query);
    for (const event of this.found) listener(event);
  }

  async remove(id: string): Promise<void> {
    const row = this.rows.find((one) => one.id === id);
    if (row !== undefined) this.#gone.set(id, row);
    this.removed.push(id);
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  watch(id: string, listener: (row: CaptureRow) => void): () => void {
    const row = this.rows.find((one) => one.id === id);
    if (row !== undefined) listener(row);
    return () => {};
  }

  /** Calls, and the streams of the first; a filter with a word `wrong` is refused, any other halves the list. */
  async list<Name extends ListName>(_id: string, name: Name, query: ListQuery): Promise<ListPage<ListRows[Name]>> {
    this.asked.push(query);
    if (name === 'streams') return { items: fakeStreams() as unknown as ListRows[Name][], total: fakeStreams().length };
    const { filter = '', offset = 0, limit = 100 } = query;
    const at = filter.indexOf('wrong');
    if (at >= 0) throw refusal('filter-syntax', 'There is no field “wrong” here. Did you mean “from”?', [at, at + 5]);
    const total =
      name !== 'calls' || filter.includes('nothing') ? 0 : filter === '' ? this.#callCount : this.#callCount >> 1;
    const count = Math.max(0, Math.min(limit, total - offset));
    const items = Array.from({ length: count }, (_, index) => fakeCall(offset + index));
    // Only calls are ever given.
    return { items: items as unknown as ListRows[Name][], total };
  }

  /** Each field has two values; half as many under a filter. */
  async facets(_id: string, _name: ListName, query: FacetQuery): Promise<readonly Facet[]> {
    this.facetsAsked.push(query);
    const { fields, filter = '', containing = '' } = query;
    const share = filter === '' ? 1 : 2;
    const told = (field: string): Facet['values'] =>
      field === 'outcome'
        ? [
            { value: 'answered', count: 25_730 / share },
            { value: 'failed', count: 391 },
          ]
        : [
            { value: 503, count: 312 / share },
            { value: 'Sipphone/4.2', count: 12 },
          ];
    return fields.map((field) => ({
      field,
      values: told(field).filter(({ value }) => String(value).toLowerCase().includes(containing.toLowerCase())),
      ...(field === 'status' && { more: 7 }),
    }));
  }

  /** Buckets of a second, more and more calls in each; every tenth failed. */
  async timeline(_id: string, name: ListName, { filter = '' }: TimelineQuery): Promise<Timeline> {
    this.timelinesAsked.push(filter);
    const counts = Array.from({ length: 36 }, (_, at) => (name === 'calls' ? at * (filter === '' ? 20 : 10) : 0));
    const failed = counts.map((count) => Math.floor(count / 10));
    return { from: '2026-11-22T05:50:59.000Z', until: '2026-11-22T05:51:35.000Z', bucketMs: 1000, counts, failed };
  }

  /** More and more calls, each up for three seconds. */
  async load(): Promise<CaptureLoad> {
    const { counts, failed, ...scale } = await this.timeline('', 'calls', { buckets: 36 });
    const none = counts.map(() => 0);
    return {
      ...scale,
      calls: counts,
      failedCalls: failed,
      registrations: none,
      failedRegistrations: none,
      messages: counts.map((count) => count * 6),
      concurrentCalls: counts.map((count) => count * 3),
      quality: [0, 1, 2, 3, 4],
    };
  }

  async findingGroups(): Promise<readonly FindingGroupRow[]> {
    return [];
  }

  async summary(): Promise<Summary> {
    const delay = { count: 30_017, min: 12, mean: 210, median: 180, p95: 902, max: 4102 };
    return {
      capture: facts,
      counts: {
        messages: 180_122,
        requests: 90_061,
        responses: 90_061,
        retransmissions: 1204,
        duplicates: 0,
        transactions: 90_061,
        dialogs: 30_017,
        calls: 30_017,
        ...nothingFollowed,
      },
      methods: { INVITE: 30_017, ACK: 30_017, BYE: 28_404, CANCEL: 410, OPTIONS: 1213 },
      statuses: { '100': 30_017, '180': 29_806, '200': 58_002, '486': 812, '503': 391 },
      transports: { UDP: 180_122 },
      outcomes: { answered: 25_730, busy: 812, cancelled: 410, failed: 391, 'no-answer': 90 },
      peaks: {},
      suspicions: [],
      kpis: {
        srdMs: delay,
        sddMs: delay,
        sdtSeconds: { ...delay, median: 64, p95: 380, max: 1803 },
        ser: 93.1,
        seer: 96.4,
      },
      topTalkers: [
        { address: '10.0.2.9:5060', messages: 180_122, bytes: 81_300_000 },
        { address: '10.0.1.5:5060', messages: 90_061, bytes: 40_650_000 },
      ],
      userAgents: [{ userAgent: 'Sipphone/4.2', messages: 90_061 }],
      participants: [{ id: 'n1', name: 'Sipphone/4.2', endpoints: ['10.0.1.5:5060'], messages: 90_061 }],
      diagnostics: [
        {
          code: 'via-branch-cookie',
          count: 41,
          samples: [{ frame: 17, detail: 'The branch does not begin with z9hG4bK.' }],
        },
      ],
    };
  }

  async call(_id: string, call: string): Promise<CallRow> {
    if (!/^c\d+$/.test(call)) throw refusal('not-found', 'This capture has no such call.');
    return fakeCall(Number(call.slice(1)) - 1);
  }

  async ladder(_id: string, call: string): Promise<Ladder> {
    return fakeLadder(call);
  }

  /** That of the first call, as if of all. */
  async flow(_id: string, { calls = [] }: FlowQuery): Promise<Ladder> {
    const { call: _call, ...ladder } = fakeLadder(calls[0] ?? 'c1');
    return { ...ladder, calls: calls.map((id) => ({ id, outcome: 'answered' })) };
  }

  async story(_id: string, call: string): Promise<CallStory> {
    return fakeStory(call);
  }

  async compareCalls(_id: string, call: string, other: OtherCall): Promise<CallComparison> {
    return fakeComparison(call, other.call);
  }

  async compareCaptures(): Promise<CaptureComparison> {
    return fakeCaptureComparison;
  }

  async stream(_id: string, stream: string): Promise<StreamRow> {
    const found = fakeStreams().find(({ id }) => id === stream);
    if (found === undefined) throw refusal('not-found', 'This capture has no such stream.');
    return found;
  }

  async series(): Promise<StreamSeries> {
    return fakeSeries;
  }

  async message(_id: string, frame: number): Promise<MessageDetail> {
    return fakeMessage(frame);
  }

  async callAudio(_id: string, _call: string, { leg }: AudioChoice): Promise<CallAudio> {
    return fakeAudio(leg);
  }

  async callRecording(): Promise<AudioSource> {
    return { url: URL.createObjectURL(fakeWav()), release: () => {} };
  }

  async exportRows(_id: string, list: ListName, query: RowExportQuery): Promise<SavedRows> {
    this.exported.push({ list, ...query });
    return { file: new Blob([list]), leftOut: 0 };
  }

  async notes(id: string): Promise<readonly Note[]> {
    return this.#notes.all(id);
  }

  async putNote(id: string, target: NoteTarget, change: NoteChange): Promise<Note> {
    return this.#notes.put(id, target, change);
  }

  async deleteNote(id: string, target: NoteTarget, version: number): Promise<void> {
    this.#notes.delete(id, target, version);
  }

  async exportCall(): Promise<Blob> {
    return new Blob(['ladder']);
  }
}
