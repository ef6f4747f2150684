/**
 * The process that analyses a capture while it is being written: tells rows as they come, several times a second. Started by
 * `follow-analysis.ts` with a task as its argument; ends with the capture, or with the server that started it.
 */
import { analyze, type Analysis, type AnalyzeProgress, type ListRows } from '@sipscope/analyzer';
import { chooseRules, rules } from '@sipscope/analyzer/conformance';
import { CaptureError, followKeyLogFile } from '@sipscope/analyzer/node';
import { captureCounts } from '../../api/capture-contents.ts';
import { growingFile } from './growing-file.ts';
import { type ChangedRows, type LiveMessage, type LiveTask, type LiveUpdate, sentPlace } from './live-messages.ts';
import { RowChanges } from './row-changes.ts';

const tellEveryMs = 250;
/** Comparing all rows may take this share of the time. */
const comparingShare = 0.1;
/** Messages gathered before the capture waits until they are told. */
const mostMessages = 5000;

const ended = new AbortController();
process.on('disconnect', () => process.exit(0));
process.on('message', () => ended.abort());

/** Gathers what is new, and tells it. */
class Teller {
  #analysis: Analysis | undefined;
  #messages: LiveUpdate['messages'][number][] = [];
  #progress: AnalyzeProgress | undefined;
  #told: AnalyzeProgress | undefined;
  #compareAt = 0;
  #telling: Promise<void> | undefined;
  readonly #rows: { readonly [Name in keyof ChangedRows]: RowChanges<ListRows[Name]> } = {
    transactions: new RowChanges(),
    dialogs: new RowChanges(),
    calls: new RowChanges(),
    registrations: new RowChanges(),
    subscriptions: new RowChanges(),
    publications: new RowChanges(),
    conversations: new RowChanges(),
    streams: new RowChanges(),
    kpis: new RowChanges(),
    findings: new RowChanges(),
  };

  addMessage(message: number, bytes: Uint8Array, analysis: Analysis): void {
    this.#analysis = analysis;
    const { index } = analysis.frame(message);
    const place = sentPlace(analysis.place(message));
    this.#messages.push({ row: analysis.messageRow(message, bytes), index, place });
  }

  /** Resolves when there is room for more. */
  async reached(progress: AnalyzeProgress): Promise<void> {
    this.#progress = progress;
    if (this.#messages.length >= mostMessages) await this.tell();
  }

  /** What has come since the last time; one after the other. */
  async tell(isLast = false): Promise<void> {
    await this.#telling;
    this.#telling = this.#tell(isLast);
    await this.#telling;
  }

  async #tell(isLast: boolean): Promise<void> {
    const [analysis, progress] = [this.#analysis, this.#progress];
    if (analysis === undefined || progress === undefined) return;
    const isIdle = progress === this.#told && this.#messages.length === 0;
    const began = performance.now();
    if (isIdle && !isLast && this.#compareAt === 0) return;
    const compares = isLast || began >= this.#compareAt;
    const changed = compares ? this.#changed(analysis) : nothingChanged;
    const summary = analysis.summary();
    if (compares) this.#compareAt = isIdle ? 0 : performance.now() + (performance.now() - began) / comparingShare;
    this.#told = progress;
    const series = seriesOf(changed, analysis);
    const groups = analysis.findingGroups();
    const counts = captureCounts(summary, groups);
    const update = { messages: this.#messages, changed, series, groups, counts, progress, summary };
    this.#messages = [];
    await send({ kind: 'update', update });
  }

  #changed(analysis: Analysis): ChangedRows {
    return {
      transactions: this.#rows.transactions.of(analysis.transactions()),
      dialogs: this.#rows.dialogs.of(analysis.dialogs()),
      calls: this.#rows.calls.of(analysis.calls()),
      registrations: this.#rows.registrations.of(analysis.registrations()),
      subscriptions: this.#rows.subscriptions.of(analysis.subscriptions()),
      publications: this.#rows.publications.of(analysis.publications()),
      conversations: this.#rows.conversations.of(analysis.conversations()),
      streams: this.#rows.streams.of(analysis.streams()),
      kpis: this.#rows.kpis.of(analysis.kpis()),
      findings: this.#rows.findings.of(analysis.findings()),
    };
  }
}

function seriesOf({ streams }: ChangedRows, analysis: Analysis): LiveUpdate['series'] {
  return streams.flatMap(([, { id }]) => {
    const series = analysis.seriesOfStream(id);
    return series === undefined ? [] : [[id, series] as const];
  });
}

const nothingChanged: ChangedRows = {
  transactions: [],
  dialogs: [],
  calls: [],
  registrations: [],
  subscriptions: [],
  publications: [],
  conversations: [],
  streams: [],
  kpis: [],
  findings: [],
};

// The server hands over exactly this argument.
const task = JSON.parse(process.argv[2] ?? '{}') as LiveTask;
const teller = new Teller();
const timer = setInterval(() => void teller.tell(), tellEveryMs);
try {
  await analyze(growingFile(task.captureFile, ended.signal), {
    live: true,
    media: task.media,
    rules: chooseRules(rules, {}),
    keyLog: followKeyLogFile(task.keyLogFile),
    onProgress: (progress) => teller.reached(progress),
    onMessage: (message, bytes, analysis) => teller.addMessage(message, bytes, analysis),
  });
  clearInterval(timer);
  await teller.tell(true);
  await send({ kind: 'end' });
} catch (error) {
  clearInterval(timer);
  const code = error instanceof CaptureError ? error.code : 'worker-crash';
  await send({ kind: 'end', problem: { code, message: error instanceof Error ? error.message : String(error) } });
}
process.disconnect();

async function send(message: LiveMessage): Promise<void> {
  await new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}
