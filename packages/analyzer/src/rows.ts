/**
 * The rows other programs rely on: what the command prints, the server answers and the page shows.
 * Absent or unknown is a missing key. Times are ISO 8601 in UTC with the capture's decimals, durations milliseconds.
 */

import type {
  CallAnnotation,
  CallAttemptRow,
  CallConferenceRow,
  CallEmergencyRow,
  CallForwardingRow,
  CallLegRow,
  CallLinkRow,
  CallReasonRow,
  CallRecordingRow,
  CallReleaseRow,
  CallReplacesRow,
  CallTransferRow,
  CallVerdict,
} from './rows/call-parts.ts';
import type { BodyDetail } from './rows/body-detail.ts';
import type { CallMediaRow, EarlyMediaRow } from './rows/call-media.ts';
import type { ConversationRow } from './rows/conversation-row.ts';
import type { ImsSection } from './rows/ims-row.ts';
import type { ParticipantRow } from './rows/participant-row.ts';
import type { KpiFiguresRow, KpiRow } from './rows/kpi-row.ts';
import type { QualityReportRow } from './rows/quality-report-row.ts';
import type { PublicationRow } from './rows/publication-row.ts';
import type { RegistrationRow } from './rows/registration-row.ts';
import type { ExplainedFact } from './rows/explained-fact.ts';
import type { FindingCounts, FindingRow, MessageFinding } from './rows/finding-row.ts';
import type { StreamRow } from './rows/stream-row.ts';
import type { DtmfRow } from './rows/dtmf-row.ts';
import type { SubscriptionRow } from './rows/subscription-row.ts';
import type { SuspicionRow } from './rows/suspicion-row.ts';
import type { TransactionRow } from './rows/transaction-row.ts';

export type * from './rows/call-parts.ts';
export { callAnnotations, callVerdicts } from './rows/call-parts.ts';
export type * from './rows/transaction-row.ts';
export type * from './rows/registration-row.ts';
export type * from './rows/state-row.ts';
export type * from './rows/audio-row.ts';
export type * from './rows/dtmf-row.ts';
export type * from './rows/subscription-row.ts';
export type * from './rows/publication-row.ts';
export type * from './rows/conversation-row.ts';
export type * from './rows/kpi-row.ts';
export type * from './rows/suspicion-row.ts';
export type * from './rows/session-row.ts';
export type * from './rows/call-story.ts';
export { storyEventKinds } from './rows/call-story.ts';
export type * from './rows/body-detail.ts';
export { bodyKinds } from './rows/body-detail.ts';
export type * from './rows/identity-row.ts';
export type * from './rows/ims-row.ts';
export type * from './rows/ladder.ts';
export type * from './rows/ladder-timers.ts';
export type * from './rows/participant-row.ts';
export type * from './rows/fax-row.ts';
export type * from './rows/bfcp-row.ts';
export type * from './rows/redundancy-row.ts';
export type * from './rows/video-row.ts';
export type * from './rows/stream-row.ts';
export type * from './rows/srtp-facts.ts';
export type * from './rows/stream-figures-row.ts';
export type * from './rows/stream-problem.ts';
export { streamProblems } from './rows/stream-problem.ts';
export type * from './rows/call-media.ts';
export type * from './rows/quality-report-row.ts';
export type * from './rows/rtcp-row.ts';
export type * from './rows/explained-fact.ts';
export { explainedKinds } from './rows/explained-fact.ts';
export type * from './rows/finding-row.ts';

export type Transport = 'UDP' | 'TCP' | 'TLS' | 'SCTP' | 'WS' | 'WSS';

