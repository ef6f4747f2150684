import type { Transfer } from './transfer.ts';

/** Reasons of one call beyond these are not kept. */
const maxReasons = 16;
/** Links of one kind from one call to others beyond these are not kept. */
const maxLinks = 32;

/** A Reason header field value (RFC 3326), and the message that carried it. */
export type CallReason = {
  readonly message: number;
  readonly frame: number;
  readonly protocol: string;
  readonly cause: number | undefined;
  readonly text: string | undefined;
  /** Which network released the call (RFC 8606). */
  readonly location: string | undefined;
};

export type CallForwarding = {
  readonly by: '3xx' | '181' | 'Diversion' | 'History-Info';
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly reason: string | undefined;
  readonly frame: number;
};

/** A call that another one is tied to: its number, and the packet that ties them. */
export type CallLink = { readonly call: number; readonly frame: number };

/** How a call takes the place of another one (RFC 3891): `pickup` while that rings, `park` by a machine, `retrieve` from there. */
export type ReplacementKind = 'pickup' | 'transfer' | 'park' | 'retrieve' | 'takeover';

export type CallReplacement = {
  readonly callId: string;
  /** Number of the call that is to be replaced; -1 where it was not captured. */
  readonly call: number;
  readonly kind: ReplacementKind | undefined;
  readonly frame: number;
};

export type CallJoin = Omit<CallReplacement, 'kind'>;

export type CallConference = {
  readonly by: 'isfocus' | 'Join' | 'URI';
  readonly uri: string | undefined;
  readonly frame: number;
};

export type CallEmergency = {
  readonly by: 'urn' | 'Priority' | 'number';
  /** `sos.fire`, or the number. */
  readonly service: string | undefined;
  /** Geolocation values (RFC 6442). */
  readonly locations: readonly string[];
  readonly frame: number;
};

/** A recording session (RFC 7866) and what it records. */
export type CallRecording = {
  readonly by: 'Session-ID' | 'Call-ID' | 'participants' | undefined;
  /** Numbers of the recorded calls. */
  readonly calls: readonly number[];
  /** Session-IDs or participants, as the metadata names them. */
  readonly names: readonly string[];
  readonly frame: number;
};

/** What few calls have. */
export class CallNotes {
  reasons: CallReason[] = [];
  transfers: Transfer[] = [];
  forwarding: CallForwarding | undefined = undefined;
  replaces: CallReplacement | undefined = undefined;
  replacedBy: CallLink | undefined = undefined;
  joins: CallJoin | undefined = undefined;
  joinedBy: readonly CallLink[] = [];
  /** The call whose transfer made this one. */
  transferOf: CallLink | undefined = undefined;
  /** The same, while that call is open. */
  madeBy: Transfer | undefined = undefined;
  referredBy: string | undefined = undefined;
  conference: CallConference | undefined = undefined;
  emergency: CallEmergency | undefined = undefined;
  recording: CallRecording | undefined = undefined;
  recordedBy: readonly CallLink[] = [];
  /** The CANCEL that says that another branch has answered (RFC 3326 §3.1), -1 where there is none. */
  elsewhere = -1;
  /** Contacts of 3xx responses. */
  redirectTargets: readonly string[] = [];
  /** Packets of 491 responses within it, and of the success after one. */
  glareFrames: readonly number[] = [];
  isGlareOver = false;
  /** A second challenge that said that the nonce of the first was stale. */
  isStale = false;

  addReason(reason: CallReason): void {
    if (this.reasons.length < maxReasons) this.reasons.push(reason);
  }

  addTransfer(transfer: Transfer): void {
    if (this.transfers.length < maxLinks) this.transfers.push(transfer);
  }

  /** Whether a REFER asks for someone to be called in its place, and was not refused. */
  isTransferring(): boolean {
    return this.transfers.some(({ result }) => result !== 'refused' && result !== 'failed');
  }
}

export function withLink(links: readonly CallLink[], link: CallLink): readonly CallLink[] {
  const isThere = links.length >= maxLinks || links.some(({ call }) => call === link.call);
  return isThere ? links : [...links, link];
}
