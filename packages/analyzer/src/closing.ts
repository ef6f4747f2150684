import type { AnalyzeOptions } from './analysis.ts';
import { callResult } from './call/call-outcome.ts';
import type { CallTable } from './call/call-table.ts';
import { isCallOver, isDialogOver, isTransactionOver } from './call/over.ts';
import { type Call, everyDialog, everyInvite } from './call/call.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import type { DialogTable } from './dialog/dialog-table.ts';
import type { Dialog } from './dialog/dialog.ts';
import type { MessageTable } from './message/message-table.ts';
import type { AnalysisReport } from './report/analysis-report.ts';
import type { Followers } from './followers.ts';
import type { SummaryTally } from './report/summary.ts';
import type { TransactionTable } from './transaction/transaction-table.ts';
import type { Transaction } from './transaction/transaction.ts';

type ClosingOptions = Pick<AnalyzeOptions, 'onTransaction' | 'onDialog' | 'onCall'> & {
  readonly messages: MessageTable;
  readonly transactions: TransactionTable;
  readonly dialogs: DialogTable;
  readonly calls: CallTable;
  readonly followers: Followers;
  readonly tally: SummaryTally;
  readonly report: AnalysisReport;
  readonly diagnostics: CaptureDiagnostics;
  /** See `MessageLimits`. */
  readonly openAtOnce: number;
  /** Whether what is known of messages is kept. */
  readonly keep: boolean;
};

/** Of each, at the end. */
const closedAtOnce = 1000;

/** Closes transactions, dialogs and calls of which nothing more is expected: they are told and counted, and the tables forget them. */
export class Closing {
  readonly #stages: ClosingOptions;
  #isTold = false;

  constructor(stages: ClosingOptions) {
    this.#stages = stages;
  }

  /** What is over at `nowNs` of capture time. */
  closeOver(nowNs: number): void {
    const { messages, transactions, dialogs, calls, followers, openAtOnce } = this.#stages;
    followers.closeOver(nowNs);
    // Of messages older than anything that stays open nothing is asked any more.
    let held = messages.length;
    const stays = (first: number): false => {
      if (first < held) held = first;
      return false;
    };
    const over = {
      transactions: transactions.open.filter((one) => isTransactionOver(one, messages, nowNs) || stays(one.first)),
      // Before its dialogs: a call knows which of them are still open.
      calls: calls.open.filter((one) => isCallOver(one, messages, nowNs) || stays(firstOf(one))),
      dialogs: dialogs.open.filter((one) => isDialogOver(one, messages, nowNs) || stays(one.first)),
    };
    this.#close(over, nowNs);
    const open = transactions.open.size + dialogs.open.size + calls.open.size + followers.openCount;
    if (open > openAtOnce) this.#closeLongestSilent(nowNs);
    this.#letGo(held);
  }

  /** All that is left; nothing more comes. Between two steps, whoever is told may take a breath. */
  *closeAll(nowNs: number): Generator<void, void, undefined> {
    const { transactions, dialogs, calls, followers } = this.#stages;
    const left = {
      calls: inOrder(calls.open.list()),
      dialogs: inOrder(dialogs.open.list()),
      transactions: inOrder(transactions.open.list()),
    };
    while (left.calls.length + left.dialogs.length + left.transactions.length > 0) {
      this.#close(
        {
          calls: left.calls.splice(0, closedAtOnce),
          dialogs: left.dialogs.splice(0, closedAtOnce),
          transactions: left.transactions.splice(0, closedAtOnce),
        },
        nowNs,
      );
      yield;
    }
    followers.closeAll(nowNs);
  }

  /** Too many are open: those silent for longest go until half as many as may be are left. A call is never silent for longer than its dialogs. */
  #closeLongestSilent(nowNs: number): void {
    this.#tell();
    this.#stages.followers.closeLongestSilent(0.5, nowNs);
    const open = {
      transactions: this.#stages.transactions.open.list(),
      dialogs: this.#stages.dialogs.open.list(),
      calls: this.#stages.calls.open.list(),
    };
    const lasts = Object.values(open)
      .flatMap((list) => list.map(({ last }) => last))
      .sort((a, b) => b - a);
    const heardFrom = lasts[Math.floor(this.#stages.openAtOnce / 2)] ?? -1;
    const isSilent = ({ last }: { readonly last: number }): boolean => last <= heardFrom;
    this.#close(
      {
        transactions: open.transactions.filter(isSilent),
        dialogs: open.dialogs.filter(isSilent),
        calls: open.calls.filter(isSilent),
      },
      nowNs,
    );
  }

  #tell(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const { diagnostics, messages, openAtOnce } = this.#stages;
    const detail = `More than ${openAtOnce} transactions, dialogs, calls and registrations are open at once: those silent for longest are taken to be over.`;
    diagnostics.report('limit-dialogs', { frame: messages.frame(messages.length - 1), detail });
  }

  /** In the order of their first messages; the tables forget them when all are told. */
  #close(over: Over, nowNs: number): void {
    const { onTransaction, onDialog, onCall, tally, report, messages, transactions, dialogs, calls } = this.#stages;
    for (const transaction of inOrder(over.transactions)) {
      tally.addTransaction(transaction, nowNs);
      onTransaction?.(report.transactionRow(transaction, nowNs));
    }
    if (onDialog !== undefined) for (const dialog of inOrder(over.dialogs)) onDialog(report.dialogRow(dialog, nowNs));
    for (const call of inOrder(over.calls)) {
      const result = callResult(call, messages, nowNs);
      tally.addCall(call, result, nowNs);
      onCall?.(report.callRow(call, nowNs, result));
      calls.close(call);
    }
    for (const dialog of over.dialogs) {
      calls.closeDialog(dialog);
      dialogs.close(dialog);
    }
    for (const transaction of over.transactions) {
      calls.closeTransaction(transaction);
      dialogs.closeTransaction(transaction);
      transactions.close(transaction);
    }
  }

  #letGo(held: number): void {
    const { messages, transactions, keep } = this.#stages;
    if (keep) return;
    messages.letGo(held);
    transactions.letGo(held);
  }
}

type Over = {
  readonly transactions: Transaction[];
  readonly dialogs: Dialog[];
  readonly calls: Call[];
};

function inOrder<Numbered extends { readonly number: number }>(list: Numbered[]): Numbered[] {
  for (let at = 1; at < list.length; at++)
    if (list[at - 1]!.number > list[at]!.number) return list.sort((a, b) => a.number - b.number);
  return list;
}

/** The earliest message that its row asks for. */
function firstOf(call: Call): number {
  let earliest = call.first;
  for (const invite of everyInvite(call)) earliest = Math.min(earliest, invite.first);
  for (const dialog of everyDialog(call)) earliest = Math.min(earliest, dialog.first);
  return earliest;
}
