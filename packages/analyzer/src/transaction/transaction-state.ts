import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import type { TransactionState } from '../rows.ts';
import { isSuccess, type Transaction } from './transaction.ts';
import { t4Ns, timeoutNs } from './transaction-timers.ts';

/**
 * The state at `nowNs` of capture time, by the names of RFC 3261 §17 and RFC 6026 §7. What the wire shows of the client
 * is told as far as it goes; `Confirmed` is the server's, told by the ACK. The timers run in capture time, so a state
 * that would have timed out after the capture's end is still the one before.
 */
export function transactionState(transaction: Transaction, messages: MessageTable, nowNs: number): TransactionState {
  const sinceNs = (message: number): number => nowNs - messages.timeNs(message);
  if (transaction.method === method.ack) return 'Terminated';
  const isInvite = transaction.method === method.invite;
  if (transaction.final < 0) {
    if (isTimedOut(transaction, messages, nowNs)) return 'TimedOut';
    if (transaction.firstResponse >= 0) return 'Proceeding';
    return isInvite ? 'Calling' : 'Trying';
  }
  if (!isInvite) return sinceNs(transaction.final) >= t4Ns ? 'Terminated' : 'Completed'; // Timer K
  if (isSuccess(transaction.finalStatus)) return sinceNs(transaction.final) >= timeoutNs ? 'Terminated' : 'Accepted'; // Timer M
  if (transaction.ack >= 0) return sinceNs(transaction.ack) >= t4Ns ? 'Terminated' : 'Confirmed'; // Timer I
  return sinceNs(transaction.final) >= timeoutNs ? 'Terminated' : 'Completed'; // Timer D
}

/**
 * Timer B or F passed while the capture was running: an INVITE had no response at all (a provisional one stops Timer B,
 * §17.1.1.2), another request no final one, within 64*T1 of the first copy.
 */
export function isTimedOut(transaction: Transaction, messages: MessageTable, nowNs: number): boolean {
  if (transaction.request < 0 || transaction.final >= 0 || transaction.method === method.ack) return false;
  if (transaction.method === method.invite && transaction.firstResponse >= 0) return false;
  return nowNs - messages.timeNs(transaction.request) >= timeoutNs;
}
