import { EndsOfList } from '../follow/ends-of-list.ts';
import type { Followed } from '../follow/follower.ts';
import type { Authentication } from '../identity/authentication.ts';
import type { PasswordVerdict } from '../identity/check-password.ts';
import type { RegistrationFailure, RegistrationNat, RegistrationOutcome } from '../rows/registration-row.ts';
import type { RegisterContact, RegisterContacts } from './register-contact.ts';

/** One list for all that have none; lists grow by `withOneMore`, which leaves it empty. */
const none: never[] = [];

/** So many attempts and frames of a registration are told: the first and the last. */
const maxAttempts = 20;
const maxFrames = 100;
/** So many notifications are told. */
const maxNotifications = 32;

/** A registration as it is followed. Moments are nanoseconds, -1 (or no number) where not seen. */
export class Registration implements Followed {
  readonly number: number;
  slot = -1;
  lastNs: number;
  readonly startedNs: number;
  readonly aor: string;
  /** From, where that is not the address-of-record. */
  readonly registrant: string | undefined;
  /** The next one of the address-of-record that is open. */
  next: Registration | undefined = undefined;
  instance: string | undefined = undefined;
  /** By Call-ID, the latest last. */
  threads: Thread[] = none;
  callIds: string[] = none;
  callIdCount = 0;
  /** The latest last. */
  bindings: Binding[] = none;
  droppedBindings = 0;
  otherContacts: readonly string[] = none;
  attempts: EndsOfList<Attempt> = new EndsOfList(maxAttempts);
  outcomes: RegistrationOutcome[] = none;
  failures = 0;
  refreshing: Refreshing | undefined = undefined;
  lastSuccessNs = -1;
  /** Since when it has been registered without interruption. */
  registeredNs = -1;
  firstDelayNs = -1;
  /** Endpoint numbers of the `FlowTable`. */
  clients: number[] = none;
  /** The flow of the first request, and the one nearest to the registrar. */
  flow = -1;
  hops: readonly Hop[] = none;
  registrarUri: string | undefined = undefined;
  userAgent: string | undefined = undefined;
  server: string | undefined = undefined;
  extensions: Extensions | undefined = undefined;
  nat: RegistrationNat | undefined = undefined;
  /** Made with the first challenge or credentials. */
  authentication: Authentication | undefined = undefined;
  login: Login | undefined = undefined;
  notifications: EndsOfList<Notification> | undefined = undefined;
  retransmissions = 0;
  readonly frames: EndsOfList<number> = new EndsOfList(maxFrames);
  /** Whether something of it came before the capture. */
  isCut = false;

  constructor(number: number, startedNs: number, aor: string, registrant: string | undefined) {
    this.number = number;
    this.startedNs = startedNs;
    this.lastNs = startedNs;
    this.aor = aor;
    this.registrant = registrant;
  }

  /** Most registrations are not refreshed in a capture. */
  refresh(): Refreshing {
    return (this.refreshing ??= { count: 0, late: 0, shortestNs: Infinity, longestNs: -1 });
  }

  /** Most registrations need none. */
  extend(): Extensions {
    return (this.extensions ??= {
      path: none,
      serviceRoute: none,
      associatedUris: none,
      identities: none,
      securityMechanisms: none,
      asksOutbound: false,
      usesOutbound: false,
      flowTimerSeconds: -1,
    });
  }

  addNotification(notification: Notification): void {
    (this.notifications ??= new EndsOfList(maxNotifications)).add(notification);
  }
}

export type Refreshing = {
  count: number;
  /** Of those that came when the binding had expired. */
  late: number;
  /** Between two successes. */
  shortestNs: number;
  longestNs: number;
};

/** What extensions of SIP tell. */
export type Extensions = {
  path: readonly string[];
  serviceRoute: readonly string[];
  associatedUris: readonly string[];
  /** The same as addresses-of-record, by which it is found too. */
  identities: readonly string[];
  securityMechanisms: readonly string[];
  asksOutbound: boolean;
  usesOutbound: boolean;
  flowTimerSeconds: number;
};

/** The REGISTERs of one Call-ID for one address-of-record: they are in order of CSeq (RFC 3261 §10.2). */
export class Thread {
  readonly callId: number;
  /** Of the latest REGISTER; before the first less than that of one whose CSeq cannot be read, which is -1. */
  cseq = -2;
  /** Of the latest CSeq, until its final response. */
  round: Round | undefined = undefined;
  /** That goes on, or the last one. */
  attempt: Attempt | undefined = undefined;

