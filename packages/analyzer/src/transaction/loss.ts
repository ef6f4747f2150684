import { method } from '../message/method.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { LossPlace } from '../rows.ts';
import type { CopiesSent, CopySeries } from './copies-sent.ts';
import type { Schedule } from './schedule.ts';
import type { Transaction } from './transaction.ts';
import { t1Ns } from './transaction-timers.ts';

/** `frames`: of what proves it. */
export type Loss = { readonly where: LossPlace; readonly frames: readonly number[] };

/** `schedules`: of the parts that have one. */
export function lossesOf(
  transaction: Transaction,
  copies: CopiesSent,
  {
    messages,
    schedules,
    nowNs,
  }: {
    readonly messages: MessageTable;
    readonly schedules: readonly (readonly [CopySeries, Schedule])[];
    readonly nowNs: number;
  },
): readonly Loss[] {
  const losses: Loss[] = [];
  const isInGap = ({ first }: Transaction, { lastNs }: CopySeries): boolean =>
    !messages.isObserved(messages.timeNs(first), lastNs, nowNs);
  const { request, final } = copies;
  if (request !== undefined && request.unanswered.length > 0)
    losses.push({ where: 'unanswered', frames: [messages.frame(transaction.request), ...request.unanswered] });
  if (request !== undefined && request.late.length > 0) {
    const passed = transaction.method === method.invite ? transaction.firstResponse : transaction.final;
    losses.push({ where: 'response-to-client', frames: [messages.frame(passed), ...request.late] });
  }
  if (final !== undefined && final.late.length > 0) losses.push({ where: 'ack-to-server', frames: final.late });
  if (final !== undefined && isUnacknowledged(transaction, copies, final, nowNs))
    losses.push({ where: 'response-or-ack', frames: final.frames });
  for (const [series, { missing }] of schedules)
    if (missing > 0)
      losses.push({ where: isInGap(transaction, series) ? 'capture-gap' : 'before-capture', frames: series.frames });
  return losses;
}

/** An ACK is due for each final response to an INVITE that arrives (§13.2.2.4, §17.1.1.2). */
function isUnacknowledged(transaction: Transaction, copies: CopiesSent, final: CopySeries, nowNs: number): boolean {
  if (transaction.method !== method.invite || nowNs - final.lastNs < t1Ns) return false;
  const hasFirst = transaction.ack >= 0 || transaction.linked >= 0;
  const acks = (hasFirst ? 1 : 0) + (copies.ack?.count ?? 0) + copies.furtherAcks;
  return acks < 1 + final.count;
}