/** One SIP message as one transport carried it. */
export type MessageRow = {
  /** Number, from 1, of the packet that completes the message. */
  readonly frame: number;
  /** Which of the messages that this packet completes, from 0; only where it is not the first. */
  readonly index?: number;
  /** All packets that carried it, where more than one. */
  readonly frames?: readonly number[];
  readonly time: string;
  readonly transport: Transport;
  readonly srcIp: string;
  readonly srcPort: number;
  readonly dstIp: string;
  readonly dstPort: number;
  readonly kind: 'request' | 'response';
  /** Of a response: its CSeq's. */
  readonly method?: string;
  readonly status?: number;
  readonly reason?: string;
  readonly requestUri?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly fromUri?: string;
  readonly fromTag?: string;
  readonly toUri?: string;
  readonly toTag?: string;
  /** Of the topmost Via. */
  readonly branch?: string;
  /** User-Agent or Server. */
  readonly userAgent?: string;
  /** Media type without its parameters. */
  readonly bodyType?: string;
  readonly bodyLength?: number;
  /** Bytes of the message. */
  readonly size: number;
  /** What the sender of HEP says this message belongs to, mostly the Call-ID of another leg. */
  readonly correlationId?: string;
  /** True of a message whose end was not captured: cut by the snap length, or by missing bytes of its stream. */
  readonly incomplete?: true;
  /** True of a message seen before in its transaction. */
  readonly retransmission?: true;
  /** True of a further copy of a packet already captured: it keeps its row and counts nowhere else. */
  readonly duplicate?: true;
  /**
   * What it is where it is not the first of its kind on its way: `forwarded` from another hop; `spiral` and `loop` forwarded to an element that had it before, with
   * another Request-URI or the same one (RFC 3261 §16.3 item 4); `stray` where it belongs to nothing, though that must have been captured.
   */
  readonly sighting?: 'forwarded' | 'spiral' | 'loop' | 'stray';
  readonly transaction?: string;
  readonly dialog?: string;
  readonly call?: string;
  /** Diagnostic codes, where any. */
  readonly problems?: readonly string[];
};

export type DialogRow = {
  readonly id: string;
  readonly callId: string;
  /** Of the side that sent the first request. */
  readonly localTag?: string;
  readonly remoteTag?: string;
  readonly usage: 'invite' | 'subscribe' | 'refer';
  /** This and what follows are of the usage it was made for. */
  readonly state: 'early' | 'confirmed' | 'terminated';
  readonly started: string;
  readonly confirmed?: string;
  readonly ended?: string;
  /** For people: `BYE by caller`, `481 to BYE` … */
  readonly endedBy?: string;
  /** Reason field of the BYE that ended it, as written (RFC 3326). */
  readonly endReason?: string;
  /** Record-Route URIs as the side that sent the first request uses them, nearest first (§12.1.2). */
  readonly routeSet?: readonly string[];
  /** Latest Contact URI of each side. */
  readonly remoteTargets?: { readonly local?: string; readonly remote?: string };
  readonly secure?: true;
  /** Id of the first dialog made by the same INVITE. */
  readonly forkedFrom?: string;
  /** How that INVITE was forked, as far as it was seen; `beyond`: behind the last hop that was captured. */
  readonly fork?: 'parallel' | 'serial' | 'beyond';
  /** Ids. */
  readonly transactions: readonly string[];
  /** Of the request that made it, from the side that sent it on; `ip:port`. */
  readonly hops: readonly { readonly local: string; readonly remote: string; readonly transaction: string }[];
  /** CSeq numbers of each side's requests within it (RFC 3261 §12.2.1.1). */
  readonly cseq?: { readonly local?: DialogCSeqRow; readonly remote?: DialogCSeqRow };
  /** In seconds, as agreed last (RFC 4028). */
  readonly sessionExpires?: number;
  readonly refresher?: 'local' | 'remote';
  /** How often the session was refreshed. */
  readonly refreshes?: number;
  /** Usages beside the one it was made for, such as the subscription of a REFER within a call (RFC 5057). */
  readonly moreUsages?: readonly DialogUsageRow[];
  /** Frames of 491 responses: both sides sent an offer at once (RFC 3261 §14.1). */
  readonly glares?: readonly number[];
  /** False where the capture starts or ends inside. */
  readonly complete: boolean;
};

export type DialogCSeqRow = {
  readonly first: number;
  readonly last: number;
  /** Numbers between them that were not seen: lost before the tap, or sent by another way. The first fifty. */
  readonly missing?: readonly number[];
  /** Frames of requests that came after one with a higher number. */
  readonly late?: readonly number[];
};

export type DialogUsageRow = {
  readonly usage: 'invite' | 'subscribe' | 'refer';
  /** Event and id of a subscription: `refer;id=2`. */
  readonly event?: string;
  readonly started: string;
  readonly ended?: string;
  /** Of its beginning and end. */
  readonly frames: readonly number[];
};

