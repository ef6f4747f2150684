import type { FindingCounts } from './finding-row.ts';
import type { DtmfSource } from './dtmf-row.ts';
import type { LadderGhost, LadderLoss, LadderTimer, RetransmissionTimer } from './ladder-timers.ts';
import type { ParticipantRole } from './participant-row.ts';
import type { MediaDirection, MediaStatus, SdpRole, SessionSide } from './session-row.ts';
import type { TransactionState } from './transaction-row.ts';

/*
 * What is drawn of messages. Places of lanes and arrows are indexes into `lanes` and `arrows` of the same ladder; what has a time has `sinceStartMs` too,
 * since the first message of the picture. What is missing is not known.
 */

/** A call, or whatever messages were asked for, as it is drawn: lanes left to right, arrows in order of time. */
export type Ladder = {
  /** Id of the call; missing where the picture is of several calls, or of what is no call. */
  readonly call?: string;
  /** Where it is of several: in order of their beginning. */
  readonly calls?: readonly LadderCall[];
  readonly started: string;
  readonly lanes: readonly LadderLane[];
  readonly arrows: readonly LadderArrow[];
  /** Messages that are not drawn, because there are too many. */
  readonly moreArrows?: number;
  /** Streams of media, where any were captured; in the order of the list `streams`. */
  readonly media?: readonly LadderMedia[];
  /** Call-IDs, in order of appearance; only where there are several. */
  readonly legs?: readonly LadderLeg[];
  /** Of more than one arrow, in order of their first. */
  readonly transactions?: readonly LadderTransaction[];
  readonly dialogs?: readonly LadderDialog[];
  /** What of one message led to another, in order of the later one. */
  readonly links?: readonly LadderLink[];
  /** Timers that ended something, or should have sent something; those that sent a message are on its arrow (`LadderArrow.timer`). In order of time. */
  readonly timers?: readonly LadderTimer[];
  /** Messages that must have been there and were not captured; in order of time. */
  readonly ghosts?: readonly LadderGhost[];
  /** Where something was lost, in order of time. */
  readonly losses?: readonly LadderLoss[];
  /** What offers and answers came to, dialog by dialog, in order of time. */
  readonly states?: readonly LadderState[];
  /** Media of a callee before it answered. */
  readonly earlyMedia?: readonly LadderEarlyMedia[];
  /** Keys that were pressed, in order of time. */
  readonly digits?: readonly LadderDigits[];
  /** Addresses of one element on both sides of a network address translator: their lanes can be drawn as one. */
  readonly natPairs?: readonly LadderNatPair[];
};

/** A call of a picture of several. */
export type LadderCall = {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
  readonly outcome: string;
};

/** A stream of media between two lanes, from its first packet to its last. */
export type LadderMedia = {
  /** Its id. */
  readonly stream: string;
  /** Indexes into `lanes`. */
  readonly from: number;
  readonly to: number;
  /** Of its first packet. */
  readonly frame: number;
  readonly lastFrame: number;
  readonly time: string;
  readonly ended: string;
  /** Since the call's first message. */
  readonly sinceStartMs: number;
  readonly durationMs: number;
  /** `RTP PCMA 12.3 s, lost 0.2 %, MOS 4.3` … */
  readonly label: string;
  /** By its mean opinion score (ITU-T G.107 Annex B), else by its losses. */
  readonly quality: 'good' | 'fair' | 'poor' | 'unknown';
  readonly kind?: string;
  readonly codec?: string;
  readonly packets: number;
  readonly lostPercent?: number;
  readonly mos?: number;
  /** Codes of its problems. */
  readonly problems?: readonly string[];
  /** The call it is of, in a picture of several: index into `calls`. */
  readonly call?: number;
  /** How much of it, from its beginning, came before the answer. */
  readonly earlyMs?: number;
};

