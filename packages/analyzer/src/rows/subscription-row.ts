import type { ProblemRow, StateRow } from './state-row.ts';

/**
 * `requested`: no answer yet; `timed-out`: none came in 64*T1; `challenged`: and not tried again; `redirected`: likewise; `failed`: refused; `accepted`: a 2xx, and
 * no NOTIFY yet; `no-notify`: none came in 64*T1 (Timer N); `pending`, `active`, `terminated`: as NOTIFY says, or a response ended it; `expired`: it ran out;
 * `none`: a REFER that asked for no subscription, and got none; `unsolicited`: NOTIFY that nobody had subscribed to.
 */
export const subscriptionStates = [
  'requested',
  'timed-out',
  'challenged',
  'redirected',
  'failed',
  'accepted',
  'no-notify',
  'pending',
  'active',
  'terminated',
  'expired',
  'none',
  'unsolicited',
] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

/** A subscription to the state of a resource, seen on one or several hops (RFC 6665). */
export type SubscriptionRow = {
  readonly id: string;
  /** What made it: a SUBSCRIBE, a REFER, or nothing that could be seen though it had to be. */
  readonly kind: 'subscribe' | 'refer' | 'unsolicited';
  /** The Event's package and its templates: `presence`, `presence.winfo`. */
  readonly event?: string;
  /** Tells subscriptions to one package within a dialog apart. */
  readonly eventId?: string;
  /** URIs. */
  readonly subscriber?: string;
  readonly notifier?: string;
  /** What is subscribed to: the Request-URI. */
  readonly resource?: string;
  /** Of a REFER: whom to turn to. */
  readonly referTo?: string;
  /** `ip:port` of either, as far as the capture goes. */
  readonly subscriberAddress?: string;
  readonly notifierAddress?: string;
  readonly callId?: string;
  readonly started: string;
  /** The first 2xx. */
  readonly accepted?: string;
  /** When it was first active. */
  readonly active?: string;
  readonly ended?: string;
  readonly state: SubscriptionState;
  /** Who or what ended it. */
  readonly endedBy?: SubscriptionEnd;
  /** Why the notifier ended it: `deactivated`, `probation`, `rejected`, `timeout`, `giveup`, `noresource`, `invariant` … (RFC 6665 §4.1.3). */
  readonly reason?: string;
  /** When a new one may be asked for, after a refusal or the end. */
  readonly retryAfterSeconds?: number;
  /** The deciding response, where it was refused or ended by one. */
  readonly status?: number;
  readonly statusReason?: string;
  /** Of 489: packages that the notifier knows. */
  readonly allowEvents?: readonly string[];
  /** Asked for but once: Expires was 0. */
  readonly fetch?: true;
  /** The last one asked for, and the last one granted. */
  readonly requestedSeconds?: number;
  readonly expiresSeconds?: number;
  /** When it runs out, or ran out. */
  readonly expires?: string;
  readonly refreshes: number;
  /** Between SUBSCRIBEs that made or refreshed it. */
  readonly refreshMs?: { readonly min: number; readonly mean: number; readonly max: number };
  readonly notifications: number;
  readonly challenges?: number;
  readonly retransmissions: number;
  readonly notifyBeforeAccepted?: true;
  /** What made a REFER make no subscription (RFC 4488, RFC 7614). */
  readonly suppressedBy?: 'Refer-Sub' | 'nosub' | 'explicitsub';
  /** Where the fate of such a REFER can be subscribed to (RFC 7614 §4.8). */
  readonly referEventsAt?: string;
  /** How the referred request fared, as far as told. */
  readonly referStatus?: number;
  readonly referReason?: string;
  /** What the SUBSCRIBE's body asks for: keys, filters, a list of resources. */
  readonly asks?: string;
  /** Id of the first subscription made by the same SUBSCRIBE. */
  readonly forkedFrom?: string;
  /** Of a subscription to a list: its resources, as told last (RFC 4662). */
  readonly list?: readonly ListedResourceRow[];
  readonly moreList?: number;
  /** Each state that was another than the one before; of many the first hundred and the last. */
  readonly states?: readonly StateRow[];
  readonly moreStates?: number;
  /** What became of the subscription itself; of many the first twenty and the last. */
  readonly steps: readonly SubscriptionStepRow[];
  readonly moreSteps?: number;
  readonly problems?: readonly ProblemRow<SubscriptionProblem>[];
  /** Ids. */
  readonly dialog?: string;
  readonly call?: string;
  /** `ip:port` in order of appearance. */
  readonly participants: readonly string[];
  /** Frames, in order: all, or the first 4096. */
  readonly messages: readonly number[];
  readonly moreMessages?: number;
  /** False where the capture starts or ends inside. */
  readonly complete: boolean;
};

/**
 * `subscriber`: SUBSCRIBE with Expires 0; `notifier`: NOTIFY said terminated; `expiry`: nothing refreshed it; `SUBSCRIBE refused`, `NOTIFY refused`: by a response
 * that ends a subscription (RFC 6665 §4.1.2.2, §4.2.2).
 */
export type SubscriptionEnd = 'subscriber' | 'notifier' | 'expiry' | 'SUBSCRIBE refused' | 'NOTIFY refused';

export type SubscriptionStepRow = {
  readonly at: string;
  readonly frame: number;
  readonly what: SubscriptionStep;
  readonly status?: number;
  /** For people. */
  readonly detail?: string;
};

export type SubscriptionStep =
  | 'subscribe'
  | 'refer'
  | 'challenged'
  | 'tried again'
  | 'accepted'
  | 'refused'
  | 'redirected'
  | 'interval too brief'
  | 'pending'
  | 'active'
  | 'refresh'
  | 'refreshed'
  | 'refresh refused'
  | 'unsubscribe'
  | 'unsubscribed'
  | 'shortened'
  | 'NOTIFY'
  | 'NOTIFY refused'
  | 'terminated';

export type SubscriptionProblem =
  | 'version-skipped'
  | 'version-back'
  | 'notify-refused'
  | 'notify-unanswered'
  | 'notify-after-end'
  | 'notify-despite-suppression'
  | 'subscription-state-missing'
  | 'expires-lengthened'
  | 'refreshed-late'
  | 'body-unreadable'
  | 'body-not-read';

/** A resource of a list and the subscriptions behind it. */
export type ListedResourceRow = {
  readonly uri: string;
  readonly name?: string;
  readonly instances: readonly {
    readonly id?: string;
    readonly state?: 'active' | 'pending' | 'terminated';
    readonly reason?: string;
  }[];
};
