import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { isTimedOut, transactionState } from '../transaction/transaction-state.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { milliseconds, type TimeFormat } from '../follow/format-time.ts';
import { transactionId } from '../follow/row-id.ts';
import type { TransactionRow } from '../rows.ts';

export type TransactionContext = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  readonly times: TimeFormat;
  /** Time of the capture's last packet. */
  readonly nowNs: number;
};

/** `frames`: of its messages, in order. */
export function transactionRow(
  transaction: Transaction,
  frames: readonly number[],
  context: TransactionContext,
): TransactionRow {
  const { messages, flows, times, nowNs } = context;
  const timeOf = (message: number): number => messages.timeNs(message);
  const { request, firstResponse, final, flow } = transaction;
  const { callId, branch } = transaction.shown ?? {};
  return {
    id: transactionId(transaction.number),
    kind: transaction.method === method.ack ? 'ACK' : transaction.method === method.invite ? 'INVITE' : 'non-INVITE',
    method: messages.methods.text(transaction.method) ?? '',
    ...(branch === undefined ? {} : { branch }),
    ...(callId === undefined ? {} : { callId }),
    ...(transaction.cseq < 0 ? {} : { cseq: transaction.cseq }),
    client: flows.source(flow),
    server: flows.destination(flow),
    started: times.iso(timeOf(transaction.first)),
    ...(final < 0 && transaction.method !== method.ack ? {} : { ended: times.iso(timeOf(transaction.last)) }),
    state: transactionState(transaction, messages, nowNs),
    ...(final < 0 ? {} : { finalStatus: transaction.finalStatus }),
    ...(transaction.provisional.length === 0 ? {} : { provisional: transaction.provisional }),
    retransmissions: transaction.retransmissions,
    ...(isTimedOut(transaction, messages, nowNs) ? { timedOut: true as const } : {}),
    ...(transaction.cancel === undefined ? {} : { cancelledBy: transactionId(transaction.cancel.number) }),
    messages: frames,
    ...(request < 0 || firstResponse < 0 ? {} : { responseMs: milliseconds(timeOf(request), timeOf(firstResponse)) }),
    ...(request < 0 || final < 0 ? {} : { finalMs: milliseconds(timeOf(request), timeOf(final)) }),
  };
}
