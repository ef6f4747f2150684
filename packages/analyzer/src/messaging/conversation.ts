import type { Followed } from '../follow/follower.ts';
import type { MessageSession, ReceivedNotification, OfferedFile, ShortMessage } from '../rows/conversation-row.ts';
import type { Content } from './content.ts';
import type { ByteRanges } from './byte-ranges.ts';
import { maxFrames, maxInstantMessages, maxOfSession } from './limits.ts';

/** A hop that a message was seen on; the time is of its first request there. */
type MessageHop = { readonly flow: number; readonly viaCount: number; readonly timeNs: number };

export type SentNotification = Omit<ReceivedNotification, 'time'> & { readonly timeNs: number };

/** A message while more may come of it. */
export type SentMessage = {
  readonly conversation: Conversation;
  readonly from: string;
  readonly to: string;
  readonly timeNs: number;
  readonly frame: number;
  content: Content;
  readonly hops: MessageHop[];
  /** Final answer, that of the hop nearest the sender; 0 where none was seen. */
  status: number;
  /** When the request was seen that was answered so. */
  statusHopNs: number;
  delayNs: number;
  /** When it was sent last. */
  lastSentNs: number;
  retransmissions: number;
  isChallenged: boolean;
  /** Seen with another Call-ID on its way: a back-to-back user agent forwarded it. */
  isJoined: boolean;
  notifications: readonly SentNotification[];
  moreNotifications: number;
  inReplyTo: readonly string[];
  /** Numbers of the packets of what a notification is about, by message id. */
  aboutFrames: Map<string, number> | undefined;
  /** The packet of the short message that it acknowledges; 0 where there is none. */
  acknowledges: number;
  acknowledgedBy: ShortMessage['acknowledgedBy'];
  /** Number of the call in whose dialog it was sent; -1 where there is none. */
  call: number;
  isTooLong: boolean;
  /** By which it is found: fingerprints of its transactions, and its Call-ID where that is asked for. */
  readonly keys: number[];
  callId: string | undefined;
  transfer: Transfer | undefined;
};

/** How a message of MSRP comes. */
export type Transfer = {
  readonly key: string;
  readonly messageId: string | undefined;
  readonly contentType: string | undefined;
  /** Its first bytes, until it is complete. */
  head: Uint8Array;
  readonly ranges: ByteRanges;
  chunks: number;
  total: number | undefined;
  isEnded: boolean;
  isAborted: boolean;
  needsAnswers: number;
  answers: number;
  sha1: string | undefined;
  lastFrame: number;
  readonly flow: number;
};

/** Of one `m=message`, or of two MSRP URIs. */
export type Session = {
  state: MessageSession['state'];
  status: number;
  offerPath: readonly string[];
  readonly answerPaths: (readonly string[])[];
  acceptTypes: readonly string[];
  acceptWrappedTypes: readonly string[];
  readonly files: SessionFile[];
  /** `TCP/MSRP` …; empty where it is not known. */
  transport: string;
  /** Requests and responses of MSRP. */
  records: number;
  bytes: number;
  chunks: number;
  /** Keys of MSRP URIs, and Call-IDs, by which it is found. */
  readonly uris: string[];
  readonly callIds: number[];
  /** Numbers of the dialogs that accepted it and have not ended: several where the INVITE was forked. */
  openDialogs: readonly number[];
  /** Which of the description's media. */
  readonly index: number;
  readonly transfers: Map<string, SentMessage>;
  /** Keys of messages beyond the limit, to count each once. */
  readonly beyond: Map<string, true>;
  /** SEND requests without an answer. */
  readonly pending: Map<string, SentMessage>;
  /** What was captured before what it is about: a capture may have the directions of a connection one behind the other. */
  readonly earlyAnswers: Map<string, { readonly status: number; readonly timeNs: number }>;
  readonly earlyReports: Map<string, SentNotification>;
};

export type SessionFile = Pick<
  OfferedFile,
  'from' | 'name' | 'size' | 'type' | 'transferId' | 'disposition' | 'range' | 'hashes'
> & {
  message: SentMessage | undefined;
};

export type Conversation = Followed & {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly startedNs: number;
  readonly frames: number[];
  moreFrames: number;
  readonly sent: SentMessage[];
  /** Messages beyond the limit, and how many of them are texts, files and short messages. */
  moreSent: number;
  moreExchanged: number;
  readonly conversationId: string | undefined;
  contributionIds: readonly string[];
  /** Number of an earlier one with the same Conversation-ID; -1 where there is none. */
  readonly continues: number;
  /** Their numbers. */
  calls: readonly number[];
  dialogs: readonly number[];
  isPartial: boolean;
  readonly session: Session | undefined;
};

type Begun = Pick<SentMessage, 'conversation' | 'from' | 'to' | 'timeNs' | 'frame' | 'content' | 'hops'>;

/** One list for all that have none: most have neither calls nor notifications. */
const none: readonly never[] = [];

export function newSentMessage(begun: Begun): SentMessage {
  return {
    ...begun,
    status: 0,
    statusHopNs: 0,
    delayNs: 0,
    lastSentNs: begun.timeNs,
    retransmissions: 0,
    isChallenged: false,
    isJoined: false,
    notifications: none,
    moreNotifications: 0,
    inReplyTo: none,
    aboutFrames: undefined,
    acknowledges: 0,
    acknowledgedBy: undefined,
    call: -1,
    isTooLong: false,
    keys: [],
    callId: undefined,
    transfer: undefined,
  };
}

type Parties = Pick<Conversation, 'number' | 'key' | 'from' | 'to' | 'startedNs'> &
  Partial<Pick<Conversation, 'conversationId' | 'continues' | 'isPartial' | 'session'>>;

export function newConversation(parties: Parties): Conversation {
  return {
    conversationId: undefined,
    continues: -1,
    isPartial: false,
    session: undefined,
    ...parties,
    slot: -1,
    lastNs: parties.startedNs,
    frames: [],
    moreFrames: 0,
    sent: [],
    moreSent: 0,
    moreExchanged: 0,
    contributionIds: none,
    calls: none,
    dialogs: none,
  };
}

/** A packet that belongs to it. */
export function addFrame(conversation: Conversation, frame: number, timeNs: number): void {
  conversation.lastNs = Math.max(conversation.lastNs, timeNs);
  if (conversation.frames.length < maxFrames) conversation.frames.push(frame);
  else conversation.moreFrames++;
}

/** Whether there is room for one more message; else it is counted. */
export function takesMessage(conversation: Conversation, content: Content): boolean {
  if (conversation.sent.length < maxInstantMessages) return true;
  conversation.moreSent++;
  if (isExchanged(content)) conversation.moreExchanged++;
  return false;
}

/** Whether it is a message that somebody sent to somebody, and not one about such. */
export function isExchanged({ kind, relay }: Content): boolean {
  if (kind === 'sms') return relay?.type === 'RP-DATA' && relay.transfer?.type !== 'SMS-STATUS-REPORT';
  return kind !== 'composing' && kind !== 'notification';
}

/** A short list of different ones, with one more. */
export function withOne<Value>(list: readonly Value[], value: Value | undefined): readonly Value[] {
  return value === undefined || list.length >= maxOfSession || list.includes(value) ? list : [...list, value];
}
