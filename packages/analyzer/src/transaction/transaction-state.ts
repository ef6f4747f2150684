import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import type { TransactionState } from '../rows.ts';
import { scheduleOf } from './schedule.ts';
import { isSuccess, type Transaction } from './transaction.ts';
import { t1Ns, t4Ns, timeoutNs } from './transaction-timers.ts';

export type StateContext = {
  readonly messages: MessageTable;
  /** Of capture time. */
  readonly nowNs: number;
  /** Whether its transport loses nothing: Timers I and K are 0 there. */
  readonly isReliable: boolean;
};

/**
 * The state at `nowNs` of capture time, by the names of RFC 3261 §17 and RFC 6026 §7. What the wire shows of the client
 * is told as far as it goes; `Confirmed` is the server's, told by the ACK. The timers run in capture time, so a state
 * that would have timed out after the capture's end is still the one before.
 */
export function transactionState(
  transaction: Transaction,
  { messages, nowNs, isReliable }: StateContext,
): TransactionState {
  if (transaction.method === method.ack) return 'Terminated';
  const isInvite = transaction.method === method.invite;
  if (isTimedOut(transaction, messages, nowNs)) return 'TimedOut';
  if (transaction.final < 0) {
    if (transaction.firstResponse >= 0) return 'Proceeding';
    return isInvite ? 'Calling' : 'Trying';
  }
  const sinceNs = (message: number): number => nowNs - messages.timeNs(message);
  const lingerNs = isReliable ? 0 : t4Ns;
  if (!isInvite) return sinceNs(transaction.final) >= lingerNs ? 'Terminated' : 'Completed'; // Timer K
  if (isSuccess(transaction.finalStatus)) return sinceNs(transaction.final) >= timeoutNs ? 'Terminated' : 'Accepted'; // Timer M
  if (transaction.ack >= 0) return sinceNs(transaction.ack) >= lingerNs ? 'Terminated' : 'Confirmed'; // Timer I
  return sinceNs(transaction.final) >= timeoutNs ? 'Terminated' : 'Completed'; // Timer D
}

/** The two ends, as copies show them where something was lost between: each has seen less than the capture. `undefined` where they agree. */
export function stateOfEnds(
  transaction: Transaction,
  context: StateContext,
): { readonly client: TransactionState; readonly server: TransactionState } | undefined {
  const { copies } = transaction;
  if (copies === undefined || (!copies.isClientWaiting && !copies.isServerWaiting)) return undefined;
  const { messages, nowNs } = context;
  const seen = transactionState(transaction, context);
  const isInvite = transaction.method === method.invite;
  const waitedNs = nowNs - messages.timeNs(transaction.request < 0 ? transaction.first : transaction.request);
  const waiting = waitedNs >= giveUpNs(transaction) ? 'TimedOut' : isInvite ? 'Calling' : 'Trying';
  const isUnconfirmed = copies.isServerWaiting && !isSuccess(transaction.finalStatus);
  const client = copies.isClientWaiting ? waiting : clientOf(seen);
  const server = isUnconfirmed ? unconfirmed(transaction, messages, nowNs) : seen;
  return client === server ? undefined : { client, server };
}

/** `Confirmed` is a state of servers only (§17.2.1). */
function clientOf(state: TransactionState): TransactionState {
  return state === 'Confirmed' ? 'Completed' : state;
}

/** A server that waits for the ACK, until Timer H. */
function unconfirmed({ final }: Transaction, messages: MessageTable, nowNs: number): TransactionState {
  return nowNs - messages.timeNs(final) >= timeoutNs ? 'TimedOut' : 'Completed';
}

/**
 * Timer B or F passed while the capture was running: an INVITE had no response at all (a provisional one stops Timer B,
 * §17.1.1.2), another request no final one, within 64*T1 of the first copy. Not where the capture has a gap in that time.
 */
export function isTimedOut(transaction: Transaction, messages: MessageTable, nowNs: number): boolean {
  if (transaction.request < 0 || transaction.method === method.ack) return false;
  if (transaction.copies !== undefined && transaction.copies.lateResponse >= 0) return true;
  if (!isWaiting(transaction)) return false;
  const sentNs = messages.timeNs(transaction.request);
  const goneNs = sentNs + giveUpNs(transaction);
  return nowNs >= goneNs && messages.isObserved(sentNs, goneNs, nowNs);
}

/** Whether a response that comes now comes too late: the client has given up. */
export function comesTooLate(transaction: Transaction, messages: MessageTable, timeNs: number): boolean {
  return isTimedOut(transaction, messages, timeNs) && isWaiting(transaction);
}

function isWaiting({ method: methodNumber, firstResponse, final }: Transaction): boolean {
  return final < 0 && (methodNumber !== method.invite || firstResponse < 0);
}

/** Timers B and F; of a client whose copies tell a larger T1 than the usual one, 64 times that. */
function giveUpNs(transaction: Transaction): number {
  const series = transaction.copies?.request;
  const own = series === undefined ? undefined : scheduleOf(transaction, 'request', series, false);
  return Math.max(timeoutNs, 64 * (own?.verdict === 'kept' ? (own.t1Ns ?? t1Ns) : t1Ns));
}
