import type { AnalyzeOptions } from './analysis.ts';
import { answeredDialog } from './call/answered-call.ts';
import type { CallMedia, CallMediaTable } from './call/call-media.ts';
import { callResult } from './call/call-outcome.ts';
import { resultWithMedia } from './call/media-verdict.ts';
import type { CallTable } from './call/call-table.ts';
import { isCallOver, isDialogOver, isTransactionOver } from './call/over.ts';
import { type Call, everyDialog, firstOf } from './call/call.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import type { JudgedCall } from './conformance/media-case.ts';
import type { Conformance } from './conformance/conformance.ts';
import type { DialogTable } from './dialog/dialog-table.ts';
import type { Dialog } from './dialog/dialog.ts';
import type { MessageTable } from './message/message-table.ts';
import type { AnalysisReport } from './report/analysis-report.ts';
import type { Followers } from './followers.ts';
import type { KeyPresses } from './key-presses.ts';
import type { Streams } from './streams.ts';
import type { SummaryTally } from './report/summary.ts';
import type { TransactionTable } from './transaction/transaction-table.ts';
import type { Transaction } from './transaction/transaction.ts';
import { timeoutNs } from './transaction/transaction-timers.ts';

type ClosingOptions = Pick<AnalyzeOptions, 'onTransaction' | 'onDialog' | 'onCall'> & {
  readonly messages: MessageTable;
  readonly transactions: TransactionTable;
  readonly dialogs: DialogTable;
  readonly calls: CallTable;
  readonly media: CallMediaTable;
  readonly streams: Streams;
  readonly keyPresses: KeyPresses;
  readonly followers: Followers;
  /** Only where rules are asked. */
  readonly conformance: Conformance | undefined;
  readonly tally: SummaryTally;
  readonly report: AnalysisReport;
  readonly diagnostics: CaptureDiagnostics;
  /** See `MessageLimits`. */
  readonly openAtOnce: number;
  /** Whether what is known of messages is kept. */
  readonly keep: boolean;
  /** Whether calls may be laid down: nobody else holds them or their dialogs. */
  readonly mayRest: boolean;
};

