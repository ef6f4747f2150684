import type { Dialog, DialogSide } from '../dialog/dialog.ts';
import { joined } from '../message/fingerprint.ts';
import type { Party } from '../message/party.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { CallNotes } from './call-notes.ts';
import type { JoinedLeg } from './joined-leg.ts';

/** One list for all that have none. */
const none: readonly number[] = [];
const noLegs: readonly JoinedLeg[] = [];

/**
 * What a person counts as one call: an attempt with its authentication, redirection and forks, on every hop it is seen on, and the dialogs it made; and the
 * legs that back-to-back user agents made of it, each with dialogs of its own. Moments are messages (their numbers), -1 where not seen.
 */
export class Call {
  /** From 0, in order of the first message. */
  readonly number: number;
  /** Where the `CallTable` has it; -1 once nothing more is expected of it. */
  slot = -1;
  readonly first: number;
  /** The packet of its first message. */
  readonly firstFrame: number;
  /** Of its first INVITE or, where that was not captured, its first message. */
  readonly from: Party | undefined;
  readonly to: Party | undefined;
  /** Flow of its first message. */
  readonly flow: number;
  /** That INVITE's Expires, in seconds (RFC 3261 §13.2.1). */
  readonly expires: number | undefined;
  /** One a leg, in order. */
  readonly callIds: string[];
  /** By which the table finds it: Call-ID and From tag of its first attempt, and of others where a redirection, a retry or another leg made some. */
  readonly key: number;
  moreKeys: readonly number[] = none;
  /** What may be found again in other legs, as fingerprints: see `LegIds`. */
  legIds: readonly number[] = none;
  /** Initial INVITE transactions of its first leg, on all hops, in order. */
  invites: Transaction[] = [];
  /** Of its first leg. */
  dialogs: Dialog[] = [];
  /** The other ones. */
  legs: readonly JoinedLeg[] = noLegs;
  /** Endpoints (numbers of the `FlowTable`) in order of appearance. */
  participants: number[] = [];
  last: number;
  /** How many transactions more may come of. */
  openTransactions = 0;
  messageCount = 0;
  retransmissions = 0;
  /** True where the capture begins inside it. */
  isPartial: boolean;
  /** True where another call with the same two parties was open at the same time. */
  isLikeOthers = false;
  /** First 180 on the hop nearest the caller, and the Via values of its INVITE. */
  alerted = -1;
  alertedVias = -1;
  /** First ACK to a 2xx of an initial INVITE. */
  acked = -1;
  /** How often such a 2xx was sent again without an ACK in between. */
  answerCopies = 0;
  /** What few calls have. */
  notes: CallNotes | undefined = undefined;

  constructor(keys: {
    readonly number: number;
    readonly first: number;
    readonly firstFrame: number;
    readonly key: number;
    readonly callId: string;
    readonly from: Party | undefined;
    readonly to: Party | undefined;
    readonly flow: number;
    readonly expires: number | undefined;
    readonly isPartial: boolean;
  }) {
    this.number = keys.number;
    this.first = keys.first;
    this.firstFrame = keys.firstFrame;
    this.last = keys.first;
    this.key = keys.key;
    this.from = keys.from;
    this.to = keys.to;
    this.flow = keys.flow;
    this.expires = keys.expires;
    this.callIds = [keys.callId];
    this.isPartial = keys.isPartial;
  }
}

/** Which side of a dialog of its first leg is the caller; `undefined` where its INVITE was not captured. */
export function callerSide(call: Call, { callId, localTag, remoteTag }: Dialog): DialogSide | undefined {
  if (call.isPartial) return undefined;
  if (isKeyOf(call, joined(callId, localTag))) return 'local';
  return isKeyOf(call, joined(callId, remoteTag)) ? 'remote' : undefined;
}

/** Who sent a request within a dialog of its first leg; `undefined` where its INVITE was not captured. */
export function senderSide(
  call: Call,
  { callId, fromTag, toTag }: { readonly callId: number; readonly fromTag: number; readonly toTag: number },
): 'caller' | 'callee' | undefined {
  if (call.isPartial) return undefined;
  if (isKeyOf(call, joined(callId, fromTag))) return 'caller';
  return isKeyOf(call, joined(callId, toTag)) ? 'callee' : undefined;
}

function isKeyOf({ key, moreKeys }: Call, attempt: number): boolean {
  return key === attempt || moreKeys.includes(attempt);
}

/** Of all legs. */
export function everyInvite({ invites, legs }: Call): readonly Transaction[] {
  return legs.length === 0 ? invites : [...invites, ...legs.flatMap((leg) => leg.invites)];
}

export function everyDialog({ dialogs, legs }: Call): readonly Dialog[] {
  return legs.length === 0 ? dialogs : [...dialogs, ...legs.flatMap((leg) => leg.dialogs)];
}

/** The earliest message that its row asks for. */
export function firstOf(call: Call): number {
  let earliest = call.first;
  for (const invite of everyInvite(call)) earliest = Math.min(earliest, invite.first);
  for (const dialog of everyDialog(call)) earliest = Math.min(earliest, dialog.first);
  return earliest;
}

/** Its notes, made where it has none. */
export function notesOf(call: Call): CallNotes {
  return (call.notes ??= new CallNotes());
}

/** Whether an INVITE of its first leg, or a request within it, shows that it was answered. */
export function isAnswered({ dialogs }: Call): boolean {
  return dialogs.some(({ confirmed }) => confirmed >= 0);
}
