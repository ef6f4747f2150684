/**
 * Messages between two parties: instant messages (RFC 3428), short messages of phones over IMS (3GPP TS 24.341) or a session of MSRP (RFC 4975).
 *
 * The parties of `page` messages are addresses-of-record, told in both directions; messages with one Conversation-ID are one conversation, whoever they are
 * between. It ends with half an hour of silence. A `session` is what one `m=message` of an offer made, or, where no offer was captured, what two MSRP URIs exchange.
 */
export type ConversationRow = {
  readonly id: string;
  readonly kind: 'page' | 'session';
  /** Who sent the first message, or offered the session: an address-of-record, or an MSRP URI where no more is known. */
  readonly from: string;
  readonly to: string;
  readonly started: string;
  /** Its last message. */
  readonly ended: string;
  /** How many texts, files and short messages were sent; what tells of typing and delivery, and acknowledgements, do not count. */
  readonly exchanged: number;
  /** How many of them are known not to have arrived: refused, given up, or without any answer. */
  readonly failed?: number;
  /** Conversation-ID of the Rich Communication Suite, and the Contribution-IDs in it. */
  readonly conversationId?: string;
  readonly contributionIds?: readonly string[];
  /** An earlier conversation with the same Conversation-ID. */
  readonly continues?: string;
  readonly session?: MessageSession;
  /** What was offered to be transferred (RFC 5547). */
  readonly files?: readonly OfferedFile[];
  readonly instantMessages: readonly InstantMessage[];
  /** How many more there are that are not told. */
  readonly moreInstantMessages?: number;
  /** The calls and dialogs it went on in. */
  readonly calls?: readonly string[];
  readonly dialogs?: readonly string[];
  /** Frames, in order. */
  readonly messages: readonly number[];
  /** How many more frames there are. */
  readonly moreMessages?: number;
  /** False where its beginning was not captured. */
  readonly complete?: false;
};

/** A session of MSRP. */
export type MessageSession = {
  /** `TCP/MSRP`, `TCP/TLS/MSRP`, as the offer says. */
  readonly transport?: string;
  /** Nothing of its MSRP was captured, or could be read: what was exchanged is not known. */
  readonly captured?: false;
  /** `refused`: the INVITE was; `declined`: the answer takes no messages. */
  readonly state: 'offered' | 'accepted' | 'refused' | 'declined' | 'ended' | 'unknown';
  /** Of the response that refused it. */
  readonly status?: number;
  /** MSRP URIs: of who offered, and of those who answered (several where the INVITE was forked); relays first. */
  readonly offerPath?: readonly string[];
  readonly answerPaths?: readonly (readonly string[])[];
  readonly acceptTypes?: readonly string[];
  readonly acceptWrappedTypes?: readonly string[];
  /** Bytes of messages, without heads, that went either way: of all of them, each byte once. */
  readonly bytes: number;
  /** SEND requests with a body. */
  readonly chunks: number;
};

export type OfferedFile = {
  /** Who has it. */
  readonly from?: string;
  readonly name?: string;
  readonly size?: number;
  readonly type?: string;
  readonly transferId?: string;
  readonly disposition?: string;
  /** Bytes of the file that were asked for, where not all; counted from 1. */
  readonly range?: string;
  /** `sha-1:72:24:…` */
  readonly hashes?: readonly string[];
  /** Bytes that were captured on their way, and whether those are all; absent where nothing of the session was captured. */
  readonly arrivedBytes?: number;
  readonly arrivedComplete?: boolean;
  /** Whether what arrived has that hash: where a SHA-1 is given and all bytes were seen in order. */
  readonly hash?: 'matches' | 'differs' | 'not-checked';
  /** The packet that completed it; else the last that brought some. */
  readonly frame?: number;
};

