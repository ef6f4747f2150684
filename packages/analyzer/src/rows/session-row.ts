/** A side of a dialog; `local` sent its first request. */
export type SessionSide = 'local' | 'remote';

export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What the offers and answers of one dialog came to (RFC 3264). */
export type SessionRow = {
  /** Id. */
  readonly dialog?: string;
  readonly callId?: string;
  readonly localTag?: string;
  readonly remoteTag?: string;
  /** In order of time; a new one where something changed. */
  readonly states: readonly SessionState[];
  /** How many states there were beyond those listed. */
  readonly moreStates?: number;
  /** Every offer and what became of it, in order of time. */
  readonly exchanges: readonly OfferAnswerExchange[];
  readonly moreExchanges?: number;
};

/** What was in force for a time. */
export type SessionState = {
  readonly started: string;
  /** Absent of what is in force when the capture ends. */
  readonly ended?: string;
  /** Of the offer and the answer; of a rollback, of the failure. Then those that said the same again. */
  readonly frames: readonly number[];
  readonly offerer?: SessionSide;
  /** True while its answer was only announced, by a provisional response sent unreliably (RFC 6337 §3.1.1). */
  readonly preview?: true;
  /** When what a preview said was answered. */
  readonly confirmed?: string;
  /** True where a failed re-INVITE took back what had been agreed within it (RFC 3261 §14.1, RFC 6141 §3). */
  readonly rollback?: true;
  /** One an m-line, in their order. */
  readonly media: readonly MediaState[];
  /** Groups both sides agreed on: `BUNDLE` … and the m-lines in them by their `mid` (RFC 5888, RFC 9143). */
  readonly groups?: readonly { readonly semantics: string; readonly mids: readonly string[] }[];
  /** False where one side's description was not captured or could not be read. */
  readonly complete: boolean;
};

/** `declined`: port 0 in the answer; `disabled`: port 0 in the offer; `unanswered`: the answer has no such m-line. */
export type MediaStatus = 'active' | 'declined' | 'disabled' | 'unanswered';

export type MediaState = {
  /** `audio`, `video`, `image` … */
  readonly kind: string;
  readonly proto: string;
  readonly mid?: string;
  readonly status: MediaStatus;
  /** Who sends, as the local side sees it: what both directions and addresses leave. */
  readonly direction: MediaDirection;
  /** Who holds the other side. */
  readonly hold?: SessionSide | 'both';
  /** In the answerer's order. */
  readonly codecs: readonly AgreedCodec[];
  /** The SRTP suite taken (RFC 4568). */
  readonly crypto?: string;
  /** Which side begins the DTLS handshake (RFC 5763 §5). */
  readonly dtlsClient?: SessionSide;
  readonly ice?: true;
  readonly rtcpMux?: true;
  /** Ids of the streams that ran in this state; only in stories, of captures with media. */
  readonly streams?: readonly string[];
  readonly local?: MediaSide;
  readonly remote?: MediaSide;
};

export type AgreedCodec = {
  /** As `a=rtpmap` or RFC 3551 names it; of media without RTP, the format. */
  readonly name: string;
  readonly clockHz?: number;
  readonly channels?: number;
  /** The payload type each side wants to receive it as. */
  readonly localPayloadType?: number;
  readonly remotePayloadType?: number;
  readonly localParameters?: string;
  readonly remoteParameters?: string;
};

/** What one side says of one m-line. */
export type MediaSide = {
  readonly address?: string;
  readonly port?: number;
  /** How many ports, where it says so. */
  readonly portCount?: number;
  readonly direction: MediaDirection;
  readonly formats: readonly string[];
  readonly ptimeMs?: number;
  readonly maxptimeMs?: number;
  readonly bandwidth?: readonly { readonly type: string; readonly value: number }[];
  readonly rtcp?: { readonly port?: number; readonly address?: string };
  readonly rtcpMux?: true;
  readonly ice?: IceFacts;
  readonly dtls?: {
    readonly setup?: string;
    readonly fingerprints: readonly { readonly hash: string; readonly fingerprint: string }[];
  };
  /** Suites of SRTP keys in clear text (RFC 4568); never the keys. */
  readonly sdes?: readonly string[];
  readonly msid?: readonly string[];
  readonly label?: string;
  /** RFC 4796. */
  readonly content?: readonly string[];
  readonly bundleOnly?: true;
  readonly ssrcs?: readonly number[];
  readonly t38?: {
    readonly version?: number;
    readonly maxBitRate?: number;
    readonly rateManagement?: string;
    readonly maxDatagram?: number;
    readonly errorCorrection?: string;
  };
  readonly msrp?: { readonly path: readonly string[]; readonly acceptTypes?: readonly string[] };
  readonly bfcp?: {
    readonly floorControl?: readonly string[];
    readonly conference?: string;
    readonly user?: string;
    readonly floors?: readonly string[];
  };
  /** Where other hops' copies of the message put it: what stands between has rewritten it. */
  readonly alsoAt?: readonly { readonly address: string; readonly port: number; readonly frame: number }[];
};

export type IceFacts = {
  readonly ufrag?: string;
  readonly candidates: number;
  /** Kinds of candidates that are there, in order of appearance. */
  readonly types?: readonly string[];
  readonly lite?: true;
  readonly trickle?: true;
  readonly endOfCandidates?: true;
};

/**
 * `answered`; `refused` by a failure; `unanswered`: it should have been and was not, or not in what was captured; `open` when the capture
 * or the dialog ended.
 */
export type OfferOutcome = 'answered' | 'refused' | 'unanswered' | 'open';

/** Where a description stood: `INVITE`, `183 to INVITE`, `ACK` … */
export type SdpCarrier = {
  readonly frame: number;
  readonly time: string;
  readonly by: SessionSide;
  readonly carrier: string;
  /** True where there is a description that tells no media, or was cut. */
  readonly unreadable?: true;
  /** How the o= line and the text differ from what the same side said before, where that breaks RFC 3264 §8. */
  readonly version?: VersionProblem;
};

/**
 * `same-version`: another text under the version of the last; `version-back`; `version-skipped`: raised by more than one; `other-session`:
 * another user name, session id or address in the o= line.
 */
export type VersionProblem = 'same-version' | 'version-back' | 'version-skipped' | 'other-session';

export type OfferAnswerExchange = {
  /** Row of table 1 of RFC 6337 §2.2; absent where the offer was not captured, or nothing answered. */
  readonly pattern?: 1 | 2 | 3 | 4 | 5 | 6;
  readonly offer?: SdpCarrier;
  readonly answer?: SdpCarrier;
  /** Descriptions in provisional responses sent unreliably, before the answer. */
  readonly previews?: readonly (SdpCarrier & { readonly differs?: true })[];
  readonly outcome: OfferOutcome;
  /** Of the failure that refused it. */
  readonly status?: number;
  readonly failure?: { readonly frame: number; readonly time: string };
  /** True where another offer of the other side was open when it was made: glare (RFC 3264 §4). */
  readonly crossed?: true;
};

/** What a description is in its dialog. */
export type SdpRole = 'offer' | 'answer' | 'preview';
