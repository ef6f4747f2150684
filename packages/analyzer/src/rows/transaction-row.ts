/** RFC 3261 §17 and RFC 6026 names, and `TimedOut` where Timer B or F passed in the observed window. */
export type TransactionState =
  | 'Calling'
  | 'Trying'
  | 'Proceeding'
  | 'Completed'
  | 'Confirmed'
  | 'Accepted'
  | 'Terminated'
  | 'TimedOut';

/**
 * Whether copies were sent when they should be, within 20 per cent or 100 ms. `needless`: over a transport that loses nothing, where only the core sends again
 * (RFC 3261 §17.1.1.2, §17.1.2.2, §17.2.1).
 */
export type CopySchedule = 'kept' | 'early' | 'late' | 'needless';

/**
 * Where on its hop something was lost, as far as the capture can tell from its place between client and server:
 *
 * - `unanswered`: the request was sent again while no response had passed: lost on its way to the server, or its response before it could be captured; or the server is
 *   slow, dead, or answers another way.
 * - `response-to-client`: the client sent again although a response had passed: that was lost on its way to the client.
 * - `ack-to-server`: the server sent its final response again although the ACK had passed: that was lost on its way to the server.
 * - `response-or-ack`: the server sent its final response again, and there are fewer ACKs: lost on its way to the client, or the
 *   ACKs on theirs to the capture; or they go another way, or the client is slow.
 * - `before-capture`: copies that were due did not pass: lost before they could be captured.
 * - `capture-gap`: the same while nothing at all was captured, between busy times.
 */
export type LossPlace =
  | 'unanswered'
  | 'response-to-client'
  | 'ack-to-server'
  | 'response-or-ack'
  | 'before-capture'
  | 'capture-gap';

export type TransactionRow = {
  readonly id: string;
  readonly kind: 'INVITE' | 'non-INVITE' | 'ACK';
  readonly method: string;
  readonly branch?: string;
  readonly callId?: string;
  readonly cseq?: number;
  /** `ip:port`; an IPv6 address in brackets. */
  readonly client: string;
  readonly server: string;
  readonly started: string;
  readonly ended?: string;
  readonly state: TransactionState;
  /** Where copies show that the two ends were in other states, for something was lost between. */
  readonly ends?: { readonly client: TransactionState; readonly server: TransactionState };
  readonly finalStatus?: number;
  readonly provisional?: readonly number[];
  /** Sum of `copies`. */
  readonly retransmissions: number;
  /** How often each part was sent again. */
  readonly copies?: CopiesOf<number>;
  /** From one sending to the next, in milliseconds; up to 16. What answered a copy at once is left out. */
  readonly gapsMs?: CopiesOf<readonly number[]>;
  /** Of parts that a timer sends again: Timers A, E and G, 2xx to INVITE (§13.3.1.4) and reliable provisional responses (RFC 3262 §3). */
  readonly schedule?: CopiesOf<CopySchedule>;
  /** T1 of the sender, by which the schedule was kept. */
  readonly t1Ms?: CopiesOf<number>;
  /** `frames`: of what proves it. */
  readonly loss?: readonly { readonly where: LossPlace; readonly frames: readonly number[] }[];
  readonly timedOut?: true;
  /** Frame of the response that came when the client had given up. */
  readonly lateResponse?: number;
  /** The request was not captured. */
  readonly unseen?: 'request';
  /** Id of the CANCEL transaction. */
  readonly cancelledBy?: string;
  /** The CANCEL came too late: it crossed the final response, which stands (§9.1). */
  readonly cancelCrossed?: true;
  /** Of a CANCEL: id of the INVITE it is for. */
  readonly cancels?: string;
  /** Of an ACK with a branch of its own: id of the INVITE it is for (§13.2.2.4). */
  readonly acknowledges?: string;
  /** Of an INVITE: id of the first ACK to its 2xx. */
  readonly acknowledgedBy?: string;
  /** Its ACK has its branch although the final response was a 2xx, against §13.2.2.4. */
  readonly ackBranchReused?: true;
  /** Which hop of its request's path, from 1 nearest the client that made the request. */
  readonly hop?: number;
  /** Id of the transaction by which the client got the request. */
  readonly forwardedFrom?: string;
  /** The Vias do not say so: addresses, time and Max-Forwards do. */
  readonly inferred?: true;
  /** The element that gets the request here had it before: `spiral` with another Request-URI, `loop` with the same one (§16.3 item 4). */
  readonly passedBefore?: 'spiral' | 'loop';
  /** Ids of the transactions by which the server forwarded the request; up to 100, and how many `moreForwarded`. */
  readonly forwardedTo?: readonly string[];
  readonly moreForwarded?: number;
  /** How the server forwarded it, where to several: at once, one after the other, or both. */
  readonly fork?: 'parallel' | 'serial' | 'mixed';
  /** What the client took to forward the request, and the final response that came back. */
  readonly elementMs?: { readonly request?: number; readonly response?: number };
  /** `ip:port` of the element that made the final response, of what was seen on several hops. */
  readonly answeredBy?: string;
  /** The server forwarded the request and made the final response by itself. */
  readonly answeredItself?: true;
  /** Frames, in order. */
  readonly messages: readonly number[];
  /** Request to first response. */
  readonly responseMs?: number;
  readonly finalMs?: number;
};

/** An element that a request passed. */
export type PathElementRow = {
  /** `ip:port`: where it got the request; of the first element, where it sent it from. */
  readonly address: string;
  /** Id of the transaction by which it got the request; of the first element, by which it sent it. */
  readonly transaction: string;
  /** What it took to forward the request, and the final response that came back. */
  readonly requestMs?: number;
  readonly responseMs?: number;
  /** It made the final response. */
  readonly answered?: true;
};

/** Of each part of a transaction that was sent again. */
export type CopiesOf<Value> = {
  readonly request?: Value;
  readonly provisional?: Value;
  readonly final?: Value;
  readonly ack?: Value;
};