export type InstantMessage = {
  /** `text`; `data` of anything else; `sms` of the relay layer between a phone and its service centre; `composing`: whether somebody types; `notification` of what became of another; `unknown`: it was not captured, or cannot be read. */
  readonly kind: 'text' | 'data' | 'sms' | 'composing' | 'notification' | 'unknown';
  readonly from: string;
  readonly to: string;
  readonly time: string;
  readonly frame: number;
  /** imdn.Message-ID (RFC 5438), else that of MSRP. */
  readonly messageId?: string;
  /** Media type without its parameters: of what CPIM wraps, where it does. */
  readonly contentType?: string;
  readonly charset?: string;
  readonly bytes?: number;
  readonly text?: string;
  /** Its text goes on. */
  readonly cut?: true;
  /** Media types in a multipart. */
  readonly parts?: readonly string[];
  readonly cpim?: CpimFacts;
  /** Final answer: of SIP, or of MSRP. */
  readonly status?: number;
  /** From the first request to that answer. */
  readonly delayMs?: number;
  /** The whole time in which an answer might have come was captured, and none did. */
  readonly timedOut?: true;
  /** Accepted, to be delivered later (202; RFC 3428 §7). */
  readonly stored?: true;
  /** Sent again with credentials after 401 or 407. */
  readonly challenged?: true;
  /** Forwarded by a back-to-back user agent, with another Call-ID: the same parties and content, from where it went to, before it was answered. */
  readonly joined?: true;
  readonly retransmissions?: number;
  /** `192.0.2.1:5060 > 192.0.2.5:5060`, hop by hop. */
  readonly hops: readonly string[];
  readonly composing?: 'active' | 'idle';
  /** Of a notification: what it says of which messages. */
  readonly notifies?: readonly DispositionNotification[];
  /** What later notifications, or reports of MSRP, say of this message. */
  readonly notifications?: readonly ReceivedNotification[];
  readonly moreNotifications?: number;
  /** Of a list (RFC 5365). */
  readonly recipients?: readonly string[];
  readonly moreRecipients?: number;
  /** Call-IDs of messages that it answers. */
  readonly inReplyTo?: readonly string[];
  readonly sms?: ShortMessage;
  readonly transfer?: MessageTransfer;
  /** The call in whose dialog it was sent. */
  readonly call?: string;
  /** `over 1300 bytes on UDP`: RFC 3428 §8 forbids it. */
  readonly remarks?: readonly string[];
};

/** What CPIM says of a message. RFC 3862 §4. */
export type CpimFacts = {
  readonly from?: string;
  readonly to?: readonly string[];
  readonly dateTime?: string;
  readonly subject?: string;
  /** What notifications are asked for (RFC 5438 §6.2). */
  readonly wants?: readonly string[];
};

/** RFC 5438 §7. */
export type DispositionNotification = {
  readonly messageId: string;
  readonly kind: 'delivery' | 'display' | 'processing' | 'unknown';
  readonly state: 'delivered' | 'failed' | 'displayed' | 'processed' | 'stored' | 'forbidden' | 'error' | 'unknown';
  readonly recipient?: string;
  /** The packet of the message it is about, where that was seen. */
  readonly frame?: number;
};

export type ReceivedNotification = Omit<DispositionNotification, 'messageId' | 'frame' | 'kind'> & {
  readonly kind: DispositionNotification['kind'] | 'report';
  readonly time: string;
  readonly frame: number;
  /** Of a report of MSRP, or of the transfer layer of short messages. */
  readonly status?: number;
};

/** 3GPP TS 24.011, TS 23.040. */
export type ShortMessage = {
  readonly type: 'RP-DATA' | 'RP-ACK' | 'RP-ERROR' | 'RP-SMMA';
  readonly direction: 'from-phone' | 'to-phone';
  readonly reference: number;
  readonly serviceCentre?: string;
  /** RP-Cause. */
  readonly cause?: number;
  /** `SMS-SUBMIT`, `SMS-DELIVER` … */
  readonly transfer?: string;
  /** TP-Message-Reference. */
  readonly transferReference?: number;
  /** The other party's number or name. */
  readonly address?: string;
  readonly serviceCentreTime?: string;
  readonly alphabet?: string;
  /** `2/3`, and what the parts of one message have in common. */
  readonly part?: string;
  readonly partReference?: number;
  readonly wantsReport?: true;
  /** TP-Status of a status report, TP-Failure-Cause. */
  readonly status?: number;
  readonly failureCause?: number;
  /** The packet of the message that it acknowledges. */
  readonly acknowledges?: number;
  /** What acknowledged this one: type, cause and packet. */
  readonly acknowledgedBy?: { readonly type: 'RP-ACK' | 'RP-ERROR'; readonly cause?: number; readonly frame: number };
};

/** How a message of MSRP came. */
export type MessageTransfer = {
  readonly chunks: number;
  /** Bytes that were captured, each once. */
  readonly bytes: number;
  /** As its sender says. */
  readonly total?: number;
  readonly complete: boolean;
  /** Given up by its sender (`#`). */
  readonly aborted?: true;
  /** Chunks that needed an answer and have none. */
  readonly unanswered?: number;
  readonly sha1?: string;
};
