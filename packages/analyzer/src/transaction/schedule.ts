import { method } from '../message/method.ts';
import type { CopySchedule } from '../rows.ts';
import type { CopiedPart, CopySeries } from './copies-sent.ts';
import { isSuccess, type Transaction } from './transaction.ts';
import { t1Ns, t2Ns } from './transaction-timers.ts';

export type Schedule = {
  readonly verdict: CopySchedule;
  /** By which it was kept, in nanoseconds. */
  readonly t1Ns?: number;
  /** Copies that were due and were not captured. */
  readonly missing: number;
};

/** A copy is on time within 20 per cent or 100 ms. */
const toleranceShare = 0.2;
const toleranceNs = 100e6;
/** As many copies in a row may be missing. */
const maxMissing = 5;
/** A copy may be the first one captured after as many. */
const maxBefore = 6;

/** How one part's copies follow their timers; `undefined` where it has none, or one gap says too little. */
export function scheduleOf(
  transaction: Transaction,
  part: CopiedPart,
  series: CopySeries,
  isReliableTransport: boolean,
): Schedule | undefined {
  const capNs = capOf(transaction, part, series);
  if (capNs === undefined) return undefined;
  if (isReliableTransport && !isSentByCore(transaction, part)) return { verdict: 'needless', missing: 0 };
  let worst: Schedule | undefined;
  for (const gaps of series.gaps) {
    if (gaps.length === 0) continue;
    const found = judged(gaps, capNs, series);
    if (found !== undefined && (worst === undefined || worst.verdict === 'kept')) worst = withMissing(found, worst);
  }
  return worst;
}

function withMissing(found: Schedule, before: Schedule | undefined): Schedule {
  return before === undefined ? found : { ...found, missing: found.missing + before.missing };
}

/** 2xx and reliable provisional responses, on any transport (§13.3.1.4; RFC 3262 §3). */
function isSentByCore({ finalStatus }: Transaction, part: CopiedPart): boolean {
  return part === 'provisional' || (part === 'final' && isSuccess(finalStatus));
}

/** The longest gap, in nanoseconds; `undefined` where no timer sends the part: ACKs and responses to other requests answer copies (§17.2.2). */
function capOf(transaction: Transaction, part: CopiedPart, { isReliable }: CopySeries): number | undefined {
  if (transaction.method === method.ack) return undefined;
  const isInvite = transaction.method === method.invite;
  switch (part) {
    case 'request':
      return isInvite ? Infinity : t2Ns; // Timers A and E
    case 'provisional':
      return isReliable ? Infinity : undefined;
    case 'final':
      return isInvite ? t2Ns : undefined; // Timer G, and §13.3.1.4
    case 'ack':
      return undefined;
  }
}

function judged(gaps: readonly number[], capNs: number, series: CopySeries): Schedule | undefined {
  const usual = withT1(gaps, t1Ns, capNs, series);
  if (usual.verdict === 'kept' && usual.missing === 0) return usual;
  const later = series.isStartUnknown ? fromLater(gaps, capNs, series) : undefined;
  if (later !== undefined) return later;
  if (usual.verdict === 'kept') return usual;
  const ownNs = ownT1(gaps, series);
  return ownNs > 0 ? withT1(gaps, ownNs, capNs, series) : undefined;
}

function withT1(gaps: readonly number[], ownNs: number, capNs: number, series: CopySeries): Schedule {
  const found = follow(gaps, ownNs, capNs, series);
  return found.verdict === 'kept' ? { ...found, t1Ns: ownNs } : found;
}

/** Where the first one captured may be a copy itself: by the gap that it may have been sent after. */
function fromLater(gaps: readonly number[], capNs: number, series: CopySeries): Schedule | undefined {
  for (let before = 1; before <= maxBefore; before++) {
    const found = follow(gaps, Math.min(t1Ns * 2 ** before, capNs), capNs, series);
    if (found.verdict === 'kept' && found.missing === 0) return found;
  }
  return undefined;
}

/** One gap alone tells no schedule: another T1 than the usual one is known by a second gap, or by the sender's other transactions. */
function ownT1([first = 0, second]: readonly number[], { senderT1Ns, isStartUnknown }: CopySeries): number {
  if (second !== undefined) return first;
  return isStartUnknown ? 0 : senderT1Ns;
}

function follow(
  gaps: readonly number[],
  firstNs: number,
  capNs: number,
  { gapsBeforeProvisional }: CopySeries,
): Schedule {
  let intervalNs = firstNs;
  let missing = 0;
  for (const [index, gapNs] of gaps.entries()) {
    // In Proceeding, Timer E is set to T2 each time it fires (§17.1.2.2); the response may have been lost on its way.
    if (index > gapsBeforeProvisional && isNear(gapNs, t2Ns)) {
      intervalNs = t2Ns;
      continue;
    }
    let dueNs = intervalNs;
    let missed = 0;
    while (!isNear(gapNs, dueNs)) {
      if (gapNs < dueNs) return { verdict: missed === 0 ? 'early' : 'late', missing };
      if (++missed > maxMissing) return { verdict: 'late', missing };
      intervalNs = Math.min(intervalNs * 2, capNs);
      dueNs += intervalNs;
    }
    missing += missed;
    intervalNs = Math.min(intervalNs * 2, capNs);
  }
  return { verdict: 'kept', missing };
}

function isNear(gapNs: number, dueNs: number): boolean {
  return Math.abs(gapNs - dueNs) <= Math.max(dueNs * toleranceShare, toleranceNs);
}
