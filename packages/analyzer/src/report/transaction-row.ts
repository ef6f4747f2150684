import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { isCancelCrossed } from '../transaction/cancel-crossed.ts';
import { stateOfEnds, isTimedOut, transactionState } from '../transaction/transaction-state.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { milliseconds, type TimeFormat } from '../follow/format-time.ts';
import { transactionId } from '../follow/row-id.ts';
import type { TransactionRow } from '../rows.ts';
import { addCopies } from './copies-columns.ts';
import { addPassage } from './passage-columns.ts';

export type TransactionContext = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  readonly times: TimeFormat;
  /** Time of the capture's last packet. */
  readonly nowNs: number;
};

/** Being written, field by field in the order in which they are shown. */
export type TransactionDraft = { -readonly [Key in keyof TransactionRow]?: TransactionRow[Key] };

/** `frames`: of its messages, in order. */
export function transactionRow(
  transaction: Transaction,
  frames: readonly number[],
  context: TransactionContext,
): TransactionRow {
  const { messages, flows, times, nowNs } = context;
  const timeOf = (message: number): number => messages.timeNs(message);
  const { request, firstResponse, final, flow } = transaction;
  const isAck = transaction.method === method.ack;
  const row: TransactionDraft = {
    id: transactionId(transaction.number),
    kind: isAck ? 'ACK' : transaction.method === method.invite ? 'INVITE' : 'non-INVITE',
    method: messages.methods.text(transaction.method) ?? '',
  };
  const { callId, branch } = transaction.shown ?? {};
  if (branch !== undefined) row.branch = branch;
  if (callId !== undefined) row.callId = callId;
  if (transaction.cseq >= 0) row.cseq = transaction.cseq;
  row.client = flows.source(flow);
  row.server = flows.destination(flow);
  row.started = times.iso(timeOf(transaction.first));
  if (final >= 0 || isAck) row.ended = times.iso(timeOf(transaction.last));
  addState(row, transaction, context);
  row.retransmissions = transaction.retransmissions;
  if (transaction.copies !== undefined) addCopies(row, transaction, transaction.copies, context);
  if (isTimedOut(transaction, messages, nowNs)) row.timedOut = true;
  if (request < 0) row.unseen = 'request';
  addLinks(row, transaction);
  addPassage(row, transaction, flows);
  row.messages = frames;
  if (request >= 0 && firstResponse >= 0) row.responseMs = milliseconds(timeOf(request), timeOf(firstResponse));
  if (request >= 0 && final >= 0) row.finalMs = milliseconds(timeOf(request), timeOf(final));
  // Every field that is always there was set.
  return row as TransactionRow;
}

function addState(
  row: TransactionDraft,
  transaction: Transaction,
  { messages, flows, nowNs }: TransactionContext,
): void {
  const isReliable = flows.transport(transaction.flow) !== 'UDP';
  row.state = transactionState(transaction, { messages, nowNs, isReliable });
  const ends = stateOfEnds(transaction, { messages, nowNs, isReliable });
  if (ends !== undefined) row.ends = ends;
  if (transaction.final >= 0) row.finalStatus = transaction.finalStatus;
  if (transaction.provisional.length > 0) row.provisional = transaction.provisional;
}

/** To the transactions it belongs to. */
function addLinks(row: TransactionDraft, transaction: Transaction): void {
  const { cancel, linked, method: methodNumber } = transaction;
  if (cancel !== undefined) {
    row.cancelledBy = transactionId(cancel.number);
    if (isCancelCrossed(transaction)) row.cancelCrossed = true;
  }
  if (linked >= 0) {
    if (methodNumber === method.cancel) row.cancels = transactionId(linked);
    else if (methodNumber === method.ack) row.acknowledges = transactionId(linked);
    else row.acknowledgedBy = transactionId(linked);
  }
  if (transaction.ack >= 0 && isSuccess(transaction.finalStatus)) row.ackBranchReused = true;
}