/** `ongoing`: the capture ends before a final response; `abandoned`: none came for longer than Timer C, and no CANCEL. */
export const callOutcomes = [
  'answered',
  'busy',
  'cancelled',
  'declined',
  'no-answer',
  'redirected',
  'failed',
  'unauthorized',
  'ongoing',
  'abandoned',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export type CallRow = {
  /** Stable for the same capture. */
  readonly id: string;
  /** One a leg. */
  readonly callIds: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly fromNumber?: string;
  readonly toNumber?: string;
  readonly started: string;
  readonly answered?: string;
  readonly ended?: string;
  readonly outcome: CallOutcome;
  /** The same, finer. */
  readonly verdict: CallVerdict;
  /** What happened on the way. */
  readonly annotations?: readonly CallAnnotation[];
  /** Frame of the message that decided. */
  readonly decidedBy?: number;
  /** Deciding final status. */
  readonly status?: number;
  /** What its Reason says, else its reason phrase; where no response decided, what a person is told instead. */
  readonly reason?: string;
  /** Reasons that messages gave for the end (RFC 3326). */
  readonly reasons?: readonly CallReasonRow[];
  readonly release?: CallReleaseRow;
  /** Who hung up, cancelled or refused; `network` where an element on the way did. */
  readonly endedBy?: 'caller' | 'callee' | 'network';
  readonly endedFrame?: number;
  /** INVITE to first 18x. */
  readonly pddMs?: number;
  /** First 180 to the answer, or to the end where nobody answered. */
  readonly ringMs?: number;
  /** INVITE to 200. */
  readonly setupMs?: number;
  /** 200 to BYE. */
  readonly durationMs?: number;
  /** Dialogs, those of further legs among them. */
  readonly legs: readonly CallLegRow[];
  readonly transfer?: CallTransferRow;
  /** The caller's own rounds, where more than one: each but the first was made because the one before was refused. */
  readonly attempts?: readonly CallAttemptRow[];
  /** Rounds that are not listed. */
  readonly moreAttempts?: number;
  /** Dialogs made by one INVITE, where more than one. */
  readonly forks?: number;
  /** How a proxy tried several targets: at once, or one after the other. */
  readonly forking?: 'parallel' | 'serial';
  /** Refreshes of the session (RFC 4028) that succeeded. */
  readonly sessionRefreshes?: number;
  readonly forwarded?: CallForwardingRow;
  /** Where a redirection sent the caller, who did not go there. */
  readonly redirectedTo?: readonly string[];
  /** Who asked for this call by a REFER (RFC 3892). */
  readonly referredBy?: string;
  /** The call whose transfer made this one. */
  readonly transferOf?: CallLinkRow;
  readonly replaces?: CallReplacesRow;
  readonly replacedBy?: CallLinkRow;
  readonly joins?: Omit<CallReplacesRow, 'kind'>;
  readonly joinedBy?: readonly CallLinkRow[];
  readonly conference?: CallConferenceRow;
  readonly emergency?: CallEmergencyRow;
  /** Keys that were pressed, in order, whatever told of them: events and tones in its streams, INFO, KPML. The first 1,000. */
  readonly dtmf?: readonly DtmfRow[];
  readonly moreDtmf?: number;
  /** Of a recording session (RFC 7866): what it records. */
  readonly records?: CallRecordingRow;
  readonly recordedBy?: readonly CallLinkRow[];
  /** Ids of its streams of media, the first 256. */
  readonly streams?: readonly string[];
  readonly moreStreams?: number;
  /** Mean opinion score of its worst direction (ITU-T G.107). */
  readonly mos?: number;
  readonly earlyMedia?: EarlyMediaRow;
  readonly media?: CallMediaRow;
  /** What its ends, or probes, published of its quality (RFC 6035): of each leg at most eight. */
  readonly qualityReports?: readonly QualityReportRow[];
  readonly moreQualityReports?: number;
  /** How many departures from rules were found in it, by level: where rules were asked. */
  readonly findings?: FindingCounts;
  /** The rules it departs from, in the order in which they were found; the first fifty. */
  readonly rules?: readonly string[];
  readonly messages: number;
  readonly retransmissions: number;
  /** `ip:port` in order of appearance. */
  readonly participants: readonly string[];
  /** False where the capture starts or ends inside. */
  readonly complete: boolean;
};

/** What is followed beside calls. */
export type FollowedRows = {
  readonly registrations: RegistrationRow;
  readonly subscriptions: SubscriptionRow;
  readonly publications: PublicationRow;
  readonly conversations: ConversationRow;
};

/** The lists of a capture and the rows they hold. */
export type ListRows = FollowedRows & {
  readonly messages: MessageRow;
  readonly transactions: TransactionRow;
  readonly dialogs: DialogRow;
  readonly calls: CallRow;
  readonly streams: StreamRow;
  readonly kpis: KpiRow;
  readonly findings: FindingRow;
};

export type ListName = keyof ListRows;

/** What is wrong with the capture, counted by code, or with its text, counted by class of codes. */
export type DiagnosticCount = {
  readonly code: string;
  readonly count: number;
  /** How often each code of the class came; only of text. */
  readonly codes?: Readonly<Record<string, number>>;
  readonly samples: readonly {
    readonly frame?: number;
    /** Which of several files it is about; `offset` counts in it. */
    readonly file?: string;
    readonly offset?: number;
    readonly detail?: string;
  }[];
};

export type CaptureFacts = {
  readonly format: string;
  readonly bytes: number;
  readonly packets: number;
  readonly linkTypes: readonly string[];
  readonly started?: string;
  readonly ended?: string;
  /** What wrote the capture, as far as it says: one entry a section of a pcapng. */
  readonly sections?: readonly CaptureSectionRow[];
  readonly interfaces?: readonly CaptureInterfaceRow[];
  /** The first hundred, each cut after 1,000 characters. */
  readonly comments?: readonly CaptureCommentRow[];
  /** Names of addresses that the capture carries. */
  readonly names?: readonly { readonly address: string; readonly names: readonly string[] }[];
  /** Packets that were lost before they could be written, as far as the capture says. */
  readonly drops?: number;
  /** Packets of which not all bytes were captured. */
  readonly sliced?: number;
  /** How often the time went back by more than 1 s from one packet to the next, or on by more than 1 h. */
  readonly clockSteps?: number;
  /** Of a capture in several files: each, in order of time. */
  readonly files?: readonly CaptureFileRow[];
  /** TLS connections, where any: those of which something could be decrypted, and the server names clients asked for, as many as are listed. */
  readonly tls?: { readonly connections: number; readonly decrypted: number; readonly serverNames: readonly string[] };
  /**
   * Packets that carried no SIP, by what they carry as far as that is told apart, most frequent first. TCP and TLS are told by connection: all packets of one, also
   * those without data, are of what it carries. `CRLF keep-alive` and `junk between SIP messages` may share their packets with messages.
   */
  readonly protocols?: readonly {
    readonly protocol: string;
    readonly packets: number;
    /** Of what is told by connection. */
    readonly connections?: number;
  }[];
  /** Packets in which there was nothing to read for us, by what they carry, most frequent first. */
  readonly skipped?: readonly { readonly what: string; readonly packets: number }[];
  /** The capture ended early or was damaged: what could be read was read. */
  readonly damaged?: true;
};

export type CaptureFileRow = {
  readonly name: string;
  readonly format: string;
  readonly bytes: number;
  readonly packets: number;
  readonly started?: string;
  readonly ended?: string;
};

/** The machine and program that wrote a section of a capture. */
export type CaptureSectionRow = {
  readonly hardware?: string;
  readonly os?: string;
  readonly application?: string;
  /** Of a capture in several files: which. */
  readonly file?: string;
};

/** An interface that a capture was taken on. */
export type CaptureInterfaceRow = {
  readonly name?: string;
  readonly description?: string;
  readonly linkType: string;
  /** The most bytes of a packet that were captured; absent where there was no limit. */
  readonly snapLength?: number;
  /** Of one tick of its clock. */
  readonly tickSeconds: number;
  /** What the capture program let through. */
  readonly filter?: string;
  readonly os?: string;
  readonly hardware?: string;
  readonly packets: number;
  /** Packets that reached the interface, captured or not. */
  readonly received?: number;
  readonly drops?: number;
  /** Of a capture in several files: which. */
  readonly file?: string;
};

/** A comment on a packet or an interface; on the capture as a whole where neither is told. */
export type CaptureCommentRow = {
  readonly text: string;
  /** Counted in `file` where the capture came in several. */
  readonly frame?: number;
  /** Index into the interfaces; of `file` where the capture came in several. */
  readonly interface?: number;
  readonly file?: string;
};

/** Counts, KPIs (RFC 6076 names), top talkers, capture facts. */
export type Summary = {
  readonly capture: CaptureFacts;
  readonly counts: {
    readonly messages: number;
    readonly requests: number;
    readonly responses: number;
    readonly retransmissions: number;
    readonly duplicates: number;
    readonly transactions: number;
    readonly dialogs: number;
    readonly calls: number;
    readonly registrations: number;
    readonly subscriptions: number;
    readonly publications: number;
    readonly conversations: number;
    readonly streams: number;
  };
  readonly methods: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly transports: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Partial<Record<CallOutcome, number>>>;
  readonly kpis: KpiFiguresRow;
  /** The busiest second of each: how many in it, and when it was. Absent where there was none. */
  readonly peaks: {
    readonly concurrentCalls?: PeakRow;
    readonly callsPerSecond?: PeakRow;
    readonly registersPerSecond?: PeakRow;
  };
  /** Absent where there was none, or it was not read. */
  readonly media?: MediaSummary;
  /** What looks like an attack or like fraud. */
  readonly suspicions: readonly SuspicionRow[];
  readonly topTalkers: readonly { readonly address: string; readonly messages: number; readonly bytes: number }[];
  readonly userAgents: readonly { readonly userAgent: string; readonly messages: number }[];
  /** Devices and servers, those that sent most first, as many as are listed. */
  readonly participants: readonly ParticipantRow[];
  /** How many are not listed; of some of them only the endpoints are known. */
  readonly moreParticipants?: number;
  /** Of credentials in REGISTERs, where passwords are known: made with the right one, with another one, and of users whose password is not known. */
  readonly digests?: { readonly right: number; readonly wrong: number; readonly unchecked: number };
  /** What departs from rules of conformance, by level; only where rules were asked. */
  readonly findings?: FindingCounts;
  /** What IMS says in the first registrations. */
  readonly ims?: ImsSection;
  readonly diagnostics: readonly DiagnosticCount[];
};

/** Streams of media: how many of each kind, and how well they came. */
export type MediaSummary = {
  readonly protocols: Readonly<Record<string, number>>;
  readonly codecs: Readonly<Record<string, number>>;
  readonly packets: number;
  /** Of all streams, both directions. */
  readonly minutes: number;
  readonly lost?: number;
  readonly lostPercent?: number;
  /** Mean opinion scores: the mean by packets, and the lowest of a stream. */
  readonly mosMean?: number;
  readonly mosMin?: number;
  /** Streams that have each. */
  readonly problems: Readonly<Record<string, number>>;
};

/** `count` in the second, or minute, that begins at `at`. */
export type PeakRow = { readonly count: number; readonly at: string };

/** One message, whole: what `sipscope parse` prints and the message pane shows. */
export type MessageDetail = {
  /** Missing where the text came without a capture. */
  readonly row?: MessageRow;
  /** The exact bytes, base64. Spans are byte offsets into them. */
  readonly raw: string;
  readonly tree: SyntaxNode;
  readonly diagnostics: readonly DiagnosticDetail[];
  /** What of it departs from rules of conformance. */
  readonly findings: readonly MessageFinding[];
  /** What its values mean where it was captured, in their order. */
  readonly explained: readonly ExplainedFact[];
  /** Header fields behind those that were explained. */
  readonly moreFields?: number;
  /** What it carries: each body before those within it. Missing where it carries nothing. */
  readonly bodies?: readonly BodyDetail[];
  /** How many there were beyond these. */
  readonly moreBodies?: number;
};

/** A node of the syntax tree, named as the rule in the RFC's ABNF. */
export type SyntaxNode = {
  readonly rule: string;
  readonly span: readonly [start: number, end: number];
  /** What it means, where it is more than its text: `Call-ID`, `port 5060`. */
  readonly label?: string;
  readonly children?: readonly SyntaxNode[];
};

export type DiagnosticDetail = {
  readonly code: string;
  /** The kind of thing that is wrong: what summaries count. */
  readonly class?: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly span: readonly [start: number, end: number];
  /** A whole sentence: what was seen, why it matters. */
  readonly message: string;
  readonly rfc?: number;
  readonly section?: string;
  /** The ABNF's name of the rule that could not go on, and what it would have taken there, in words. */
  readonly rule?: string;
  readonly expected?: readonly string[];
};
