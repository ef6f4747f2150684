import { keptText } from '../message/kept-text.ts';
import type { MsrpRecord } from '../transport/msrp/msrp-record.ts';
import { msrpUriKey } from './party-address.ts';
import { ByteRanges } from './byte-ranges.ts';
import type { Content } from './content.ts';
import {
  addFrame,
  type Conversation,
  newSentMessage,
  type SentMessage,
  type Session,
  takesMessage,
  type Transfer,
} from './conversation.ts';
import { maxHops, maxNameCharacters, maxPending, maxUriCharacters } from './limits.ts';
import { addNotification, type MessageLinks } from './message-links.ts';
import type { MessageSessions } from './message-sessions.ts';
import { contentOf, isCovered, isWhole, takeChunk } from './transfer.ts';

/** Relays hand a report on sooner than that. */
const oneReportNs = 5e9;

/** What is sent in sessions of MSRP: chunks put together to messages, and what is answered and reported of them. RFC 4975 §7. */
export class MsrpMessages {
  readonly #sessions: MessageSessions;
  readonly #links: MessageLinks;

  constructor(sessions: MessageSessions, links: MessageLinks) {
    this.#sessions = sessions;
    this.#links = links;
  }

  receive(record: MsrpRecord): void {
    const { head, timeNs, frame } = record;
    const from = msrpUriKey(head.fromPath.at(-1) ?? '');
    const to = msrpUriKey(head.toPath.at(-1) ?? '');
    if (head.fromPath.length === 0 || head.toPath.length === 0) return;
    const conversation =
      this.#sessions.ofUri(from, timeNs) ??
      this.#sessions.ofUri(to, timeNs) ??
      // Relays are asked for leave to use them (AUTH) before there is a session.
      (head.method === 'SEND' ? this.#sessions.beginUnknown(from, to, timeNs) : undefined);
    if (conversation?.session === undefined) return;
    addFrame(conversation, frame, timeNs);
    conversation.session.records++;
    if (head.status !== undefined) answer(conversation.session, record);
    else if (head.method === 'REPORT') this.#report(conversation.session, record, to);
    else if (head.method === 'SEND') this.#send(conversation, conversation.session, record, from);
  }

  forget({ session }: Conversation): void {
    session?.transfers.clear();
    session?.beyond.clear();
    session?.pending.clear();
    session?.earlyAnswers.clear();
    session?.earlyReports.clear();
  }

  /** Without a body it opens the session, or keeps it alive. RFC 4975 §7.1. */
  #send(conversation: Conversation, session: Session, record: MsrpRecord, from: string): void {
    if (record.bodyBytes === undefined) return;
    const sent = this.#messageOf(conversation, session, record, from);
    if (sent?.transfer === undefined) return;
    const { transfer } = sent;
    const isSeenBefore = record.flow !== transfer.flow && isCovered(transfer, record);
    if (isSeenBefore) {
      if (sent.hops.length < maxHops && !sent.hops.some(({ flow }) => flow === record.flow))
        sent.hops.push({ flow: record.flow, viaCount: 0, timeNs: record.timeNs });
      return;
    }
    session.chunks++;
    // What comes once more, for it was not answered, says nothing new.
    const wasWhole = isWhole(transfer);
    session.bytes += takeChunk(transfer, record);
    sent.lastSentNs = record.timeNs;
    this.#expectAnswer(session, sent, transfer, record);
    if (!wasWhole && (transfer.isEnded || transfer.chunks === 1)) this.#read(sent, transfer);
  }

