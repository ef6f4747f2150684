import { parseMessage } from '@sipscope/parser';
import type { Analysis } from '../analysis.ts';
import type { Call } from '../call/call.ts';
import type { CallTable } from '../call/call-table.ts';
import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { CaptureClock } from '../capture/packet.ts';
import type { DialogTable } from '../dialog/dialog-table.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { TransactionTable } from '../transaction/transaction-table.ts';
import type { Place } from '../transport/delivery.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { type CallContext, callRow } from './call-row.ts';
import { dialogRow } from './dialog-row.ts';
import { TimeFormat } from './format-time.ts';
import { messageRow } from './message-row.ts';
import { callId, dialogId, numberOfId, transactionId } from './row-id.ts';
import type { CallRow, CaptureFacts, DialogRow, MessageRow, Summary, TransactionRow } from '../rows.ts';
import { summary } from './summary.ts';
import type { TextFindings } from './text-findings.ts';
import { transactionRow } from './transaction-row.ts';

type Stages = {
  readonly source: MessageSource;
  readonly diagnostics: CaptureDiagnostics;
  readonly flows: FlowTable;
  readonly messages: MessageTable;
  readonly transactions: TransactionTable;
  readonly dialogs: DialogTable;
  readonly calls: CallTable;
  /** Only where the texts of all messages were read. */
  readonly texts: TextFindings | undefined;
};

/** Where the messages come from. */
export type MessageSource = {
  readonly clock: CaptureClock;
  /** Of the capture, after decompression, so far. */
  readonly bytes: number;
  readonly packets: number;
  facts(): CaptureFacts;
};

/** The rows of what the stages hold, made when asked for. */
export class AnalysisReport implements Analysis {
  readonly #stages: Stages;
  readonly #times: TimeFormat;
  /** Time of the latest packet. */
  endNs = 0;
  /** The message the stages have just received: it need not be parsed again for its row. */
  current: CapturedMessage | undefined = undefined;

  constructor(stages: Stages) {
    this.#stages = stages;
    this.#times = new TimeFormat(() => stages.source.clock);
  }

  get clock(): CaptureClock {
    return this.#stages.source.clock;
  }

  get facts(): CaptureFacts {
    return this.#stages.source.facts();
  }

  get messageCount(): number {
    return this.#stages.messages.length;
  }

  place(message: number): Place {
    return this.#stages.messages.place(message);
  }

  frame(message: number): { readonly frame: number; readonly index: number } {
    const { messages } = this.#stages;
    return { frame: messages.frame(message), index: messages.index(message) };
  }

  messageRow(message: number, bytes: Uint8Array): MessageRow {
    const { messages, flows, transactions, dialogs, calls } = this.#stages;
    const dialog = dialogs.dialogOf(message);
    const call = calls.callOf(message);
    const transaction = transactions.transactionOf(message);
    const position = {
      copy: transactions.copyOf(message),
      transaction: transactionId(transaction),
      dialog: dialog === undefined ? undefined : dialogId(dialog),
      call: call === undefined ? undefined : callId(call),
    };
    const known =
      this.current?.number === message ? this.current.parsed() : bytes.length === 0 ? transaction : parseMessage(bytes);
    return messageRow(message, known, { messages, flows, times: this.#times, position });
  }

  *transactions(): Generator<TransactionRow> {
    const context = this.#context();
    for (const transaction of this.#stages.transactions.transactions) {
      yield transactionRow(transaction, this.#framesOf(transaction), context);
    }
  }

  *dialogs(): Generator<DialogRow> {
    const context = this.#context();
    const { dialogs, contacts } = this.#stages.dialogs;
    for (const dialog of dialogs) yield dialogRow(dialog, { ...context, contacts });
  }

  *calls(): Generator<CallRow> {
    const context = this.#context();
    for (const call of this.#stages.calls.calls) yield callRow(call, context);
  }

  call(id: string): CallRow | undefined {
    const call = this.#callOfId(id);
    return call === undefined ? undefined : callRow(call, this.#context());
  }

  messagesOfCall(id: string): readonly number[] {
    const call = this.#callOfId(id);
    return call === undefined ? [] : this.#stages.calls.messagesOf(call);
  }

  summary(): Summary {
    const { diagnostics, flows, messages, transactions, dialogs, calls, texts } = this.#stages;
    return summary({
      capture: this.facts,
      messages,
      flows,
      copyOf: (message) => transactions.copyOf(message),
      transactions: transactions.transactions,
      dialogs: dialogs.dialogs.length,
      calls: calls.calls,
      userAgents: texts?.userAgents ?? new Map(),
      diagnostics: [...diagnostics.counts(), ...(texts?.counts() ?? [])],
      nowNs: this.endNs,
    });
  }

  #callOfId(id: string): Call | undefined {
    return this.#stages.calls.calls[numberOfId(id, 'c')];
  }

  #framesOf(transaction: Transaction): readonly number[] {
    const { messages, transactions } = this.#stages;
    return transactions.messagesOf(transaction).map((message) => messages.frame(message));
  }

  #context(): CallContext {
    const { messages, flows, calls } = this.#stages;
    return {
      messages,
      flows,
      times: this.#times,
      nowNs: this.endNs,
      addresses: calls.addresses,
      reasonOf: (transaction) => calls.reasonOf(transaction),
    };
  }
}
