import type { AnalyzeOptions, AnalyzeProgress } from './analysis.ts';
import { CallTable } from './call/call-table.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { DialogTable } from './dialog/dialog-table.ts';
import { KeptBytes } from './message/kept-bytes.ts';
import type { KeyReader, MessageKeys } from './message/key-reader.ts';
import { defaultMessageLimits } from './message/message-limits.ts';
import { MessageTable } from './message/message-table.ts';
import { AnalysisReport, type MessageSource } from './report/analysis-report.ts';
import type { TextFindings } from './report/text-findings.ts';
import { TransactionTable } from './transaction/transaction-table.ts';
import type { Delivery } from './transport/delivery.ts';
import type { FlowTable } from './transport/flow-table.ts';

type MessageStagesOptions = AnalyzeOptions & {
  readonly source: MessageSource;
  readonly diagnostics: CaptureDiagnostics;
  readonly flows: FlowTable;
  readonly keys: Pick<KeyReader, 'texts' | 'methods'>;
  /** Reads the texts of all messages, where that is wanted. */
  readonly texts: TextFindings | undefined;
};

/** The second half of the way through the house: from messages to calls. Each line of `receive` is one stage; its folder has the same name. */
export class MessageStages {
  readonly analysis: AnalysisReport;
  readonly #source: MessageSource;
  readonly #onMessage: AnalyzeOptions['onMessage'];
  readonly #messages: MessageTable;
  readonly #transactions: TransactionTable;
  readonly #dialogs: DialogTable;
  readonly #calls: CallTable;
  readonly #texts: TextFindings | undefined;

  constructor({ source, diagnostics, flows, keys, limits, texts, onMessage }: MessageStagesOptions) {
    this.#source = source;
    this.#onMessage = onMessage;
    const { keptBytes } = { ...defaultMessageLimits, ...limits?.messages };
    this.#messages = new MessageTable(keys, new KeptBytes(keptBytes, diagnostics));
    this.#transactions = new TransactionTable(this.#messages, flows);
    this.#dialogs = new DialogTable();
    this.#calls = new CallTable(this.#messages, flows);
    this.#texts = texts;
    this.analysis = new AnalysisReport({
      source,
      diagnostics,
      flows,
      messages: this.#messages,
      transactions: this.#transactions,
      dialogs: this.#dialogs,
      calls: this.#calls,
      texts,
    });
  }

  receive(delivery: Delivery, keys: MessageKeys): void {
    const message = this.#messages.receive(delivery, keys);
    const matched = this.#transactions.receive(message);
    const dialog = this.#dialogs.receive(message, matched);
    this.#calls.receive(message, matched, dialog);
    this.#texts?.receive(message, delivery.frame);
    if (this.#onMessage === undefined) return;
    this.analysis.current = message;
    this.#onMessage(message.number, delivery.bytes.subarray(delivery.start, delivery.end), this.analysis);
    this.analysis.current = undefined;
  }

  /** Whether texts wait for a reader that is loaded only where there are such texts. */
  get isWaiting(): boolean {
    return this.#texts?.isWaiting === true;
  }

  async readWaiting(): Promise<void> {
    await this.#texts?.readWaiting();
  }

  progress(): AnalyzeProgress {
    const { bytes, packets } = this.#source;
    return { bytesRead: bytes, packets, messages: this.#messages.length, calls: this.#calls.calls.length };
  }
}
