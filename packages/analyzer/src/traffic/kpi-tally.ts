import type { CallResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { type AttemptCounts, KpiFigures } from './kpi-figures.ts';
import { KpiGroups } from './kpi-groups.ts';
import { numberPrefix } from './number-prefix.ts';
import { Concurrency, secondOf } from './per-second.ts';
import { RegistrationAttempts } from './registration-attempts.ts';

/** What the figures are taken from. */
export type KpiContext = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  /** Time of the capture's last packet, as far as it was read. */
  readonly nowNs: number;
};

const mostAddresses = 10_000;
const mostPrefixes = 2000;
/** Flows whose ends are remembered. */
const mostFlows = 10_000;

/**
 * The metrics of RFC 6076 §4, as far as a bystander can measure them: on the hop nearest the caller. Calls and transactions are told once nothing more is expected of
 * them, and gathered overall, by the minute in which they began, by address and by the prefix of the called number.
 */
export class KpiTally {
  readonly overall: KpiFigures = new KpiFigures();
  /** By the number of the minute, in decimal. */
  readonly minutes: KpiGroups = new KpiGroups(Infinity);
  /** By role and address. */
  readonly addresses: KpiGroups = new KpiGroups(mostAddresses);
  readonly prefixes: KpiGroups = new KpiGroups(mostPrefixes);
  /** Of calls that were answered. */
  readonly concurrency: Concurrency = new Concurrency();
  readonly #registrationAttempts: RegistrationAttempts;
  /** Those of the minute, and of the flows' two ends, that were asked for lately. */
  #minute = -1;
  #ofMinute: KpiFigures = new KpiFigures();
  readonly #ofFlow = new Map<number, readonly [client: KpiFigures, server: KpiFigures]>();

  /** `attempts`: shared by tallies that count parts of one capture. */
  constructor(attempts: RegistrationAttempts = new RegistrationAttempts()) {
    this.#registrationAttempts = attempts;
  }

  addCall(call: Call, result: CallResult, context: KpiContext): void {
    const { outcome, deciding } = result;
    if (call.isPartial || deciding === undefined) return;
    const { messages, nowNs } = context;
    const status = deciding.finalStatus;
    const established = outcome === 'answered';
    const talkedSeconds = established ? this.#addAnswered(call, deciding, context) : undefined;
    const counts: AttemptCounts = {
      redirected: outcome === 'redirected',
      established,
      effective: established || effectiveStatuses.has(status),
      ineffective: ineffectiveStatuses.has(status) || (status === 0 && isTimedOut(deciding, messages, nowNs)),
      completed: talkedSeconds !== undefined,
      ongoing: outcome === 'ongoing',
    };
    const delayMs = setupDelayMs(call, result, context);
    for (const figures of this.#partsOfCall(call, deciding, context)) {
      figures.addAttempt(counts);
      if (delayMs !== undefined) figures.measure(established ? 'srd' : 'failedSrd', delayMs);
      if (talkedSeconds !== undefined) figures.measure('sdt', talkedSeconds);
    }
  }

  addTransaction(transaction: Transaction, context: KpiContext): void {
    const { viaCount, request, final, finalStatus } = transaction;
    if (viaCount !== 1 || request < 0) return;
    if (transaction.method === method.register) this.#addRegister(transaction, context);
    if (transaction.method !== method.bye || !isSuccess(finalStatus)) return;
    const delayMs = millisecondsBetween(request, final, context);
    for (const figures of this.#partsOf(transaction, transaction.request, context)) figures.measure('sdd', delayMs);
  }

  /** §4.5 SDT and §4.9 SCR, of the leg that answered; `undefined` where its end was not seen. */
  #addAnswered(call: Call, deciding: Transaction, { messages }: KpiContext): number | undefined {
    const answeredNs = messages.timeNs(deciding.final);
    const dialog = call.dialogs.find(({ confirmed, remoteTag }) => confirmed >= 0 && remoteTag === deciding.finalToTag);
    const endedNs = dialog !== undefined && dialog.ended >= 0 ? messages.timeNs(dialog.ended) : undefined;
    this.concurrency.add(answeredNs, endedNs);
    return endedNs === undefined ? undefined : Math.max(0, endedNs - answeredNs) / 1e9;
  }

  #addRegister(transaction: Transaction, context: KpiContext): void {
    const { isNew, delayMs, hasFailed } = this.#registrationAttempts.add(transaction, context.messages, context.nowNs);
    for (const figures of this.#partsOf(transaction, transaction.request, context)) {
      if (isNew) figures.addRegistration();
      if (hasFailed) figures.addFailedRegistration();
      if (delayMs !== undefined) figures.measure('rrd', delayMs);
    }
  }

  #partsOfCall(call: Call, deciding: Transaction, context: KpiContext): readonly KpiFigures[] {
    const parts = this.#partsOf(deciding, call.first, context);
    const prefix = call.to?.number === undefined ? undefined : numberPrefix(call.to.number);
    if (prefix !== undefined) parts.push(this.prefixes.of(prefix));
    return parts;
  }

  /** All but the prefix. */
  #partsOf({ flow }: Transaction, first: number, { messages, flows }: KpiContext): KpiFigures[] {
    const minute = Math.floor(secondOf(messages.timeNs(first)) / 60);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#ofMinute = this.minutes.of(String(minute));
    }
    let ends = this.#ofFlow.get(flow);
    if (ends === undefined) {
      ends = [
        this.addresses.of(`client ${flows.sourceIp(flow)}`),
        this.addresses.of(`server ${flows.destinationIp(flow)}`),
      ];
      if (this.#ofFlow.size >= mostFlows) this.#ofFlow.clear();
      this.#ofFlow.set(flow, ends);
    }
    return [this.overall, this.#ofMinute, ends[0], ends[1]];
  }
}

/** §4.3 SRD, with authentication in it (§5.3): up to the first response that indicates a status. */
function setupDelayMs(call: Call, { outcome, deciding }: CallResult, context: KpiContext): number | undefined {
  if (deciding === undefined || outcome === 'ongoing' || isNoSetupEnd(deciding.finalStatus)) return undefined;
  const indicating = deciding.firstRinging >= 0 ? deciding.firstRinging : deciding.final;
  return indicating < 0 ? undefined : millisecondsBetween(call.first, indicating, context);
}

/** Failures of the user, not of the network (§4.7). */
const effectiveStatuses: ReadonlySet<number> = new Set([480, 486, 600, 603]);
/** §4.8 */
const ineffectiveStatuses: ReadonlySet<number> = new Set([408, 500, 503, 504]);

/** Challenges and redirections are no end of an attempt (§4.3.2). */
function isNoSetupEnd(status: number): boolean {
  return status === 401 || status === 402 || status === 407 || (status >= 300 && status < 400);
}

function millisecondsBetween(from: number, to: number, { messages }: KpiContext): number {
  return (messages.timeNs(to) - messages.timeNs(from)) / 1e6;
}
