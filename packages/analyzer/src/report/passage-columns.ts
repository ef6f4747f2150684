import { transactionId } from '../follow/row-id.ts';
import { depthOf, type Passage } from '../transaction/passage.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { TransactionDraft } from './transaction-row.ts';

/** What is told of the path of a transaction's request. */
export function addPassage(row: TransactionDraft, transaction: Transaction, flows: FlowTable): void {
  const depth = depthOf(transaction);
  if (depth > 0) row.hop = depth;
  const { passage } = transaction;
  if (passage === undefined) return;
  addOrigin(row, passage);
  addForks(row, passage);
  const { answeredBy, answeredThrough, isForwardedByVia } = passage;
  if (answeredBy < 0 || transaction.final < 0) return;
  row.answeredBy = flows.endpoint(answeredBy);
  if (isForwardedByVia && answeredThrough < 0) row.answeredItself = true;
}

function addOrigin(
  row: TransactionDraft,
  { forwardedFrom, isInferred, sighting, requestNs, responseNs }: Passage,
): void {
  if (forwardedFrom < 0) return;
  row.forwardedFrom = transactionId(forwardedFrom);
  if (isInferred) row.inferred = true;
  if (sighting === 'spiral' || sighting === 'loop') row.passedBefore = sighting;
  const request = elementMs(requestNs);
  const response = elementMs(responseNs);
  if (request === undefined && response === undefined) return;
  row.elementMs = {
    ...(request === undefined ? {} : { request }),
    ...(response === undefined ? {} : { response }),
  };
}

function addForks(row: TransactionDraft, { forwardedTo, forwardedCount, isParallel, isSerial }: Passage): void {
  if (forwardedCount === 0) return;
  row.forwardedTo = forwardedTo.map((number) => transactionId(number));
  if (forwardedCount > forwardedTo.length) row.moreForwarded = forwardedCount - forwardedTo.length;
  if (forwardedCount > 1) row.fork = isParallel && isSerial ? 'mixed' : isParallel ? 'parallel' : 'serial';
}

/** Nothing where clocks differ so that it would have been forwarded before it came. */
export function elementMs(durationNs: number | undefined): number | undefined {
  return durationNs !== undefined && durationNs >= 0 ? Math.round(durationNs / 1e3) / 1e3 : undefined;
}
