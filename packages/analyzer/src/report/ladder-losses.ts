import type { LadderLoss, LossPlace, TransactionRow } from '../rows.ts';
import { isFirst, type LadderSource } from './ladder-source.ts';

type Loss = NonNullable<TransactionRow['loss']>[number];

/** Where something was lost, as the transactions tell. */
export function ladderLosses(source: LadderSource): readonly LadderLoss[] {
  const losses: LadderLoss[] = [];
  for (const transaction of source.transactions.values())
    for (const loss of transaction.loss ?? []) {
      const row = lossOf(source, transaction, loss);
      if (row !== undefined) losses.push(row);
    }
  return losses.toSorted((a, b) => a.sinceStartMs - b.sinceStartMs);
}

function lossOf(source: LadderSource, transaction: TransactionRow, { where, frames }: Loss): LadderLoss | undefined {
  const { index, arrows } = source;
  const at = whereToMark(source, transaction, { where, frames });
  const arrow = at === undefined ? undefined : arrows[at];
  if (at === undefined || arrow === undefined || index.ofTransaction(transaction.id).length === 0) return undefined;
  const { from, to, time, sinceStartMs } = arrow;
  const isLost = where === 'response-to-client' || where === 'ack-to-server';
  return {
    where,
    from,
    to,
    arrow: at,
    ...(isLost ? { lost: true as const } : {}),
    time,
    sinceStartMs,
    label: labels[where](arrow.label),
    transaction: transaction.id,
    frames,
  };
}

/** The message that did not arrive, or the first sending of what was sent again. */
function whereToMark(source: LadderSource, { id }: TransactionRow, { where, frames }: Loss): number | undefined {
  const { index, arrows } = source;
  const shown = frames.flatMap((frame) => index.ofFrame(frame) ?? []);
  // An ACK to a 2xx is of a transaction of its own.
  if (where === 'ack-to-server')
    return shown.find((at) => arrows[at]?.method === 'ACK' && arrows[at].kind === 'request');
  const [proof] = shown;
  const sample = proof === undefined ? undefined : arrows[proof];
  if (sample === undefined || where === 'response-to-client' || where === 'unanswered') return proof;
  const first = index.ofTransaction(id).find((at) => {
    const arrow = arrows[at];
    return (
      arrow?.kind === sample.kind && arrow.method === sample.method && arrow.status === sample.status && isFirst(arrow)
    );
  });
  return first ?? proof;
}

const labels: Readonly<Record<LossPlace, (message: string) => string>> = {
  unanswered: (message) => `No response to ${message} had passed when it was sent again: it or its response was lost.`,
  'response-to-client': (message) => `${message} was lost on its way to the client, which sent the request again.`,
  'ack-to-server': () => 'The ACK was lost on its way to the server, which sent its final response again.',
  'response-or-ack': (message) => `${message} was sent again and not acknowledged each time: it or its ACK was lost.`,
  'before-capture': (message) => `Copies of ${message} that were due did not pass here: lost before the capture.`,
  'capture-gap': (message) => `Copies of ${message} that were due fall into a gap of the capture.`,
};
