import type { MessageTable } from '../message/message-table.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';

/** Challenges that wait for an answer; the oldest is forgotten first. */
const mostChallenges = 10_000;

/** What came of an attempt to register. `delayMs`: RFC 6076 §4.1, only where it succeeded. */
export type RegistrationAttempt = { readonly isNew: boolean; readonly delayMs?: number; readonly hasFailed: boolean };

/** Puts the REGISTERs of one attempt together: one that was challenged, and the one that answers. */
export class RegistrationAttempts {
  /** By Call-ID: when an attempt that was challenged began, and when it was challenged. */
  readonly #challenged = new Map<number, { readonly startedNs: number; readonly atNs: number }>();

  /** With the same challenges open; what is told to either is not known to the other. */
  copy(): RegistrationAttempts {
    const copy = new RegistrationAttempts();
    for (const [callId, challenge] of this.#challenged) copy.#challenged.set(callId, challenge);
    return copy;
  }

  /** Takes a REGISTER transaction of which nothing more is expected. */
  add(transaction: Transaction, messages: MessageTable, nowNs: number): RegistrationAttempt {
    const { callId, request, final, finalStatus: status } = transaction;
    const requestNs = messages.timeNs(request);
    const challenge = this.#challenged.get(callId);
    const isRetry = challenge !== undefined && requestNs - challenge.atNs < timeoutNs;
    const startedNs = isRetry ? challenge.startedNs : requestNs;
    this.#challenged.delete(callId);
    if (status === 401 || status === 407) {
      this.#challenge(callId, { startedNs, atNs: messages.timeNs(final) });
      return { isNew: !isRetry, hasFailed: false };
    }
    const hasFailed = status >= 400 || (status === 0 && isTimedOut(transaction, messages, nowNs));
    const delayMs = isSuccess(status) ? { delayMs: (messages.timeNs(final) - startedNs) / 1e6 } : {};
    return { isNew: !isRetry, hasFailed, ...delayMs };
  }

  #challenge(callId: number, challenge: { readonly startedNs: number; readonly atNs: number }): void {
    this.#challenged.set(callId, challenge);
    if (this.#challenged.size <= mostChallenges) return;
    const [oldest] = this.#challenged.keys();
    if (oldest !== undefined) this.#challenged.delete(oldest);
  }
}