export type LadderLane = {
  readonly id: string;
  /** `ip:port`; of a host that only media comes from or goes to, `ip`. Of a merged lane, that of its first endpoint. */
  readonly address: string;
  /** What the user, the capture or its messages call it. */
  readonly name?: string;
  /** What it does in the call, or is in its network. */
  readonly role?: ParticipantRole;
  /** The same of lanes that are one device. */
  readonly participant?: string;
  readonly messages: number;
  /** Of a lane that stands for several endpoints: all of them, in the order of their lanes. */
  readonly addresses?: readonly string[];
  /** Why they are one lane: they are one device, one address before and behind a NAT, or the user wants it so. */
  readonly merged?: readonly ('participant' | 'nat' | 'user')[];
  /** The user's colour for it, from 1 to 8. */
  readonly colour?: number;
};

export type LadderArrow = {
  readonly frame: number;
  /** Which message of the packet, where it carries several; from 0. */
  readonly index?: number;
  /** Indexes into `lanes`. */
  readonly from: number;
  readonly to: number;
  readonly time: string;
  /** Since the call's first message. */
  readonly sinceStartMs: number;
  /** Since the arrow before. */
  readonly deltaMs: number;
  readonly kind: 'request' | 'response';
  readonly method: string;
  readonly status?: number;
  /** `INVITE`, `180 Ringing` … */
  readonly label: string;
  readonly transport: 'UDP' | 'TCP' | 'TLS' | 'SCTP' | 'WS' | 'WSS';
  readonly cseq?: number;
  readonly callId?: string;
  readonly retransmission?: true;
  readonly duplicate?: true;
  /** Where it is out of the ordinary: see `MessageRow`. */
  readonly sighting?: 'spiral' | 'loop' | 'stray';
  readonly sdp?: LadderSdp;
  /** What else matters in it, briefly: `Retry-After 30`, `Q.850 16 Normal call clearing`, `to sip:carol@example.com`. Wire text, not yet made safe for any output. */
  readonly notes?: readonly string[];
  /** True of a failure that took an offer back, or what had been agreed on since. */
  readonly rolledBack?: true;
  readonly transaction?: string;
  readonly dialog?: string;
  /** Codes of its errors and warnings. */
  readonly problems?: readonly string[];
  /** How many of what was found in it, by level. */
  readonly findings?: FindingCounts;
  /** In a picture of several calls: index into `calls`. */
  readonly call?: number;
  /** Index into `legs`, where there are several. */
  readonly leg?: number;
  /** Of what was sent again: the timer by which it was. */
  readonly timer?: RetransmissionTimer;
  /** Of the message that completed an offer and answer: what is in force from here on, one an m-line. */
  readonly agreed?: readonly LadderAgreement[];
  /** True of the provisional response after which the callee's media came before its answer. */
  readonly earlyMedia?: true;
};

export type LadderSdp = {
  /** `preview`: of an answer still to come, in a provisional response sent unreliably. */
  readonly role?: SdpRole;
  /** True of an answer, or offer, that another message of the transaction gave before. */
  readonly repeated?: true;
  /** True where it should be the same as given or announced before, and is not. */
  readonly differs?: true;
  /** True of an offer while one of the other side was open. */
  readonly crossed?: true;
  readonly media: readonly {
    readonly kind: string;
    readonly address?: string;
    readonly port?: number;
    readonly direction: MediaDirection;
    readonly codecs: readonly string[];
  }[];
};

/** A leg: the messages of one Call-ID. Those that a proxy forwards, and the branches of a fork, are of one leg; a back-to-back user agent makes a further one. */
export type LadderLeg = {
  readonly callId: string;
  /** The lanes it goes on between: who sent its first request, and the furthest that got or answered it. */
  readonly from: number;
  readonly to: number;
  /** Index into `calls`, in a picture of several. */
  readonly call?: number;
  /** Arrows. */
  readonly first: number;
  readonly last: number;
  readonly messages: number;
};

/** A bracket: the messages of one transaction on one hop, from its first arrow to its last. */
export type LadderTransaction = {
  readonly id: string;
  readonly method: string;
  /** Lanes. */
  readonly client: number;
  readonly server: number;
  /** Arrows. */
  readonly first: number;
  readonly last: number;
  readonly messages: number;
  readonly finalStatus?: number;
  /** Where the transaction itself is known. */
  readonly state?: TransactionState;
  /** True where the client gave up: Timer B or F passed while the capture went on. */
  readonly timedOut?: true;
};

