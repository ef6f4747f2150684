import type { MessageRow, TransactionRow } from '../../rows.ts';
import type { ExplainContext, Told } from './explain-context.ts';
import { durationText, framesOf, milliseconds, quoted, timeAfter } from './explain-text.ts';
import { explainUri } from './explain-uri.ts';

/** T1 and 64*T1 as RFC 3261 Table 4 sets them where nothing else is known. */
const t1Ms = 500;
const timeoutSeconds = 32;

/** The Request-URI, what came of a request, what a response answers, and which copies there are. */
export async function explainStartLine(context: ExplainContext): Promise<readonly Told[]> {
  const { message, row, transaction } = context;
  const { startLine } = message;
  const uri = startLine?.kind === 'request' ? startLine.uri : undefined;
  const facts: Told[] = [...explainUri(uri, 'The Request-URI')];
  if (row === undefined || transaction === undefined) return facts;
  facts.push(...copyFacts(context, row));
  if (row.kind === 'response') facts.push(...answeredFacts(context, row, transaction));
  else if (row.method !== 'ACK') facts.push(...outcomeFacts(context, row, transaction));
  return facts;
}

/** Of the same transaction, sent by the same side, saying the same. */
function isCopyOf(row: MessageRow, other: MessageRow): boolean {
  return (
    other.transaction === row.transaction &&
    other.kind === row.kind &&
    other.status === row.status &&
    other.method === row.method &&
    other.srcIp === row.srcIp
  );
}

function copyFacts({ around }: ExplainContext, row: MessageRow): readonly Told[] {
  if (row.retransmission !== true && row.duplicate !== true) return [];
  const first = around.find(
    (other) => isCopyOf(row, other) && other.retransmission === undefined && other.duplicate === undefined,
  );
  if (first === undefined || first.frame === row.frame) return [];
  const after = durationText(milliseconds(first.time, row.time));
  const text =
    row.duplicate === true
      ? `The same packet was captured before, ${after} earlier: it went past two places of the tap.`
      : `It was sent before, ${after} earlier: this is a retransmission.`;
  return [
    {
      kind: 'retransmission',
      text,
      short: row.duplicate === true ? 'captured again' : 'sent again',
      notable: true,
      ...framesOf(first),
    },
  ];
}

function answeredFacts({ before }: ExplainContext, row: MessageRow, transaction: TransactionRow): readonly Told[] {
  const request = before.find(
    (one) => one.kind === 'request' && one.transaction === row.transaction && one.method === row.method,
  );
  if (request === undefined) {
    if (transaction.unseen !== 'request') return [];
    return [{ kind: 'response', text: 'The request it answers was not captured.' }];
  }
  const text = `It answers the ${quoted(row.method ?? 'request')} that came ${durationText(milliseconds(request.time, row.time))} before.`;
  const late = transaction.lateResponse === row.frame;
  return [
    {
      kind: 'response',
      text,
      short: `answers #${request.frame}`,
      ...framesOf(request),
      refs: [{ list: 'transactions', id: transaction.id }],
    },
    ...(late ? [{ kind: 'response', text: 'The client had given up when it came.', notable: true } as const] : []),
  ];
}

function outcomeFacts({ behind }: ExplainContext, row: MessageRow, transaction: TransactionRow): readonly Told[] {
  const answers = behind.filter((one) => one.kind === 'response' && one.transaction === row.transaction);
  const refs = [{ list: 'transactions', id: transaction.id }] as const;
  const final = answers.find((one) => (one.status ?? 0) >= 200);
  if (final !== undefined) {
    const text = `It was answered with ${final.status} ${quoted(final.reason ?? '')}`.trimEnd();
    const after = durationText(milliseconds(row.time, final.time));
    return [
      {
        kind: 'request',
        text: `${text} after ${after}.`,
        short: `${final.status} in ${after}`,
        ...framesOf(final),
        refs,
      },
    ];
  }
  if (transaction.timedOut === true) {
    const until = timeAfter(transaction.started, timeoutSeconds);
    const name = transaction.kind === 'INVITE' ? 'Timer B' : 'Timer F';
    const text = `No final response was captured; with T1 of ${t1Ms} ms the client gave up ${until === undefined ? 'after 32 s' : `at ${until}`} (${name}, 64*T1).`;
    return [{ kind: 'timer', text, notable: true, ...(until !== undefined && { at: until }), refs }];
  }
  const latest = answers.at(-1);
  if (latest === undefined) return [];
  return [
    {
      kind: 'request',
      text: `The latest response captured is ${latest.status}; a final one was not.`,
      ...framesOf(latest),
      refs,
    },
  ];
}
