import type { FollowerContext } from '../follow/follower.ts';
import { milliseconds } from '../follow/format-time.ts';
import { callId, conversationId, dialogId } from '../follow/row-id.ts';
import type {
  ConversationRow,
  InstantMessage,
  MessageSession,
  MessageTransfer,
  OfferedFile,
  ShortMessage,
} from '../rows/conversation-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import {
  type Conversation,
  isExchanged,
  type SentMessage,
  type Session,
  type SessionFile,
  type Transfer,
} from './conversation.ts';
import { msrpTimeoutNs } from './limits.ts';
import type { RelayMessage } from './sms/relay-message.ts';
import { isWhole } from './transfer.ts';

type Context = Pick<FollowerContext, 'flows' | 'times' | 'isObserved'>;

/** The row of a conversation as it stands at `nowNs`. */
export function conversationRow(conversation: Conversation, nowNs: number, context: Context): ConversationRow {
  const { number, session, sent, frames, calls, dialogs, contributionIds } = conversation;
  const exchanged = sent.filter(({ content }) => isExchanged(content));
  const failed = exchanged.filter((message) => hasFailed(message, nowNs, context)).length;
  return {
    id: conversationId(number),
    kind: session === undefined ? 'page' : 'session',
    from: conversation.from,
    to: conversation.to,
    started: context.times.iso(conversation.startedNs),
    ended: context.times.iso(conversation.lastNs),
    exchanged: exchanged.length + conversation.moreExchanged,
    ...(failed === 0 ? {} : { failed }),
    ...(conversation.conversationId === undefined ? {} : { conversationId: conversation.conversationId }),
    ...(contributionIds.length === 0 ? {} : { contributionIds: [...contributionIds] }),
    ...(conversation.continues < 0 ? {} : { continues: conversationId(conversation.continues) }),
    ...(session === undefined ? {} : { session: sessionOf(session) }),
    ...(session === undefined || session.files.length === 0
      ? {}
      : { files: session.files.map((file) => fileOf(file, isKnown(session))) }),
    instantMessages: inOrder(sent).map((message) => instantMessage(message, nowNs, context)),
    ...(conversation.moreSent === 0 ? {} : { moreInstantMessages: conversation.moreSent }),
    ...(calls.length === 0 ? {} : { calls: calls.map(callId) }),
    ...(dialogs.length === 0 ? {} : { dialogs: dialogs.map(dialogId) }),
    messages: [...new Set(frames)].sort((a, b) => a - b),
    ...(conversation.moreFrames === 0 ? {} : { moreMessages: conversation.moreFrames }),
    ...(conversation.isPartial ? { complete: false as const } : {}),
  };
}

/** Of time: a capture may have the directions of a connection one behind the other. */
function inOrder<Timed extends { readonly timeNs: number }>(list: readonly Timed[]): readonly Timed[] {
  return list.toSorted((one, other) => one.timeNs - other.timeNs);
}

function instantMessage(sent: SentMessage, nowNs: number, context: Context): InstantMessage {
  const { flows, times } = context;
  const { content, transfer, status } = sent;
  const messageId = content.messageId ?? transfer?.messageId;
  const notifies = content.notifies?.map((one) => {
    const frame = sent.aboutFrames?.get(one.messageId);
    return frame === undefined ? one : { ...one, frame };
  });
  const notifications = sent.notifications.map(({ timeNs, ...one }) => ({ ...one, time: times.iso(timeNs) }));
  return {
    kind: content.kind,
    from: sent.from,
    to: sent.to,
    time: times.iso(sent.timeNs),
    frame: sent.frame,
    ...(messageId === undefined ? {} : { messageId }),
    ...(content.contentType === undefined ? {} : { contentType: content.contentType }),
    ...(content.charset === undefined ? {} : { charset: content.charset }),
    ...(content.bytes === undefined ? {} : { bytes: content.bytes }),
    ...(content.text === undefined ? {} : { text: content.text }),
    ...(content.isCut === undefined ? {} : { cut: content.isCut }),
    ...(content.parts === undefined ? {} : { parts: content.parts }),
    ...(content.cpim === undefined ? {} : { cpim: content.cpim }),
    ...(status === 0 ? {} : { status }),
    ...(status === 0 || sent.delayNs < 0 ? {} : { delayMs: milliseconds(0, sent.delayNs) }),
    ...(hasTimedOut(sent, nowNs, context) ? { timedOut: true as const } : {}),
    ...(status === 202 && transfer === undefined ? { stored: true as const } : {}),
    ...(sent.isChallenged ? { challenged: true as const } : {}),
    ...(sent.isJoined ? { joined: true as const } : {}),
    ...(sent.retransmissions === 0 ? {} : { retransmissions: sent.retransmissions }),
    hops: inOrder(sent.hops).map(({ flow }) => `${flows.source(flow)} > ${flows.destination(flow)}`),
    ...(content.composing === undefined ? {} : { composing: content.composing }),
    ...(notifies === undefined ? {} : { notifies }),
    ...(notifications.length === 0 ? {} : { notifications }),
    ...(sent.moreNotifications === 0 ? {} : { moreNotifications: sent.moreNotifications }),
    ...(content.recipients === undefined ? {} : { recipients: content.recipients }),
    ...(content.moreRecipients === undefined ? {} : { moreRecipients: content.moreRecipients }),
    ...(sent.inReplyTo.length === 0 ? {} : { inReplyTo: sent.inReplyTo }),
    ...(content.relay === undefined ? {} : { sms: shortMessage(content.relay, sent) }),
    ...(transfer === undefined ? {} : { transfer: transferOf(transfer, sent.lastSentNs, nowNs) }),
    ...(sent.call < 0 ? {} : { call: callId(sent.call) }),
    ...(sent.isTooLong ? { remarks: ['over 1300 bytes on UDP'] } : {}),
  };
}

