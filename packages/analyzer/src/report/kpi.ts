import { callResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import { method } from '../message/method.ts';
import type { MessageTable } from '../message/message-table.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { distribution, percent } from './distribution.ts';
import type { Summary } from '../rows.ts';

export type KpiInput = {
  readonly calls: readonly Call[];
  readonly transactions: readonly Transaction[];
  readonly messages: MessageTable;
  readonly nowNs: number;
};

/** The metrics of RFC 6076 §4, as far as a bystander can measure them: on the hop nearest the caller. */
export function kpis(input: KpiInput): Summary['kpis'] {
  return withoutAbsent({
    ...sessionKpis(input),
    ...registrationKpis(input),
    sddMs: distribution(disconnectDelays(input)),
  });
}

/** §4.3 SRD, §4.5 SDT, §4.6 SER, §4.7 SEER, §4.8 ISA, §4.9 SCR: one attempt a call, authentication within the times (§5.3). */
function sessionKpis({ calls, messages, nowNs }: KpiInput): Summary['kpis'] {
  const delays: number[] = [];
  const failedDelays: number[] = [];
  const durations: number[] = [];
  const count = { attempts: 0, redirected: 0, established: 0, effective: 0, ineffective: 0, completed: 0 };
  for (const call of calls) {
    if (call.isPartial) continue;
    const { outcome, deciding } = callResult(call, messages, nowNs);
    if (deciding === undefined) continue;
    const status = deciding.finalStatus;
    count.attempts++;
    if (outcome === 'redirected') count.redirected++;
    if (outcome === 'answered') count.established++;
    if (outcome === 'answered' || effectiveStatuses.has(status)) count.effective++;
    if (ineffectiveStatuses.has(status) || isTimedOut(deciding, messages, nowNs)) count.ineffective++;
    const indicating = deciding.firstRinging >= 0 ? deciding.firstRinging : deciding.final;
    if (indicating >= 0 && outcome !== 'ongoing' && !isNoSetupEnd(status))
      (outcome === 'answered' ? delays : failedDelays).push(
        (messages.timeNs(indicating) - messages.timeNs(call.first)) / 1e6,
      );
    const dialog = call.dialogs.find(
      ({ confirmed, ended, remoteTag }) => confirmed >= 0 && ended >= 0 && remoteTag === deciding.finalToTag,
    );
    if (outcome !== 'answered' || dialog === undefined) continue;
    count.completed++;
    durations.push(Math.max(0, messages.timeNs(dialog.ended) - messages.timeNs(deciding.final)) / 1e9);
  }
  const notRedirected = count.attempts - count.redirected;
  return withoutAbsent({
    srdMs: distribution(delays),
    failedSrdMs: distribution(failedDelays),
    sdtSeconds: distribution(durations),
    ser: percent(count.established, notRedirected),
    seer: percent(count.effective, notRedirected),
    isa: percent(count.ineffective, count.attempts),
    scr: percent(count.completed, count.attempts),
  });
}

/** Failures of the user, not of the network (§4.7). */
const effectiveStatuses: ReadonlySet<number> = new Set([480, 486, 600, 603]);
/** §4.8 */
const ineffectiveStatuses: ReadonlySet<number> = new Set([408, 500, 503, 504]);

/** Challenges and redirections are no end of an attempt (§4.3.2). */
function isNoSetupEnd(status: number): boolean {
  return status === 401 || status === 402 || status === 407 || (status >= 300 && status < 400);
}

/** §4.4 SDD: from the BYE to its 2xx, on the hop nearest the BYE's sender. */
function disconnectDelays({ transactions, messages }: KpiInput): number[] {
  const delays: number[] = [];
  for (const { method: name, viaCount, request, final, finalStatus } of transactions) {
    if (name !== method.bye || viaCount !== 1 || request < 0 || !isSuccess(finalStatus)) continue;
    delays.push((messages.timeNs(final) - messages.timeNs(request)) / 1e6);
  }
  return delays;
}

/** §4.1 RRD and §4.2 IRA: an attempt is a REGISTER with the ones that answer its challenge. */
function registrationKpis({ transactions, messages, nowNs }: KpiInput): Summary['kpis'] {
  const delays: number[] = [];
  let attempts = 0;
  let failed = 0;
  /** By Call-ID: when an attempt that was challenged began, and when it was challenged. */
  const challenged = new Map<number, { readonly startedNs: number; readonly atNs: number }>();
  for (const transaction of transactions) {
    const { callId, request, final, finalStatus: status } = transaction;
    if (transaction.method !== method.register || transaction.viaCount !== 1 || request < 0) continue;
    const requestNs = messages.timeNs(request);
    const challenge = challenged.get(callId);
    const isRetry = challenge !== undefined && requestNs - challenge.atNs < timeoutNs;
    const startedNs = isRetry ? challenge.startedNs : requestNs;
    if (!isRetry) attempts++;
    if (status === 401 || status === 407) {
      challenged.set(callId, { startedNs, atNs: messages.timeNs(final) });
      continue;
    }
    challenged.delete(callId);
    if (isSuccess(status)) delays.push((messages.timeNs(final) - startedNs) / 1e6);
    else if (status >= 400 || isTimedOut(transaction, messages, nowNs)) failed++;
  }
  return withoutAbsent({ rrdMs: distribution(delays), ira: percent(failed, attempts) });
}

/** Copies what is there: an absent figure is a missing key. */
function withoutAbsent<T extends object>(figures: { [Key in keyof T]: T[Key] | undefined }): T {
  // Only absent values are taken out, so what is left has T's own types.
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as T;
}
