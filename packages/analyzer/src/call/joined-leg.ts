import type { Dialog } from '../dialog/dialog.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** What ties a leg to its call, the strongest first. */
export type LegEvidence =
  /** The caller's half of Session-ID (RFC 7989 §6). */
  | 'session-id'
  /** P-Charging-Vector's icid-value (RFC 7315 §5.6). */
  | 'icid'
  /** Another field that vendors carry from leg to leg: Cisco-Guid, `X-…-ID`. */
  | 'vendor-id'
  /** A field `X-…` that holds the Call-ID of another leg. */
  | 'names-call-id'
  /** What the sender of HEP says a message belongs to. */
  | 'correlation-id'
  /** The same Call-ID, or one within the other. */
  | 'call-id'
  /** The same origin (`o=`) of the session description. */
  | 'sdp-origin'
  /** The same address and port of the first medium. */
  | 'media-address'
  /** The same users in From and To, at about the same time. */
  | 'users'
  /** One of them only, where the back-to-back user agent had received no other call at the time. */
  | 'from-user'
  | 'to-user';

export type LegConfidence = 'high' | 'medium' | 'low';

/** A further leg of a call: a dialog of its own that a back-to-back user agent made of it, with its own Call-ID or tags. Its rule state is its own. */
export class JoinedLeg {
  readonly callId: string;
  /** Call-ID and From tag of its first INVITE. */
  readonly key: number;
  readonly by: readonly LegEvidence[];
  readonly confidence: LegConfidence;
  /** Of the INVITE it is told by, and of this leg's. */
  readonly frames: readonly number[];
  readonly invites: Transaction[] = [];
  readonly dialogs: Dialog[] = [];

  constructor(leg: Pick<JoinedLeg, 'callId' | 'key' | 'by' | 'confidence' | 'frames'>) {
    this.callId = leg.callId;
    this.key = leg.key;
    this.by = leg.by;
    this.confidence = leg.confidence;
    this.frames = leg.frames;
  }
}
