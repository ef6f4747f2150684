import {
  AddressNames,
  analyze,
  type Analysis,
  type CallComparison,
  type CallRow,
  type CallStory,
  type CallToCompare,
  type CaptureComparison,
  type CaptureToCompare,
  compareCalls,
  compareCaptures,
  CaptureError,
  type FindingGroupRow,
  type CaptureInput,
  type Ladder,
  type LadderMessage,
  heldSource,
  messageDetail,
  type MessageDetail,
  type MessageRow,
  type MessageSource,
  openBlob,
  type StreamRow,
  type StreamSeries,
  type Summary,
  tellCall,
  keyLogBytes,
} from '@sipscope/analyzer';
import { chooseRules, rules } from '@sipscope/analyzer/conformance';
import type { ExportFormat } from '../../api/backend.ts';
import { captureCounts, captureProblems } from '../../api/capture-contents.ts';
import type { CallExportOptions } from '../../api/export/call-file.ts';
import type { RowExportQuery, SavedRows } from '../../api/export/row-export.ts';
import type { CaptureLoad } from '../../api/capture-load.ts';
import type { AudioChoice, CallAudio } from '../../api/call-audio.ts';
import type { FlowQuery } from '../../api/flow.ts';
import type { CaptureContents, CaptureProblem, CaptureProgress } from '../../api/captures.ts';
import type { ListName, ListPage, ListQuery, ListRows } from '../../api/lists.ts';
import type { Facet, FacetQuery } from '../../api/facets.ts';
import type { Timeline, TimelineQuery } from '../../api/timeline.ts';
import type { ScannedMessages } from '../../api/search/run-search.ts';
import type { SearchHit } from '../../api/search/search.ts';
import type { Wanted } from '../../api/search/wanted.ts';
import { LocalAudio } from './local-audio.ts';
import { refusal } from './backend-error.ts';
import { searchMessages, searchRows } from './local-search.ts';
import { LocalFlows } from './local-flows.ts';
import { exportCall, exportRows, type LocalSource } from './local-export.ts';
import { LocalLists } from './local-lists.ts';

export type OpenOptions = {
  /** Whether rules are asked: they are where it is not said. */
  readonly judges?: boolean;
  /** Secrets of its TLS connections. */
  readonly keyLog?: Blob | undefined;
  /** Somebody has seen enough: what was read until then is kept. */
  readonly enough?: AbortSignal;
};

/** A capture that was read where it lies, and answers what the server would. */
export class LocalCapture {
  readonly #input: CaptureInput;
  readonly #analysis: Analysis;
  readonly #messages: readonly MessageRow[];
  readonly #lists: LocalLists;
  readonly #summary: Summary;
  /** For what explains a message. */
  readonly #source: MessageSource;
  /** Of each packet that completes messages, all of them. */
  readonly #messagesByFrame = new Map<number, number[]>();

  readonly #file: Blob;
  readonly #keyLog: Uint8Array | undefined;
  readonly #audio: LocalAudio;
  readonly #flows: LocalFlows;
  /** Whether it was read only until somebody had seen enough. */
  readonly #isCancelled: boolean;

  private constructor(read: {
    readonly file: Blob;
    readonly keyLog: Uint8Array | undefined;
    readonly input: CaptureInput;
    readonly analysis: Analysis;
    readonly messages: readonly MessageRow[];
    readonly isCancelled: boolean;
  }) {
    const { file, keyLog, input, analysis, messages } = read;
    this.#isCancelled = read.isCancelled;
    this.#file = file;
    this.#keyLog = keyLog;
    this.#audio = new LocalAudio(file, keyLog);
    this.#input = input;
    this.#analysis = analysis;
    this.#messages = messages;
    this.#summary = analysis.summary();
    const transactions = [...analysis.transactions()];
    const dialogs = [...analysis.dialogs()];
    this.#source = heldSource({
      messages,
      dialogs,
      transactions,
      bytesOf: async (rows) => Promise.all(rows.map(async (row) => this.#bytesOf(row))),
    });
    const rows = {
      messages,
      transactions,
      dialogs,
      calls: [...analysis.calls()],
      registrations: [...analysis.registrations()],
      subscriptions: [...analysis.subscriptions()],
      publications: [...analysis.publications()],
      conversations: [...analysis.conversations()],
      streams: [...analysis.streams()],
      kpis: [...analysis.kpis()],
      findings: [...analysis.findings()],
    };
    this.#lists = new LocalLists(rows, analysis.facts);
    this.#flows = new LocalFlows({ input, analysis, messages, names: () => this.#names });
    for (let number = 0; number < analysis.messageCount; number += 1) {
      const { frame } = analysis.frame(number);
      const ofFrame = this.#messagesByFrame.get(frame);
      if (ofFrame === undefined) this.#messagesByFrame.set(frame, [number]);
      else ofFrame.push(number);
    }
  }