  #expectAnswer(session: Session, sent: SentMessage, transfer: Transfer, { head, flow }: MsrpRecord): void {
    // With `no` there is no answer, with `partial` to failures only. RFC 4975 §7.1.1.
    if (head.failureReport === undefined || head.failureReport === 'yes') transfer.needsAnswers++;
    else if (head.failureReport === 'no') return;
    const key = keptText(`${flow >> 1} ${head.transactionId}`);
    const early = session.earlyAnswers.get(key);
    if (early === undefined) remember(session.pending, key, sent);
    else takeAnswer(sent, early);
  }

  #messageOf(
    conversation: Conversation,
    session: Session,
    { head, frame, timeNs, flow }: MsrpRecord,
    from: string,
  ): SentMessage | undefined {
    const key = keptText(messageKey(from, head.messageId ?? head.transactionId));
    const known = session.transfers.get(key);
    if (known !== undefined) return known;
    const content: Content = { kind: 'unknown' };
    if (session.beyond.has(key)) return undefined;
    if (!takesMessage(conversation, content)) {
      remember(session.beyond, key, true);
      return undefined;
    }
    const hops = [{ flow, viaCount: 0, timeNs }];
    const [fromParty, toParty] = partiesOf(conversation, session, from, head.toPath.at(-1) ?? '');
    const sent = newSentMessage({ conversation, from: fromParty, to: toParty, timeNs, frame, content, hops });
    sent.transfer = {
      key,
      messageId: head.messageId === undefined ? undefined : keptText(head.messageId.slice(0, maxNameCharacters)),
      contentType: head.contentType === undefined ? undefined : keptText(head.contentType.slice(0, maxUriCharacters)),
      head: new Uint8Array(0),
      ranges: new ByteRanges(),
      chunks: 0,
      total: undefined,
      isEnded: false,
      isAborted: false,
      needsAnswers: 0,
      answers: 0,
      sha1: undefined,
      lastFrame: frame,
      flow,
    };
    session.transfers.set(key, sent);
    const report = session.earlyReports.get(key);
    if (report !== undefined) addNotification(sent, report);
    conversation.sent.push(sent);
    if (!isAboutMessages(head.contentType)) takeFile(session, sent);
    return sent;
  }

  /** What it says is known from its beginning. */
  #read(sent: SentMessage, transfer: Transfer): void {
    const { head, ranges, contentType } = transfer;
    sent.content = contentOf(contentType, head.subarray(0, ranges.leading));
    // What is counted there is the beginning that is kept.
    delete sent.content.bytes;
    if (sent.content.kind === 'text' && head.length < (transfer.total ?? 0)) sent.content.isCut = true;
    if (!isWhole(transfer)) return;
    transfer.head = new Uint8Array(0);
    this.#links.add(sent);
  }

  /** What became of bytes of a message, from whom it was for. RFC 4975 §7.1.3. */
  #report(session: Session, { head, frame, timeNs }: MsrpRecord, to: string): void {
    const key = messageKey(to, head.messageId ?? '');
    const sent = session.transfers.get(key);
    const status = head.reportedStatus;
    if (status === undefined) return;
    const report = { kind: 'report', state: status === 200 ? 'delivered' : 'failed', status, frame, timeNs } as const;
    if (sent === undefined) remember(session.earlyReports, keptText(key), report);
    // On another hop it is the same.
    else if (
      !sent.notifications.some(
        (one) => one.kind === 'report' && one.status === status && timeNs - one.timeNs < oneReportNs,
      )
    )
      addNotification(sent, report);
  }
}

function messageKey(from: string, messageId: string): string {
  return `${from} ${messageId.slice(0, maxNameCharacters)}`;
}

function answer(session: Session, { head, flow, timeNs }: MsrpRecord): void {
  const key = `${flow >> 1} ${head.transactionId}`;
  const sent = session.pending.get(key);
  if (head.status === undefined) return;
  const answered = { status: head.status, timeNs };
  if (sent === undefined) remember(session.earlyAnswers, keptText(key), answered);
  else takeAnswer(sent, answered);
  session.pending.delete(key);
}

function takeAnswer(sent: SentMessage, { status, timeNs }: { readonly status: number; readonly timeNs: number }): void {
  if (sent.transfer !== undefined) sent.transfer.answers++;
  // A failure of one chunk is one of the message.
  if (sent.status !== 0 && sent.status !== 200) return;
  sent.status = status;
  sent.delayNs = timeNs - sent.lastSentNs;
}

/** The oldest is forgotten where there are many. */
function remember<Value>(values: Map<string, Value>, key: string, value: Value): void {
  values.set(key, value);
  if (values.size <= maxPending) return;
  for (const oldest of values.keys()) {
    values.delete(oldest);
    return;
  }
}

/** Addresses-of-record, where an offer told them. */
function partiesOf(
  { from, to }: Conversation,
  { offerPath, state }: Session,
  sender: string,
  receiver: string,
): readonly [from: string, to: string] {
  if (state === 'unknown') return [keptText(sender), keptText(msrpUriKey(receiver))];
  const isOfferer = msrpUriKey(offerPath.at(-1) ?? '') === sender;
  return isOfferer ? [from, to] : [to, from];
}

function isAboutMessages(contentType = ''): boolean {
  const type = contentType.toLowerCase();
  return type.startsWith('application/im-iscomposing') || type.startsWith('message/imdn');
}

/** The first message from who has the file is that file. RFC 5547 §8.3. */
function takeFile(session: Session, sent: SentMessage): void {
  const file = session.files.find(({ from, message }) => message === undefined && from === sent.from);
  if (file !== undefined) file.message = sent;
}
