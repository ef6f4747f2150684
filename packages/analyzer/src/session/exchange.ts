import type { OfferOutcome, SdpRole, SessionSide, VersionProblem } from '../rows.ts';
import type { Agreement } from './agree.ts';
import type { Description } from './description.ts';

/** A description, who gave it, and what is wrong with its version. */
export type Given = {
  readonly side: SessionSide;
  readonly description: Description;
  readonly version: VersionProblem | undefined;
};

/** An offer and what became of it. */
export type Exchange = {
  offer: Given | undefined;
  answer: Given | undefined;
  readonly previews: (Given & { readonly differs: boolean })[];
  outcome: OfferOutcome;
  status: number;
  /** The message that refused it. */
  failure: { readonly frame: number; readonly timeNs: number } | undefined;
  readonly isCrossed: boolean;
};

/** What was in force for a time. */
export type StateRecord = {
  readonly startedNs: number;
  /** -1 while it is in force. */
  endedNs: number;
  readonly frames: number[];
  readonly agreement: Agreement;
  isPreview: boolean;
  /** -1 where there was no preview that an answer confirmed. */
  confirmedNs: number;
  readonly isRollback: boolean;
};

/** What a message is in its dialog, as far as it is known. */
export type Told = {
  readonly role?: SdpRole;
  /** Its description was given before in the same transaction, by another message. */
  readonly repeated?: true;
  /** It should be what was given before, and is not. */
  readonly differs?: true;
  /** An offer while one of the other side was open. */
  readonly crossed?: true;
  /** A failure that took an offer back, or what had been agreed since. */
  readonly rolledBack?: true;
};

export const nothingTold: Told = {};

/** The INVITE, UPDATE or PRACK that an exchange runs in. */
export type SessionTransaction = {
  readonly method: string;
  /** Who sent the request. */
  readonly side: SessionSide;
  readonly cseq: number;
  /** Whether its request, and so whether it made an offer, is known. */
  readonly isSeen: boolean;
  readonly isInitial: boolean;
  /** What was in force when it began. */
  readonly before: StateRecord | undefined;
  exchange: Exchange | undefined;
  /** Of the reliable provisional response that made the offer. */
  offerRseq: number | undefined;
  /** A description of which it is not known yet whether it is an offer. */
  maybe: Given | undefined;
  /** 0 until a final response came. */
  finalStatus: number;
  /** The first message of each kind: what is the same on another hop is a copy of it. */
  readonly seen: Map<string, SeenMessage>;
};

type SeenMessage = {
  readonly told: Told;
  readonly hop: string | number;
  readonly description: Description | undefined;
};