  /** Rejects with a `CaptureError` where the file is no capture. */
  static async open(
    file: Blob,
    onProgress: (progress: CaptureProgress) => void,
    { judges = true, keyLog, enough }: OpenOptions = {},
  ): Promise<LocalCapture> {
    const input = await openBlob(file);
    const messages: MessageRow[] = [];
    // One byte more than is used: the analysis tells that the rest was not.
    const keys = keyLog && new Uint8Array(await keyLog.slice(0, keyLogBytes + 1).arrayBuffer());
    const analysis = await analyze(input.chunks(), {
      diagnostics: input.diagnostics,
      readTexts: true,
      rules: judges ? chooseRules(rules, {}) : undefined,
      keyLog: keys,
      ...(enough && { signal: enough }),
      onProgress: (progress) => onProgress({ ...progress, bytesRead: input.bytesRead, bytesTotal: file.size }),
      onMessage: (number, bytes, soFar) => messages.push(soFar.messageRow(number, bytes)),
    });
    const isCancelled = enough?.aborted === true;
    return new LocalCapture({ file, keyLog: keys, input, analysis, messages, isCancelled });
  }

  get contents(): CaptureContents {
    return {
      facts: this.#analysis.facts,
      counts: captureCounts(this.#summary, this.#analysis.findingGroups()),
      problems: [...(this.#isCancelled ? [cancelledProblem] : []), ...captureProblems(this.#summary)],
    };
  }

  async list<Name extends ListName>(name: Name, query: ListQuery): Promise<ListPage<ListRows[Name]>> {
    return this.#lists.page(name, query);
  }

  async facets(name: ListName, query: FacetQuery): Promise<readonly Facet[]> {
    return this.#lists.facets(name, query);
  }

  async timeline(name: ListName, query: TimelineQuery): Promise<Timeline> {
    return this.#lists.timeline(name, query, this.#analysis.facts);
  }

  async findingGroups(): Promise<readonly FindingGroupRow[]> {
    return this.#analysis.findingGroups();
  }

  async load(buckets: number): Promise<CaptureLoad> {
    return this.#lists.load(buckets, this.#analysis.facts);
  }

  async summary(): Promise<Summary> {
    return this.#summary;
  }

  async call(id: string): Promise<CallRow> {
    const call = this.#analysis.call(id);
    if (call === undefined) throw refusal('not-found', 'This capture has no such call.');
    return call;
  }

  async ladder(id: string): Promise<Ladder> {
    return this.#flows.ladder(await this.call(id));
  }

  async flow(query: FlowQuery): Promise<Ladder> {
    return this.#flows.flow(query);
  }

  async story(id: string): Promise<CallStory> {
    return tellCall(await this.call(id), await this.#messagesOfCall(id), {
      names: this.#names,
      streams: this.#analysis.streamsOfCall(id),
    });
  }

  /** What another capture's call is held against. */
  async callToCompare(id: string): Promise<CallToCompare> {
    return {
      call: await this.call(id),
      messages: await this.#messagesOfCall(id),
      findings: [...this.#analysis.findings()].filter((finding) => finding.call === id),
      streams: this.#analysis.streamsOfCall(id),
    };
  }

  async compareCall(id: string, other: CallToCompare): Promise<CallComparison> {
    return compareCalls(await this.callToCompare(id), other);
  }

  async compareCapture(other: CaptureToCompare): Promise<CaptureComparison> {
    return compareCaptures({ summary: this.#summary, findings: await this.findingGroups() }, other);
  }

  async message(frame: number, index = 0): Promise<MessageDetail> {
    const number = this.#messagesByFrame.get(frame)?.[index];
    const row = number === undefined ? undefined : this.#messages[number];
    if (number === undefined || row === undefined)
      throw refusal('not-found', `No such SIP message ends in packet ${frame}.`);
    const findings = [...this.#analysis.findings()].filter((one) => one.frame === frame && (one.index ?? 0) === index);
    return messageDetail(await this.#input.read(this.#analysis.place(number)), {
      row,
      findings,
      source: this.#source,
    });
  }

  async stream(id: string): Promise<StreamRow> {
    const { items } = this.#lists.page('streams', { filter: `id:${JSON.stringify(id)}` });
    const found = items.find((row) => row.id === id);
    if (found === undefined) throw refusal('not-found', 'This capture has no such stream.');
    return found;
  }

  async series(id: string): Promise<StreamSeries> {
    const series = this.#analysis.seriesOfStream(id);
    if (series === undefined) throw refusal('not-found', 'Nothing of this stream was measured over time.');
    return series;
  }

  async callAudio(id: string, choice: AudioChoice): Promise<CallAudio> {
    await this.call(id);
    return (await this.#audio.of(id, this.#analysis.streamsOfCall(id), choice)).facts;
  }

  async callWav(id: string, choice: AudioChoice): Promise<Blob> {
    await this.call(id);
    return (await this.#audio.of(id, this.#analysis.streamsOfCall(id), choice)).wav;
  }

  /** Of its calls or registrations; the page knows which capture it asked. */
  async searchRows(list: 'calls' | 'registrations', wanted: Wanted, limit: number): Promise<readonly SearchHit[]> {
    const rows = list === 'calls' ? this.#analysis.calls() : this.#analysis.registrations();
    return searchRows(rows, list, wanted, limit);
  }

  async searchMessages(from: number, wanted: Wanted, limit: number): Promise<ScannedMessages> {
    return searchMessages(
      {
        rows: this.#messages,
        place: (number) => this.#analysis.place(number),
        read: async (places) => Promise.all(places.map((place) => this.#input.read(place))),
      },
      from,
      wanted,
      limit,
    );
  }

  async exportCall(
    id: string,
    format: ExportFormat,
    options: CallExportOptions = {},
    comments?: ReadonlyMap<number, string>,
  ): Promise<Blob> {
    const [call, messages] = [await this.call(id), await this.#messagesOfCall(id)];
    return exportCall(
      format,
      { call, messages, streams: this.#analysis.streamsOfCall(id) },
      this.#whole,
      options,
      comments,
    );
  }

  async exportRows(list: ListName, query: RowExportQuery): Promise<SavedRows> {
    const rows = this.#lists.all(list, query);
    const ofCall = (id: string): { messages: readonly MessageRow[]; streams: readonly StreamRow[] } => ({
      messages: this.#analysis.messagesOfCall(id).flatMap((number) => this.#messages[number] ?? []),
      streams: this.#analysis.streamsOfCall(id),
    });
    return exportRows({ list, rows, ofCall }, query, this.#whole);
  }

  get #whole(): LocalSource {
    return { file: this.#file, keyLog: this.#keyLog, names: this.#names };
  }

  async #bytesOf({ frame, index = 0 }: MessageRow): Promise<Uint8Array> {
    const number = this.#messagesByFrame.get(frame)?.[index];
    return number === undefined ? new Uint8Array() : this.#input.read(this.#analysis.place(number));
  }

  /** Of addresses, by the capture. */
  get #names(): AddressNames {
    return new AddressNames(undefined, this.#analysis.facts.names);
  }

  async #messagesOfCall(id: string): Promise<readonly LadderMessage[]> {
    const found: LadderMessage[] = [];
    for (const number of this.#analysis.messagesOfCall(id)) {
      const row = this.#messages[number];
      if (row === undefined) continue;
      const bytes = await this.#input.read(this.#analysis.place(number));
      found.push({ row, index: this.#analysis.frame(number).index, bytes });
    }
    return found;
  }
}

const cancelledProblem: CaptureProblem = {
  code: 'analysis-cancelled',
  message: 'The analysis was stopped before its end: what was read until then is shown.',
};

/** Why a file could not be opened, for the person who chose it. */
export function openingProblem(failure: unknown): CaptureProblem {
  if (failure instanceof CaptureError) return { code: failure.code, message: failure.message };
  return { code: 'worker-crash', message: `The analysis ended unexpectedly: ${String(failure)}` };
}
