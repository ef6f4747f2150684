import type { Dialog } from '../dialog/dialog.ts';
import type { Party } from '../message/party.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** One list for all that have none. */
const none: readonly number[] = [];

export type CallTransfer = { readonly kind: 'blind' | 'attended'; readonly target: string };

/**
 * What a person counts as one call: an attempt with its authentication, redirection and forks, on every hop it is seen
 * on, and the dialogs it made. Moments are messages (their numbers), -1 where not seen.
 */
export class Call {
  /** From 0, in order of the first message. */
  readonly number: number;
  /** Where the `CallTable` has it; -1 once nothing more is expected of it. */
  slot = -1;
  readonly first: number;
  /** Of its first INVITE or, where that was not captured, its first message. */
  readonly from: Party | undefined;
  readonly to: Party | undefined;
  /** That INVITE's Expires, in seconds (RFC 3261 §13.2.1). */
  readonly expires: number | undefined;
  /** One a leg, in order. */
  readonly callIds: string[];
  /** By which the table finds it: Call-ID and From tag of its first attempt, and of others where a redirection made some. */
  readonly key: number;
  moreKeys: readonly number[] = none;
  /** Initial INVITE transactions, on all hops, in order. */
  invites: Transaction[] = [];
  dialogs: Dialog[] = [];
  /** Endpoints (numbers of the `FlowTable`) in order of appearance. */
  participants: number[] = [];
  transfer: CallTransfer | undefined = undefined;
  last: number;
  messageCount = 0;
  retransmissions = 0;
  /** True where the capture begins inside it. */
  isPartial: boolean;

  constructor(keys: {
    readonly number: number;
    readonly first: number;
    readonly key: number;
    readonly callId: string;
    readonly from: Party | undefined;
    readonly to: Party | undefined;
    readonly expires: number | undefined;
    readonly isPartial: boolean;
  }) {
    this.number = keys.number;
    this.first = keys.first;
    this.last = keys.first;
    this.key = keys.key;
    this.from = keys.from;
    this.to = keys.to;
    this.expires = keys.expires;
    this.callIds = [keys.callId];
    this.isPartial = keys.isPartial;
  }
}
