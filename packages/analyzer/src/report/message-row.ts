import type { SipMessage } from '@sipscope/parser';
import type { MessageTable } from '../message/message-table.ts';
import type { Sighting } from '../transaction/passage.ts';
import type { Copy } from '../transaction/transaction-table.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { TimeFormat } from '../follow/format-time.ts';
import type { MessageRow } from '../rows.ts';

/** What is known of a message whose text is not at hand: that of its transaction. */
export type KnownKeys = Pick<Transaction, 'shown' | 'cseq'>;

/** Where the stages put a message. */
export type MessagePosition = {
  readonly copy: Copy;
  readonly sighting: Sighting;
  readonly transaction: string;
  readonly dialog: string | undefined;
  readonly call: string | undefined;
};

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export function messageRow(
  message: number,
  known: SipMessage | KnownKeys,
  {
    messages,
    flows,
    times,
    position,
  }: { messages: MessageTable; flows: FlowTable; times: TimeFormat; position: MessagePosition },
): MessageRow {
  const flow = messages.flow(message);
  const isRequest = messages.isRequest(message);
  const row: Writable<MessageRow> = {
    frame: messages.frame(message),
    time: times.iso(messages.timeNs(message)),
    transport: flows.transport(flow),
    srcIp: flows.sourceIp(flow),
    srcPort: flows.sourcePort(flow),
    dstIp: flows.destinationIp(flow),
    dstPort: flows.destinationPort(flow),
    kind: isRequest ? 'request' : 'response',
    size: messages.size(message),
  };
  const index = messages.index(message);
  if (index > 0) row.index = index;
  set(row, 'correlationId', messages.correlationId(message));
  if (messages.isCut(message)) row.incomplete = true;
  const frames = messages.frames(message);
  if (frames !== undefined) row.frames = frames;
  set(row, 'method', messages.methods.text(messages.method(message)));
  if (isText(known)) addText(row, known);
  else addKeys(row, known);
  if (!isRequest) row.status = messages.status(message);
  addPosition(row, position);
  const problems = isText(known) ? [...new Set(known.diagnostics.map(({ code }) => code))] : [];
  if (problems.length > 0) row.problems = problems;
  return row;
}

function isText(known: SipMessage | KnownKeys): known is SipMessage {
  return 'startLine' in known;
}

function addKeys(row: Writable<MessageRow>, { shown, cseq }: KnownKeys): void {
  set(row, 'callId', shown?.callId);
  if (cseq >= 0) row.cseq = cseq;
  set(row, 'branch', shown?.branch);
}

function addText(row: Writable<MessageRow>, parsed: SipMessage): void {
  const { startLine, from, to, topVia, cseq } = parsed;
  if (startLine?.kind === 'request') set(row, 'requestUri', startLine.requestUri);
  if (startLine?.kind === 'response') set(row, 'reason', startLine.reason === '' ? undefined : startLine.reason);
  set(row, 'callId', parsed.callId);
  set(row, 'cseq', cseq?.number);
  set(row, 'fromUri', from?.uriText);
  set(row, 'fromTag', from?.tag);
  set(row, 'toUri', to?.uriText);
  set(row, 'toTag', to?.tag);
  set(row, 'branch', topVia?.branch);
  set(row, 'userAgent', parsed.header('User-Agent')?.value ?? parsed.header('Server')?.value);
  const bodyLength = parsed.bodySpan[1] - parsed.bodySpan[0];
  if (bodyLength === 0) return;
  set(
    row,
    'bodyType',
    parsed.contentType === undefined ? undefined : `${parsed.contentType.type}/${parsed.contentType.subtype}`,
  );
  row.bodyLength = bodyLength;
}

function addPosition(row: Writable<MessageRow>, { copy, sighting, transaction, dialog, call }: MessagePosition): void {
  if (copy === 'retransmission') row.retransmission = true;
  if (copy === 'duplicate') row.duplicate = true;
  if (sighting !== 'original') row.sighting = sighting;
  row.transaction = transaction;
  set(row, 'dialog', dialog);
  set(row, 'call', call);
}

/** An absent value is a missing key. */
function set<Key extends keyof MessageRow>(
  row: Writable<MessageRow>,
  key: Key,
  value: MessageRow[Key] | undefined,
): void {
  if (value !== undefined) row[key] = value;
}
