import {
  type CaptureChange,
  type CaptureProblem,
  type CaptureRow,
  judgedAtOnceBytes,
  notJudged,
} from '../../api/captures.ts';
import { BackendError, refusal } from './backend-error.ts';
import type { FromWorker, LocalQuestion, ToWorker } from './local-protocol.ts';

/** As much of a `Worker` as is used. */
export type AnalyzerWorker = {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
};

type Waiting = {
  readonly worker: AnalyzerWorker;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * A capture in its worker: its row as it changes, and the questions under way. A large one is read without rules first, so that it can be looked at soon;
 * a second worker judges it, and takes the place of the first.
 */
export class OpenLocalCapture {
  row: CaptureRow;
  readonly listeners = new Set<(row: CaptureRow) => void>();
  readonly #start: () => AnalyzerWorker;
  readonly #file: File;
  #keyLog: Blob | undefined;
  #worker: AnalyzerWorker;
  /** Judges what the other one shows. */
  #judge: AnalyzerWorker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(id: string, file: File, start: () => AnalyzerWorker) {
    this.row = { id, name: file.name, size: file.size, uploaded: new Date().toISOString(), state: 'analysing' };
    this.#start = start;
    this.#file = file;
    this.#worker = this.#open(file.size <= judgedAtOnceBytes);
  }

  rename({ name, tags }: CaptureChange): void {
    this.#change({ ...(name !== undefined && { name }), ...(tags !== undefined && { tags }) });
  }

  /** What was read so far is enough. */
  cancel(): void {
    if (this.row.state === 'analysing') this.#worker.postMessage({ kind: 'enough' });
    else if (this.#judge !== undefined) this.#leaveUnjudged();
  }

  /** From the beginning, with the secrets of its TLS connections where there are any. What was asked before is answered no more. */
  readAgain(keyLog = this.#keyLog): void {
    this.#keyLog = keyLog;
    this.close();
    const { id, name, size, uploaded, tags } = this.row;
    const kept = { id, name, size, uploaded, ...(tags && { tags }), ...(keyLog && { keyLog: true as const }) };
    this.#show({ ...kept, state: 'analysing' });
    this.#worker = this.#open(size <= judgedAtOnceBytes);
  }

  ask(question: LocalQuestion, values: Extract<ToWorker, { kind: 'ask' }>['values']): Promise<unknown> {
    const number = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { worker: this.#worker, resolve, reject });
      this.#worker.postMessage({ kind: 'ask', number, question, values });
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#judge?.terminate();
    this.#judge = undefined;
    this.#rejectAll('The capture was closed.');
  }

  #open(judges: boolean): AnalyzerWorker {
    const worker = this.#start();
    const keyLog = this.#keyLog;
    worker.addEventListener('message', ({ data }) => this.#receive(worker, data));
    worker.addEventListener('error', ({ message = 'The analysis ended unexpectedly.' }) => this.#fail(worker, message));
    worker.postMessage({ kind: 'open', file: this.#file, judges, ...(keyLog && { keyLog }) });
    return worker;
  }

  #receive(worker: AnalyzerWorker, message: FromWorker): void {
    if (message.kind === 'answer') this.#settle(message.number)?.resolve(message.value);
    else if (message.kind === 'refusal') this.#settle(message.number)?.reject(new BackendError(message.problem));
    // A worker that another has replaced may still have something to say.
    else if (worker === this.#judge) this.#receiveJudged(worker, message);
    else if (worker === this.#worker) this.#receiveState(message);
  }

  #receiveState(message: Exclude<FromWorker, { kind: 'answer' | 'refusal' }>): void {
    if (message.kind === 'progress') return this.#change({ progress: message.progress });
    if (message.kind === 'failed') return this.#change({ state: 'failed', problems: [message.problem] });
    const { facts, counts, problems } = message;
    const isToBeJudged =
      this.row.size > judgedAtOnceBytes && !problems.some(({ code }) => code === 'analysis-cancelled');
    if (isToBeJudged) this.#judge = this.#open(true);
    this.#change({
      state: 'ready',
      facts,
      counts,
      ...(problems.length > 0 && { problems }),
      ...(isToBeJudged && { judging: true }),
    });
  }

  #receiveJudged(judge: AnalyzerWorker, message: Exclude<FromWorker, { kind: 'answer' | 'refusal' }>): void {
    if (message.kind === 'progress') return this.#change({ progress: message.progress });
    if (message.kind === 'failed') return this.#leaveUnjudged();
    const { facts, counts, problems } = message;
    const before = this.#worker;
    this.#worker = judge;
    this.#judge = undefined;
    this.#endOnceAnswered(before);
    this.#endJudging({ facts, counts, ...(problems.length > 0 && { problems }) });
  }

  /** Its rows stay as they are, without what departs from rules. */
  #leaveUnjudged(): void {
    this.#judge?.terminate();
    this.#judge = undefined;
    this.#endJudging({ problems: [...(this.row.problems ?? []), notJudged] });
  }

  #endJudging(change: Partial<CaptureRow>): void {
    const { judging: _judging, progress: _progress, ...row } = this.row;
    this.#show({ ...row, ...change });
  }

  #settle(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (waiting !== undefined && waiting.worker !== this.#worker) this.#endOnceAnswered(waiting.worker);
    return waiting;
  }

  #endOnceAnswered(worker: AnalyzerWorker): void {
    if (![...this.#waiting.values()].some((one) => one.worker === worker)) worker.terminate();
  }

  #fail(worker: AnalyzerWorker, message: string): void {
    if (worker === this.#judge) this.#leaveUnjudged();
    if (worker !== this.#worker) return;
    const problem: CaptureProblem = { code: 'worker-crash', message };
    this.#change({ state: 'failed', problems: [problem] });
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
