/** What rows of calls are made of. Frames are numbers of the packets that prove a thing. */

/**
 * How an attempt ended, finer than its outcome. `ghost`: answered, and there was no media, or none any more, and no end; `dropped`: answered, and broke off; `unknown-start`, `unknown-end`: the capture begins or ends inside it.
 * None of these two is a failure.
 */
export const callVerdicts = [
  'answered',
  'answered-noack',
  'ghost',
  'dropped',
  'answered-elsewhere',
  'cancelled-ringing',
  'cancelled-early',
  'busy',
  'rejected-user',
  'rejected-policy',
  'rejected-media',
  'no-answer',
  'unreachable',
  'redirected',
  'failed-network',
  'failed-protocol',
  'auth-only',
  'auth-failed',
  'timeout',
  'unknown-start',
  'unknown-end',
] as const;
export type CallVerdict = (typeof callVerdicts)[number];

/** What happened on the way, whatever the verdict. */
export const callAnnotations = [
  'transferred',
  'picked-up',
  'forwarded',
  'glare-retried',
  'conference',
  'emergency',
  'recorded',
] as const;
export type CallAnnotation = (typeof callAnnotations)[number];

/** A dialog of the call, or a further leg that made none. */
export type CallLegRow = {
  readonly dialog?: string;
  /** `ip:port`, nearest the caller first. */
  readonly path: readonly string[];
  /** Of a leg that a back-to-back user agent made of the call: by what it is told, and how sure that is. */
  readonly joined?: {
    readonly callId: string;
    /** `session-id`, `icid`, `vendor-id`, `names-call-id`, `correlation-id`, `call-id`, `sdp-origin`, `media-address`, `users`, `from-user`, `to-user`. */
    readonly by: readonly string[];
    readonly confidence: 'high' | 'medium' | 'low';
    readonly frames: readonly number[];
  };
};

/** One round of the caller's own INVITEs. */
export type CallAttemptRow = {
  readonly at: string;
  /** Of the INVITE. */
  readonly frame: number;
  /** Its final response. */
  readonly status?: number;
  /** Why it was made: what the one before was refused with. */
  readonly why?:
    | 'authentication'
    | 'redirection'
    | 'session-interval'
    | 'extension'
    | 'media'
    | 'security'
    | 'glare'
    | 'failover'
    | 'retry';
};

export type CallReleaseRow = {
  /** Q.850 cause, as a Reason gives it, or as RFC 3398 §8.2.6.1 maps the status. */
  readonly cause: number;
  readonly name?: string;
  readonly by: 'Reason' | 'status';
  readonly frame: number;
};

export type CallReasonRow = {
  readonly protocol: string;
  readonly cause?: number;
  readonly text?: string;
  /** What the cause means by its registry. */
  readonly meaning?: string;
  readonly location?: string;
  readonly frame: number;
};

export type CallTransferRow = {
  readonly kind: 'blind' | 'attended';
  readonly target: string;
  /** Who asked for it. */
  readonly by?: 'caller' | 'callee';
  /** `asked`: the REFER was not answered; `accepted`: it was, and no more is known. */
  readonly result: 'asked' | 'accepted' | 'succeeded' | 'failed' | 'refused';
  /** Of the last status line that a NOTIFY told, else of the answer to the REFER. */
  readonly status?: number;
  /** Statuses that NOTIFYs told, in order. */
  readonly progress?: readonly number[];
  readonly frames: readonly number[];
  /** Id of the call that it made. */
  readonly call?: string;
};

export type CallForwardingRow = {
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly by: '3xx' | '181' | 'Diversion' | 'History-Info';
  readonly frame: number;
};

/** A call that this one replaces or joins; `call` is missing where that was not captured. */
export type CallReplacesRow = {
  readonly callId: string;
  readonly call?: string;
  readonly kind?: 'pickup' | 'transfer' | 'park' | 'retrieve' | 'takeover';
  readonly frame: number;
};

export type CallLinkRow = { readonly call: string; readonly frame: number };

export type CallConferenceRow = {
  /** `isfocus` of a Contact (RFC 4579), a Join (RFC 3911), or the URI of a conference factory. */
  readonly by: 'isfocus' | 'Join' | 'URI';
  readonly uri?: string;
  readonly frame: number;
};

export type CallEmergencyRow = {
  /** `urn` is certain (RFC 5031); a Priority is the caller's word, a number only a remark. */
  readonly by: 'urn' | 'Priority' | 'number';
  readonly service?: string;
  readonly locations?: readonly string[];
  readonly frame: number;
};

export type CallRecordingRow = {
  /** By what the recorded calls are told; missing where none was found. */
  readonly by?: 'Session-ID' | 'Call-ID' | 'participants';
  readonly calls?: readonly string[];
  /** Session-IDs and participants that the metadata names. */
  readonly names?: readonly string[];
  readonly frame: number;
};
