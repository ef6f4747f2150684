import { copiedParts, type CopiedPart, type CopiesSent, type CopySeries } from '../transaction/copies-sent.ts';
import { lossesOf } from '../transaction/loss.ts';
import { scheduleOf, type Schedule } from '../transaction/schedule.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { TransactionContext, TransactionDraft } from './transaction-row.ts';

type Written<Value> = { [Part in CopiedPart]?: Value };

/** What is told of a transaction whose parts were sent again. */
export function addCopies(
  row: TransactionDraft,
  transaction: Transaction,
  copies: CopiesSent,
  { messages, flows, nowNs }: TransactionContext,
): void {
  const isReliable = flows.transport(transaction.flow) !== 'UDP';
  const counts: Written<number> = {};
  const gapsMs: Written<readonly number[]> = {};
  const verdicts: Written<Schedule['verdict']> = {};
  const t1Ms: Written<number> = {};
  const schedules: [CopySeries, Schedule][] = [];
  for (const part of copiedParts) {
    const series = copies[part];
    if (series === undefined || series.count === 0) continue;
    counts[part] = series.count;
    const gaps = series.gaps.flat().map((gapNs) => Math.round(gapNs / 1e3) / 1e3);
    if (gaps.length > 0) gapsMs[part] = gaps;
    const schedule = scheduleOf(transaction, part, series, isReliable);
    if (schedule === undefined) continue;
    schedules.push([series, schedule]);
    verdicts[part] = schedule.verdict;
    if (schedule.t1Ns !== undefined) t1Ms[part] = Math.round(schedule.t1Ns / 1e6);
  }
  if (isAny(counts)) row.copies = counts;
  if (isAny(gapsMs)) row.gapsMs = gapsMs;
  if (isAny(verdicts)) row.schedule = verdicts;
  if (isAny(t1Ms)) row.t1Ms = t1Ms;
  const losses = lossesOf(transaction, copies, { messages, schedules, nowNs });
  if (losses.length > 0) row.loss = losses;
  if (copies.lateResponse >= 0) row.lateResponse = messages.frame(copies.lateResponse);
}

function isAny(written: object): boolean {
  for (const _ in written) return true;
  return false;
}
