import type { DialogRow } from '../rows.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { CSeqSpace } from './cseq-space.ts';
import type { MoreUsage } from './more-usage.ts';
import type { SessionTimer } from './session-timer.ts';

export type DialogUsage = DialogRow['usage'];
/** `local`: the side that sent the dialog's first request. */
export type DialogSide = 'local' | 'remote';

/** What ended a dialog, for the sentence in its row. */
export type DialogEnd =
  /** `unacknowledged`: its 2xx had no ACK for 64*T1 (RFC 3261 §13.3.1.4). */
  | { readonly kind: 'bye'; readonly side: DialogSide; readonly unacknowledged?: true }
  | { readonly kind: 'response'; readonly status: number; readonly method: number }
  | { readonly kind: 'notify'; readonly reason: string | undefined };

/**
 * The peer relationship of two user agents (RFC 3261 §12), seen on one or several hops. Moments are messages (their
 * numbers), -1 where not seen.
 */
export class Dialog {
  /** From 0, in order of the first message. */
  readonly number: number;
  /** Where the `DialogTable` has it; -1 once nothing more is expected of it. */
  slot = -1;
  readonly callId: number;
  readonly localTag: number;
  readonly remoteTag: number;
  readonly usage: DialogUsage;
  readonly first: number;
  last: number;
  confirmed = -1;
  ended = -1;
  end: DialogEnd | undefined = undefined;
  /** The 2xx that confirmed another branch of the same INVITE: this early dialog ends 64*T1 later (§13.2.2.4). */
  overtaken = -1;
  /** First dialog made by the same INVITE. */
  forkedFrom: Dialog | undefined = undefined;
  /** The one its first message belongs to. */
  readonly forming: Transaction;
  /** The same request on other hops. */
  moreHops: Transaction[] = noHops;
  /** First ACK to its 2xx. */
  acknowledged = -1;
  /** CSeq numbers of each side's requests, ACK and CANCEL apart (RFC 3261 §12.2.1.1). */
  localCSeq: CSeqSpace | undefined = undefined;
  remoteCSeq: CSeqSpace | undefined = undefined;
  sessionTimer: SessionTimer | undefined = undefined;
  /** Those beside the one it was made for. */
  moreUsages: MoreUsage[] = noUsages;
  /** Event of the subscription it was made for, where it was. */
  ownEvent: string | undefined = undefined;
  /** 491 to requests within it. */
  glares: number[] = noMessages;
  /** Reason field of the BYE that ended it. */
  endReason: string | undefined = undefined;
  /** Their numbers, in order. */
  transactions: number[];
  /** What its row shows of its first message, where there are to be rows. */
  readonly shown: DialogTexts | undefined;
  /** As the local side uses it: nearest proxy first (§12.1.2). */
  routeSet: readonly string[] = none;
  /** Contact field values. */
  localTarget: string | undefined = undefined;
  remoteTarget: string | undefined = undefined;
  isSecure = false;
  readonly madeBy: DialogKeys['madeBy'];

  constructor(keys: DialogKeys) {
    this.number = keys.number;
    this.callId = keys.callId;
    this.localTag = keys.localTag;
    this.remoteTag = keys.remoteTag;
    this.usage = keys.usage;
    this.first = keys.first;
    this.last = keys.first;
    this.shown = keys.shown;
    this.forming = keys.transaction;
    this.transactions = [keys.transaction.number];
    this.madeBy = keys.madeBy;
  }

  /** Whether the capture begins inside it. The request may be captured behind its response. */
  get isPartial(): boolean {
    return this.madeBy === 'request within' || (this.madeBy === 'response' && this.forming.request < 0);
  }
}

const none: readonly string[] = [];
/** Shared by all that have none: lists are made anew when they grow. */
const noHops: Transaction[] = [];
const noUsages: MoreUsage[] = [];
const noMessages: number[] = [];

export type DialogTexts = {
  readonly callId: string | undefined;
  readonly localTag: string | undefined;
  readonly remoteTag: string | undefined;
};

export type DialogKeys = {
  readonly number: number;
  readonly callId: number;
  readonly localTag: number;
  readonly remoteTag: number;
  readonly usage: DialogUsage;
  readonly first: number;
  readonly shown: DialogTexts | undefined;
  /** The one its first message belongs to. */
  readonly transaction: Transaction;
  /** What was seen of it first. */
  readonly madeBy: 'response' | 'NOTIFY' | 'request within';
};
