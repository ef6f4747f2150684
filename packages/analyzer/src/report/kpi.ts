import type { CallResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import { method } from '../message/method.ts';
import type { MessageTable } from '../message/message-table.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { distribution, percent } from './distribution.ts';
import type { Summary } from '../rows.ts';

/** What the figures are taken from. */
export type KpiContext = {
  readonly messages: MessageTable;
  /** Time of the capture's last packet, as far as it was read. */
  readonly nowNs: number;
};

/** The metrics of RFC 6076 §4, as far as a bystander can measure them: on the hop nearest the caller. Calls and transactions are told once nothing more is expected of them. */
export class KpiTally {
  readonly #sessions: SessionTally;
  readonly #registrations: RegistrationTally;
  /** §4.4 SDD: from the BYE to its 2xx, on the hop nearest the BYE's sender. */
  readonly #disconnectMs: number[];

  constructor(
    sessions: SessionTally = new SessionTally(),
    registrations: RegistrationTally = new RegistrationTally(),
    disconnectMs: number[] = [],
  ) {
    this.#sessions = sessions;
    this.#registrations = registrations;
    this.#disconnectMs = disconnectMs;
  }

  copy(): KpiTally {
    return new KpiTally(this.#sessions.copy(), this.#registrations.copy(), [...this.#disconnectMs]);
  }

  addCall(call: Call, result: CallResult, context: KpiContext): void {
    this.#sessions.add(call, result, context);
  }

  addTransaction(transaction: Transaction, context: KpiContext): void {
    if (transaction.method === method.register) this.#registrations.add(transaction, context);
    const { viaCount, request, final, finalStatus } = transaction;
    if (transaction.method !== method.bye || viaCount !== 1 || request < 0 || !isSuccess(finalStatus)) return;
    this.#disconnectMs.push(millisecondsBetween(request, final, context));
  }

  figures(): Summary['kpis'] {
    return withoutAbsent({
      ...this.#sessions.figures(),
      ...this.#registrations.figures(),
      sddMs: distribution(this.#disconnectMs),
    });
  }
}

type SessionFigures = {
  readonly delaysMs: number[];
  readonly failedDelaysMs: number[];
  readonly seconds: number[];
  readonly count: {
    attempts: number;
    redirected: number;
    established: number;
    effective: number;
    ineffective: number;
    completed: number;
  };
};

/** §4.3 SRD, §4.5 SDT, §4.6 SER, §4.7 SEER, §4.8 ISA, §4.9 SCR: one attempt a call, authentication within the times (§5.3). */
class SessionTally {
  readonly #seen: SessionFigures;

  constructor(
    seen: SessionFigures = {
      delaysMs: [],
      failedDelaysMs: [],
      seconds: [],
      count: { attempts: 0, redirected: 0, established: 0, effective: 0, ineffective: 0, completed: 0 },
    },
  ) {
    this.#seen = seen;
  }

  copy(): SessionTally {
    return new SessionTally(structuredClone(this.#seen));
  }

  add(call: Call, { outcome, deciding }: CallResult, context: KpiContext): void {
    if (call.isPartial) return;
    const { messages, nowNs } = context;
    if (deciding === undefined) return;
    const status = deciding.finalStatus;
    const { count, delaysMs, failedDelaysMs, seconds } = this.#seen;
    count.attempts++;
    if (outcome === 'redirected') count.redirected++;
    if (outcome === 'answered') count.established++;
    if (outcome === 'answered' || effectiveStatuses.has(status)) count.effective++;
    if (ineffectiveStatuses.has(status) || isTimedOut(deciding, messages, nowNs)) count.ineffective++;
    const indicating = deciding.firstRinging >= 0 ? deciding.firstRinging : deciding.final;
    if (indicating >= 0 && outcome !== 'ongoing' && !isNoSetupEnd(status))
      (outcome === 'answered' ? delaysMs : failedDelaysMs).push(millisecondsBetween(call.first, indicating, context));
    const dialog = call.dialogs.find(
      ({ confirmed, ended, remoteTag }) => confirmed >= 0 && ended >= 0 && remoteTag === deciding.finalToTag,
    );
    if (outcome !== 'answered' || dialog === undefined) return;
    count.completed++;
    seconds.push(Math.max(0, messages.timeNs(dialog.ended) - messages.timeNs(deciding.final)) / 1e9);
  }

  figures(): Summary['kpis'] {
    const { count, delaysMs, failedDelaysMs, seconds } = this.#seen;
    const notRedirected = count.attempts - count.redirected;
    return withoutAbsent({
      srdMs: distribution(delaysMs),
      failedSrdMs: distribution(failedDelaysMs),
      sdtSeconds: distribution(seconds),
      ser: percent(count.established, notRedirected),
      seer: percent(count.effective, notRedirected),
      isa: percent(count.ineffective, count.attempts),
      scr: percent(count.completed, count.attempts),
    });
  }
}

/** Failures of the user, not of the network (§4.7). */
const effectiveStatuses: ReadonlySet<number> = new Set([480, 486, 600, 603]);
/** §4.8 */
const ineffectiveStatuses: ReadonlySet<number> = new Set([408, 500, 503, 504]);

/** Challenges and redirections are no end of an attempt (§4.3.2). */
function isNoSetupEnd(status: number): boolean {
  return status === 401 || status === 402 || status === 407 || (status >= 300 && status < 400);
}

/** Challenges that wait for an answer; the oldest is forgotten first. */
const maxChallenges = 10_000;

type RegistrationFigures = {
  readonly delaysMs: number[];
  attempts: number;
  failed: number;
  /** By Call-ID: when an attempt that was challenged began, and when it was challenged. */
  readonly challenged: Map<number, { readonly startedNs: number; readonly atNs: number }>;
};

/** §4.1 RRD and §4.2 IRA: an attempt is a REGISTER with the ones that answer its challenge. */
class RegistrationTally {
  readonly #seen: RegistrationFigures;

  constructor(seen: RegistrationFigures = { delaysMs: [], attempts: 0, failed: 0, challenged: new Map() }) {
    this.#seen = seen;
  }

  copy(): RegistrationTally {
    return new RegistrationTally(structuredClone(this.#seen));
  }

  add(transaction: Transaction, { messages, nowNs }: KpiContext): void {
    const { callId, request, final, finalStatus: status, viaCount } = transaction;
    if (viaCount !== 1 || request < 0) return;
    const requestNs = messages.timeNs(request);
    const challenge = this.#seen.challenged.get(callId);
    const isRetry = challenge !== undefined && requestNs - challenge.atNs < timeoutNs;
    const startedNs = isRetry ? challenge.startedNs : requestNs;
    if (!isRetry) this.#seen.attempts++;
    this.#seen.challenged.delete(callId);
    if (status === 401 || status === 407) {
      this.#challenge(callId, { startedNs, atNs: messages.timeNs(final) });
      return;
    }
    if (isSuccess(status)) this.#seen.delaysMs.push((messages.timeNs(final) - startedNs) / 1e6);
    else if (status >= 400 || isTimedOut(transaction, messages, nowNs)) this.#seen.failed++;
  }

  figures(): Summary['kpis'] {
    return withoutAbsent({
      rrdMs: distribution(this.#seen.delaysMs),
      ira: percent(this.#seen.failed, this.#seen.attempts),
    });
  }

  #challenge(callId: number, challenge: { readonly startedNs: number; readonly atNs: number }): void {
    this.#seen.challenged.set(callId, challenge);
    if (this.#seen.challenged.size <= maxChallenges) return;
    const [oldest] = this.#seen.challenged.keys();
    if (oldest !== undefined) this.#seen.challenged.delete(oldest);
  }
}

function millisecondsBetween(from: number, to: number, { messages }: KpiContext): number {
  return (messages.timeNs(to) - messages.timeNs(from)) / 1e6;
}

/** Copies what is there: an absent figure is a missing key. */
function withoutAbsent<T extends object>(figures: { [Key in keyof T]: T[Key] | undefined }): T {
  // Only absent values are taken out, so what is left has T's own types.
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as T;
}