/** So many calls that rest take no more room than one thing that does not. */
const restingForOne = 4;

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
    const { messages, transactions, dialogs, calls, media, followers, openAtOnce } = this.#stages;
    followers.closeOver(nowNs);
    this.#stages.conformance?.closeOver(nowNs);
    // Of messages older than anything that stays open nothing is asked any more.
    let held = messages.length;
    const stays = (first: number): false => {
      if (first < held) held = first;
      return false;
    };
    held = calls.resting.look(nowNs, held);
    const silent: Call[] = [];
    const over = {
      transactions: transactions.open.filter((one) => isTransactionOver(one, messages, nowNs) || stays(one.first)),
      // Before its dialogs: a call knows which of them are still open.
      calls: calls.open.filter((one) => {
        if (isCallOver(one, messages, nowNs) && !media.isOpen(one.number)) return true;
        if (nowNs - messages.timeNs(one.last) >= timeoutNs) silent.push(one);
        return stays(firstOf(one));
      }),
      dialogs: dialogs.open.filter((one) => isDialogOver(one, messages, nowNs) || stays(one.first)),
    };
    this.#close(over, nowNs);
    if (this.#stages.mayRest) for (const call of silent) calls.resting.rest(call, nowNs);
    // Dialogs that rest with their calls are among those that are open.
    const { resting } = calls;
    const awake = transactions.open.size + dialogs.open.size + calls.open.size - resting.size - resting.dialogs;
    if (awake + resting.size / restingForOne + followers.openCount > openAtOnce) this.#closeLongestSilent(nowNs);
    this.#letGo(held);
  }

  /** All that is left; nothing more comes. Between two steps, whoever is told may take a breath. */
  *closeAll(nowNs: number): Generator<void, void, undefined> {
    const { transactions, dialogs, calls, followers, conformance } = this.#stages;
    // The first is the last of each.
    const left = {
      calls: inOrder(calls.open.list()).reverse(),
      dialogs: inOrder(dialogs.open.list()).reverse(),
      transactions: inOrder(transactions.open.list()).reverse(),
    };
    // A call's row counts what rules found in it.
    for (const transaction of left.transactions.toReversed()) conformance?.closeTransaction(transaction, nowNs);
    for (const dialog of left.dialogs.toReversed()) conformance?.closeDialog(dialog, nowNs);
    for (const over of this.#wakeInOrder(calls.resting.silentSince(Infinity))) {
      over.calls.push(...takenUpTo(left.calls, over.calls.at(-1)?.number ?? 0));
      over.dialogs.push(...takenUpTo(left.dialogs, over.dialogs.at(-1)?.number ?? 0));
      this.#close(over, nowNs);
      yield;
    }
    while (left.calls.length + left.dialogs.length + left.transactions.length > 0) {
      this.#close(
        {
          calls: left.calls.splice(-closedAtOnce).reverse(),
          dialogs: left.dialogs.splice(-closedAtOnce).reverse(),
          transactions: left.transactions.splice(-closedAtOnce).reverse(),
        },
        nowNs,
      );
      yield;
    }
    followers.closeAll(nowNs);
    this.#stages.conformance?.closeAll(nowNs);
  }

  /** Some calls come back at a time, with the dialogs that rest with them. */
  *#wakeInOrder(numbers: Uint32Array): Generator<Over, void, undefined> {
    const { resting } = this.#stages.calls;
    for (let from = 0; from < numbers.length; from += closedAtOnce) {
      const some = Array.from(numbers.subarray(from, from + closedAtOnce), (number) => resting.wake(number));
      const calls = some.filter((call) => call !== undefined);
      const dialogs = calls.flatMap((call) => everyDialog(call).filter(({ slot }) => slot >= 0));
      yield { calls, dialogs: inOrder(dialogs), transactions: [] };
    }
  }

  /** Too many are open: those silent for longest go until half as many as may be are left. A call is never silent for longer than its dialogs. */
  #closeLongestSilent(nowNs: number): void {
    this.#tell();
    const { transactions, dialogs, calls, followers, openAtOnce } = this.#stages;
    followers.closeLongestSilent(0.5, nowNs);
    const open = { transactions: transactions.open.list(), dialogs: dialogs.open.list(), calls: calls.open.list() };
    const { resting } = calls;
    const lasts = [
      ...Object.values(open)
        .flat()
        .map(({ last }) => last),
      ...resting.lasts(),
    ].sort((a, b) => b - a);
    const heardFrom = lasts[Math.floor(openAtOnce / 2)] ?? -1;
    const isSilent = ({ last }: { readonly last: number }): boolean => last <= heardFrom;
    this.#close(
      {
        transactions: open.transactions.filter(isSilent),
        dialogs: open.dialogs.filter(isSilent),
        calls: open.calls.filter(isSilent),
      },
      nowNs,
    );
    for (const over of this.#wakeInOrder(resting.silentSince(heardFrom))) this.#close(over, nowNs);
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
    const { onTransaction, onDialog, onCall, tally, report, messages } = this.#stages;
    const { transactions, dialogs, calls, media, streams, keyPresses, conformance } = this.#stages;
    for (const transaction of inOrder(over.transactions)) {
      conformance?.closeTransaction(transaction, nowNs);
      tally.addTransaction(transaction, nowNs);
      onTransaction?.(report.transactionRow(transaction, nowNs));
    }
    for (const dialog of inOrder(over.dialogs)) {
      conformance?.closeDialog(dialog, nowNs);
      onDialog?.(report.dialogRow(dialog, nowNs));
    }
    for (const call of inOrder(over.calls)) {
      const ofMedia = media.of(call, nowNs);
      const result = resultWithMedia(call, callResult(call, messages, nowNs), ofMedia, { messages, nowNs });
      if (conformance?.judgesMedia === true) this.#judgeMedia(call, ofMedia, nowNs);
      tally.addCall(call, result, nowNs);
      onCall?.(report.callRow(call, nowNs, result));
      media.close(call, ofMedia);
      keyPresses.close(call.number);
      streams.closeCall(call.number, ofMedia);
      calls.close(call);
      conformance?.closeCall(call.number);
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

  /** Before its row is told, which counts what was found. */
  #judgeMedia(call: Call, media: CallMedia | undefined, nowNs: number): void {
    const { messages, streams, keyPresses, conformance } = this.#stages;
    const judged = streams.takeJudged(call.number, media?.problems);
    const dialog = answeredDialog(call, undefined);
    const about: JudgedCall = {
      number: call.number,
      answeredNs: dialog === undefined ? -1 : messages.timeNs(dialog.confirmed),
      endedNs: dialog === undefined || dialog.ended < 0 ? -1 : messages.timeNs(dialog.ended),
    };
    const keys = keyPresses.of(call.number).rows;
    if (judged.length + keys.length === 0 && media === undefined) return;
    const clearKeys = keyPresses.clearOf(call.number);
    const hasChanged = (fromNs: number, toNs: number): boolean => this.#stages.media.hasChanged(call, fromNs, toNs);
    conformance?.judgeMedia({ call: about, streams: judged, media, keys, clearKeys, hasChanged }, nowNs);
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

/** From a list of which the first is the last. */
function takenUpTo<Numbered extends { readonly number: number }>(list: Numbered[], number: number): Numbered[] {
  const taken: Numbered[] = [];
  for (let last = list.at(-1); last !== undefined && last.number <= number; last = list.at(-1)) {
    taken.push(last);
    list.pop();
  }
  return taken;
}

function inOrder<Numbered extends { readonly number: number }>(list: Numbered[]): Numbered[] {
  for (let at = 1; at < list.length; at++)
    if (list[at - 1]!.number > list[at]!.number) return list.sort((a, b) => a.number - b.number);
  return list;
}