/** A band: a dialog from the message that made it to its last one. */
export type LadderDialog = {
  readonly id: string;
  readonly callId?: string;
  /** Lanes of its ends: `local` sent the request that made it. */
  readonly local: number;
  readonly remote: number;
  /** Arrows. `confirmed`: the first 2xx that made it more than early. */
  readonly first: number;
  readonly last: number;
  readonly confirmed?: number;
  /** The arrow that ended it. */
  readonly ended?: number;
  /** `INVITE dialog`, `SUBSCRIBE dialog`: by the method that made it. */
  readonly method: string;
};

/**
 * - `transfer`: a REFER, and the INVITE it caused.
 * - `replaces`: an INVITE with Replaces, and the message by which the dialog it replaces was made (RFC 3891).
 * - `fork`: an INVITE that an element got, and each of several by which it forwarded it; `from` is the one it got.
 * - `redirect`: a 3xx, and the INVITE that went where it said.
 * - `retry`: a refusal, and the request that was sent because of it: 401, 407, 422 …
 * - `cancel`: a CANCEL, and the INVITE it is for.
 * - `ack`: an ACK to a 2xx, and that 2xx.
 * - `prack`: a PRACK, and the reliable provisional response it acknowledges (RFC 3262).
 * - `leg`: an INVITE that a back-to-back user agent got, and the one it made of it.
 */
export type LadderLinkKind =
  | 'transfer'
  | 'replaces'
  | 'fork'
  | 'redirect'
  | 'retry'
  | 'cancel'
  | 'ack'
  | 'prack'
  | 'leg';

export type LadderLink = {
  readonly kind: LadderLinkKind;
  /** Arrows: `from` is the earlier one. */
  readonly from: number;
  readonly to: number;
  /** For people: `REFER to sip:carol@example.com`, `branch 2 of 3`. Wire text, not yet made safe for any output. */
  readonly label: string;
  /** Of both, and of what proves it besides. */
  readonly frames: readonly number[];
};

/** What is in force of one m-line. */
export type LadderAgreement = {
  /** `audio`, `video` … */
  readonly kind: string;
  readonly status: MediaStatus;
  /** As the side sees it that sent the first request of the dialog. */
  readonly direction: MediaDirection;
  /** Who holds the other side. */
  readonly hold?: SessionSide | 'both';
  /** The codec agreed on first: what is sent, as a rule. */
  readonly codec?: string;
};

/** A strip: what offers and answers of one dialog came to, for a time (RFC 3264). */
export type LadderState = {
  readonly dialog?: string;
  /** Lanes of the two sides; `local` sent the first request of the dialog. */
  readonly local: number;
  readonly remote: number;
  readonly time: string;
  readonly sinceStartMs: number;
  /** Missing of what is in force when the capture ends. */
  readonly ended?: string;
  readonly durationMs?: number;
  /** The arrow by which it began. */
  readonly arrow: number;
  readonly media: readonly LadderAgreement[];
  /** True while the answer was only announced. */
  readonly preview?: true;
  /** True where a failure put back what was before. */
  readonly rollback?: true;
  /** Of the offer and the answer. */
  readonly frames: readonly number[];
};

/** From the callee's first packet of media to the last before the answer. */
export type LadderEarlyMedia = {
  /** Lanes: from whom, to whom. */
  readonly from: number;
  readonly to: number;
  readonly time: string;
  readonly sinceStartMs: number;
  readonly durationMs: number;
  readonly call?: number;
  readonly frames: readonly number[];
};

export type LadderDigits = {
  /** Who pressed them; missing where that is not known. */
  readonly lane?: number;
  readonly time: string;
  readonly sinceStartMs: number;
  readonly durationMs?: number;
  /** `5`, `flash`; `x` for each where digits are masked. */
  readonly digits: string;
  readonly source: DtmfSource;
  readonly call?: number;
  readonly frames: readonly number[];
};

export type LadderNatPair = {
  /** Lanes of the same element: as it is addressed behind the NAT, and as the NAT shows it outside. */
  readonly inside: number;
  readonly outside: number;
  /** A whole sentence. */
  readonly sentence: string;
  readonly frames: readonly number[];
};
