import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import { isFinal, type Transaction } from './transaction.ts';
import { targetOf } from './transaction-id.ts';

/** Takes one more message, which is no captured copy, into the transaction. */
export function advance(transaction: Transaction, message: CapturedMessage, isCopy: boolean): void {
  transaction.last = message.number;
  transaction.messageCount++;
  if (isCopy) transaction.retransmissions++;
  if (message.isRequest) advanceByRequest(transaction, message);
  else if (!isCopy) advanceByResponse(transaction, message);
}

function advanceByRequest(transaction: Transaction, message: CapturedMessage): void {
  if (message.method === method.ack && transaction.method === method.invite) {
    if (transaction.ack < 0) transaction.ack = message.number;
    return;
  }
  transaction.requestCount++;
  if (transaction.request >= 0) return;
  transaction.request = message.number;
  const { pending } = transaction;
  if (pending !== undefined) {
    pending.target = targetOf(message);
    pending.route = message.route;
    pending.maxForwards = message.maxForwards;
  }
  transaction.viaCount = message.viaCount;
  transaction.inDialog = message.toTag !== 0;
}

function advanceByResponse(transaction: Transaction, message: CapturedMessage): void {
  const { number, status } = message;
  if (transaction.firstResponse < 0) transaction.firstResponse = number;
  if (transaction.viaCount < 0) transaction.viaCount = message.viaCount;
  if (!isFinal(status)) {
    if (status > 100 && transaction.firstRinging < 0) transaction.firstRinging = number;
    if (!transaction.provisional.includes(status))
      transaction.provisional = withStatus(transaction.provisional, status);
  } else if (transaction.final < 0) {
    transaction.final = number;
    transaction.finalStatus = status;
    transaction.finalToTag = message.toTag;
    transaction.finalFlow = message.flow;
  }
}

/** Most transactions have one provisional status, and those with the same one share a list. */
const ofOneStatus: (readonly number[] | undefined)[] = [];

function withStatus(statuses: readonly number[], status: number): readonly number[] {
  return statuses.length === 0 ? (ofOneStatus[status] ??= [status]) : [...statuses, status];
}