/** No answer came in all the time it had, which was captured; of one whose request was not captured nothing is known. */
function hasTimedOut(
  { status, transfer, hops, lastSentNs }: SentMessage,
  nowNs: number,
  { isObserved }: Pick<Context, 'isObserved'>,
): boolean {
  if (status !== 0 || hops.length === 0) return false;
  if (transfer !== undefined && transfer.answers >= transfer.needsAnswers) return false;
  const goneNs = lastSentNs + (transfer === undefined ? timeoutNs : msrpTimeoutNs);
  return nowNs >= goneNs && isObserved(lastSentNs, goneNs, nowNs);
}

/** Known not to have arrived. */
function hasFailed(sent: SentMessage, nowNs: number, context: Context): boolean {
  const { status, transfer, notifications, acknowledgedBy } = sent;
  if (status >= 300 || transfer?.isAborted === true || acknowledgedBy?.type === 'RP-ERROR') return true;
  return hasTimedOut(sent, nowNs, context) || notifications.some(({ state }) => state === 'failed');
}

function shortMessage(relay: RelayMessage, sent: SentMessage): ShortMessage {
  const { type, isFromPhone, reference, serviceCentre, cause, transfer } = relay;
  const part = transfer?.content?.part;
  return {
    type,
    direction: isFromPhone ? 'from-phone' : 'to-phone',
    reference,
    ...(serviceCentre === undefined ? {} : { serviceCentre }),
    ...(cause === undefined ? {} : { cause }),
    ...(transfer === undefined ? {} : { transfer: transfer.type }),
    ...(transfer?.reference === undefined ? {} : { transferReference: transfer.reference }),
    ...(transfer?.address === undefined ? {} : { address: transfer.address }),
    ...(transfer?.time === undefined ? {} : { serviceCentreTime: transfer.time }),
    ...(transfer?.content === undefined ? {} : { alphabet: transfer.content.alphabet }),
    ...(part === undefined ? {} : { part: `${part.part}/${part.parts}`, partReference: part.reference }),
    ...(transfer?.wantsReport === undefined ? {} : { wantsReport: true as const }),
    ...(transfer?.status === undefined ? {} : { status: transfer.status }),
    ...(transfer?.cause === undefined ? {} : { failureCause: transfer.cause }),
    ...(sent.acknowledges === 0 ? {} : { acknowledges: sent.acknowledges }),
    ...(sent.acknowledgedBy === undefined ? {} : { acknowledgedBy: sent.acknowledgedBy }),
  };
}

function transferOf(transfer: Transfer, lastSentNs: number, nowNs: number): MessageTransfer {
  const { chunks, ranges, total, isAborted, needsAnswers, answers, sha1 } = transfer;
  const unanswered = nowNs - lastSentNs >= msrpTimeoutNs ? Math.max(0, needsAnswers - answers) : 0;
  return {
    chunks,
    bytes: ranges.bytes,
    ...(total === undefined ? {} : { total }),
    complete: isWhole(transfer),
    ...(isAborted ? { aborted: true as const } : {}),
    ...(unanswered === 0 ? {} : { unanswered }),
    ...(sha1 === undefined ? {} : { sha1 }),
  };
}

/** Whether it is known what was exchanged. */
function isKnown({ records, state }: Session): boolean {
  return records > 0 || state === 'refused' || state === 'declined';
}

function sessionOf(session: Session): MessageSession {
  const { transport, state, status, offerPath, answerPaths, acceptTypes, acceptWrappedTypes, bytes, chunks } = session;
  return {
    ...(transport === '' ? {} : { transport }),
    state,
    ...(isKnown(session) ? {} : { captured: false as const }),
    ...(status === 0 || state !== 'refused' ? {} : { status }),
    ...(offerPath.length === 0 ? {} : { offerPath }),
    ...(answerPaths.length === 0 ? {} : { answerPaths: [...answerPaths] }),
    ...(acceptTypes.length === 0 ? {} : { acceptTypes }),
    ...(acceptWrappedTypes.length === 0 ? {} : { acceptWrappedTypes }),
    bytes,
    chunks,
  };
}

function fileOf({ message, ...offered }: SessionFile, isSessionKnown: boolean): OfferedFile {
  const transfer = message?.transfer;
  const hash = hashOf(offered, message);
  return {
    ...offered,
    ...(isSessionKnown
      ? { arrivedBytes: transfer?.ranges.bytes ?? 0, arrivedComplete: transfer !== undefined && isWhole(transfer) }
      : {}),
    ...(hash === undefined ? {} : { hash }),
    ...(transfer === undefined ? {} : { frame: transfer.lastFrame }),
  };
}

/** The hash is of the whole file, also where only a part is asked for; CPIM around it is no part of the file. RFC 5547 §6. */
function hashOf(
  { hashes, range }: Pick<OfferedFile, 'hashes' | 'range'>,
  message: SentMessage | undefined,
): OfferedFile['hash'] | undefined {
  if (hashes === undefined) return undefined;
  const given = hashes.find((hash) => hash.toLowerCase().startsWith('sha-1:'));
  const sha1 = message?.transfer?.sha1;
  if (given === undefined || range !== undefined || sha1 === undefined || message?.content.cpim !== undefined)
    return 'not-checked';
  return given.slice('sha-1:'.length).replaceAll(':', '').toLowerCase() === sha1 ? 'matches' : 'differs';
}
