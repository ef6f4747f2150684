import type { Dialog } from '../dialog/dialog.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** What a call's first INVITE (or, where that was not captured, its first message) says of it. */
export type CallParties = {
  /** From and To field values, kept in the `CallTable`'s `addresses`; 0 where there is none. */
  readonly from: number;
  readonly to: number;
  /** The INVITE's Expires, in seconds (RFC 3261 §13.2.1). */
  readonly expires: number | undefined;
};

export type CallTransfer = { readonly kind: 'blind' | 'attended'; readonly target: string };

/**
 * What a person counts as one call: an attempt with its authentication, redirection and forks, on every hop it is seen
 * on, and the dialogs it made. Moments are messages (their numbers), -1 where not seen.
 */
export class Call {
  readonly number: number;
  readonly first: number;
  readonly parties: CallParties;
  /** Interned, one a leg, in order. */
  readonly callIds: number[];
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
    readonly callId: number;
    readonly parties: CallParties;
    readonly isPartial: boolean;
  }) {
    this.number = keys.number;
    this.first = keys.first;
    this.last = keys.first;
    this.parties = keys.parties;
    this.callIds = [keys.callId];
    this.isPartial = keys.isPartial;
  }
}