  constructor(callId: number) {
    this.callId = callId;
  }
}

/** One REGISTER on all its hops, and what came of it. */
export class Round {
  readonly cseq: number;
  /** Where it is nearest to the user agent: a transaction's number. */
  transaction: number;
  viaCount: number;
  readonly startedNs: number;
  contacts: RegisterContacts;
  /** Its Expires field; -1 where it has none. */
  readonly expires: number;
  hops: Hop[] = none;
  /** A final response that was seen further on its way. */
  further: FinalResponse | undefined = undefined;

  constructor(
    cseq: number,
    transaction: number,
    viaCount: number,
    startedNs: number,
    contacts: RegisterContacts,
    expires: number,
  ) {
    this.cseq = cseq;
    this.transaction = transaction;
    this.viaCount = viaCount;
    this.startedNs = startedNs;
    this.contacts = contacts;
    this.expires = expires;
  }
}

export type Hop = { readonly flow: number; readonly viaCount: number; readonly frame: number };

/** What is kept of a final response. */
export type FinalResponse = {
  readonly status: number;
  readonly reason: string | undefined;
  readonly timeNs: number;
  readonly frame: number;
  readonly contacts: RegisterContacts;
  /** Its Expires field; -1 where it has none. */
  readonly expires: number;
  readonly minExpires: number;
  readonly retryAfter: number;
};

export class Attempt {
  readonly startedNs: number;
  /** When its success came, and the one before it. */
  succeededNs = -1;
  lastSuccessNs = -1;
  outcome: RegistrationOutcome | undefined = undefined;
  status = 0;
  reason: string | undefined = undefined;
  why: RegistrationFailure | undefined = undefined;
  challenges = 0;
  hasCredentials = false;
  /** What it waits for since when, after a 401, 407 or 423. */
  waits: 'credentials' | 'interval' | undefined = undefined;
  waitsSinceNs = -1;
  requestedSeconds = -1;
  grantedSeconds = -1;
  minExpiresSeconds = -1;
  lateNs = -1;
  retryAfterSeconds = -1;
  redirectedTo: readonly string[] = none;
  isAnsweredFurtherOn = false;
  frames: number[] = none;

  constructor(startedNs: number) {
    this.startedNs = startedNs;
  }
}

export class Binding {
  /** As it was sent. */
  contact: RegisterContact;
  listedAs: string | undefined = undefined;
  sinceNs: number;
  /** The latest 2xx that said something of it. */
  changedNs: number = -Infinity;
  untilNs: number = Infinity;
  expiresSeconds = -1;
  expiresFrom: 'contact' | 'expires' | 'request' | undefined = undefined;
  refreshes = 0;
  ended: 'removed' | 'replaced' | undefined = undefined;
  removedBy: 'contact' | '*' | 'registrar' | undefined = undefined;
  isAssumed = false;
  addedFrame: number;
  refreshedFrame = -1;
  endedFrame = -1;

  constructor(contact: RegisterContact, sinceNs: number, addedFrame: number) {
    this.contact = contact;
    this.sinceNs = sinceNs;
    this.addedFrame = addedFrame;
  }

  isActive(nowNs: number): boolean {
    return this.ended === undefined && this.untilNs > nowNs;
  }

  end(ended: 'removed' | 'replaced', by: Binding['removedBy'], nowNs: number, frame: number): void {
    this.ended = ended;
    this.removedBy = by;
    this.untilNs = Math.min(this.untilNs, nowNs);
    this.endedFrame = frame;
  }
}

/** Who signs in, and how that went. */
export type Login = {
  scheme: string;
  realm: string | undefined;
  username: string | undefined;
  algorithm: string | undefined;
  qop: string | undefined;
  challenges: number;
  stale: number;
  refused: number;
  password: PasswordVerdict | undefined;
  serverPassword: PasswordVerdict | undefined;
  problems: { readonly code: string; count: number; readonly frame: number }[];
};

export type Notification = {
  readonly timeNs: number;
  readonly frame: number;
  readonly contact: string | undefined;
  /** See `RegisterContact`. */
  readonly place: number;
  readonly state: 'active' | 'terminated';
  readonly event: string | undefined;
  readonly expiresSeconds: number;
  readonly durationSeconds: number;
};
