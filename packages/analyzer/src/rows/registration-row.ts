/**
 * An address-of-record and one user agent that is, was or wanted to be reached there (RFC 3261 §10): a phone, from its first REGISTER of the capture until its
 * bindings are gone. A user agent is known by its instance (RFC 5626 §4.1), else by its Call-ID; with a new Call-ID it is taken for the same where it
 * registers the same contact from the same address, or comes from where one came that is not registered any more.
 */
export type RegistrationRow = {
  readonly id: string;
  /** Address-of-record: the URI of To, without parameters and escapes (RFC 3261 §10.3). */
  readonly aor: string;
  /** Who registers, where that is another than the address-of-record: From of a third-party registration (RFC 3261 §10.2, TS 24.229 §5.4.1.7). */
  readonly registrant?: string;
  /** At the end of the capture, or when nothing more came of it. */
  readonly state: RegistrationState;
  /** What came of the latest attempt; absent where its end was not captured. */
  readonly outcome?: RegistrationOutcome;
  /** Of all attempts, each once, in the order in which they came first. */
  readonly outcomes: readonly RegistrationOutcome[];
  readonly callIds: readonly string[];
  /** How many more Call-IDs there were. */
  readonly moreCallIds?: number;
  readonly started: string;
  /** The last message. */
  readonly ended: string;
  /** When it became registered, without an interruption since. */
  readonly since?: string;
  /** When the registration ends, or ended, if nothing more comes of it. */
  readonly until?: string;
  /** Granted last. */
  readonly expiresSeconds?: number;
  /** `ip:port` that sent the requests, nearest to the user agent of those that were captured; each where there were several. */
  readonly clients: readonly string[];
  /** `ip:port` that received them last on their way, of those that were captured. */
  readonly registrar?: string;
  /** The Request-URI. */
  readonly registrarUri?: string;
  /** Absent where only the registrar's notifications tell of it. */
  readonly transport?: string;
  readonly userAgent?: string;
  /** Who answered, as the Server field says. */
  readonly server?: string;
  /** The URN of the device (RFC 5626 §4.1). */
  readonly instance?: string;
  /** URIs of the bindings it has, or had last. */
  readonly contacts: readonly string[];
  readonly bindings: readonly RegistrationBinding[];
  /** How many older ones are not told. */
  readonly moreBindings?: number;
  /** Of other user agents of the address-of-record, as the registrar listed them last. */
  readonly otherContacts?: readonly string[];
  readonly attempts: readonly RegistrationAttempt[];
  /** How many attempts between the first and the last ones are not told. */
  readonly moreAttempts?: number;
  readonly failures?: number;
  readonly refreshes?: number;
  /** Between two successes: the shortest and the longest time. */
  readonly refreshSeconds?: { readonly min: number; readonly max: number };
  /** How many came when the registration had expired. */
  readonly lateRefreshes?: number;
  /** From the first REGISTER of an attempt to its 200, the challenge included (registration request delay, RFC 6076 §4.1), of the first success. */
  readonly delayMs?: number;
  readonly authentication?: RegistrationAuthentication;
  readonly outbound?: RegistrationOutbound;
  /** Path (RFC 3327): where requests for it come through. */
  readonly path?: readonly string[];
  /** Service-Route (RFC 3608): where its requests go through. */
  readonly serviceRoute?: readonly string[];
  /** P-Associated-URI (RFC 7315 §5.1): the identities that are registered with it. */
  readonly associatedUris?: readonly string[];
  /** Security-Server (RFC 3329): what the user agent is asked to protect its next messages with. What goes through IPsec is not captured in the clear. */
  readonly securityMechanisms?: readonly string[];
  readonly nat?: RegistrationNat;
  /** The way of the requests, from the user agent on, as far as it was captured. */
  readonly hops: readonly RegistrationHop[];
  /** What the registrar told of it in notifications of the package reg (RFC 3680). */
  readonly notifications?: readonly RegistrationNotification[];
  readonly moreNotifications?: number;
  readonly retransmissions?: number;
  /** Frames, in order. */
  readonly messages: readonly number[];
  /** How many frames between the first and the last ones are not told. */
  readonly moreMessages?: number;
  /** False where it began before the capture. */
  readonly complete: boolean;
};

/** `challenged`: asked for credentials, and none came. `unknown`: what came of it was not captured, or nothing was asked for but the bindings. */
export const registrationStates = [
  'registered',
  'expired',
  'removed',
  'rejected',
  'challenged',
  'timed-out',
  'unknown',
] as const;
export type RegistrationState = (typeof registrationStates)[number];

/**
 * `fetched`: no contact was sent, only the bindings asked for (RFC 3261 §10.2.3). `interval-negotiated`: a 423, then a success with a longer interval;
 * `interval-too-brief`: nothing came after the 423. `auth-challenge-only`: no credentials came; `auth-failed`: credentials were refused. `forbidden`: refused
 * without credentials, or with right ones. `not-found`: 404, 410, 485, 604. `service-unavailable`: a 5xx. `rejected`: any other refusal.
 */
export const registrationOutcomes = [
  'registered',
  'refreshed',
  'removed',
  'fetched',
  'interval-negotiated',
  'interval-too-brief',
  'auth-challenge-only',
  'auth-failed',
  'forbidden',
  'not-found',
  'redirected',
  'service-unavailable',
  'rejected',
  'timeout',
] as const;
export type RegistrationOutcome = (typeof registrationOutcomes)[number];

/**
 * Why an attempt failed, beside its status. `no-credentials`: it was challenged, and did not answer. `stale-nonce`: the nonce was too old, and no new answer came.
 * `realm-differs`: the credentials are for another realm than the one that asks. `credentials-refused`: those made with the nonce the registrar gave are refused,
 * so user name or password are wrong. `wrong-password`: they were made with another password than the one that is known; `right-password`: with that one, and
 * refused all the same. `nonce-replayed`: a nonce and its count were used a second time.
 */
export const registrationFailures = [
  'no-credentials',
  'stale-nonce',
  'realm-differs',
  'credentials-refused',
  'wrong-password',
  'right-password',
  'nonce-replayed',
] as const;
export type RegistrationFailure = (typeof registrationFailures)[number];

/** From a REGISTER to what came of it, retries with credentials or another interval included. */
export type RegistrationAttempt = {
  readonly started: string;
  readonly outcome?: RegistrationOutcome;
  /** Of the last final response. */
  readonly status?: number;
  readonly reason?: string;
  readonly why?: RegistrationFailure;
  /** From the first REGISTER to the 200. */
  readonly delayMs?: number;
  readonly requestedSeconds?: number;
  readonly grantedSeconds?: number;
  /** Of a 423. */
  readonly minExpiresSeconds?: number;
  readonly challenges?: number;
  /** How long the registration had been expired when it came. */
  readonly lateSeconds?: number;
  readonly retryAfterSeconds?: number;
  /** Where a 3xx sent it to. */
  readonly redirectedTo?: readonly string[];
  /** True where only a response further on its way was captured. */
  readonly answeredFurtherOn?: true;
  readonly frames: readonly number[];
};

export type RegistrationBinding = {
  readonly contact: string;
  /** As the registrar lists it, where that is not as it was sent. */
  readonly listedAs?: string;
  /** `replaced`: the registrar lists it no more beside the new one. `removed`: by the user agent, by another one's `*`, or by the registrar. */
  readonly state: 'active' | 'expired' | 'removed' | 'replaced';
  readonly since?: string;
  /** When it ends, or ended. */
  readonly until?: string;
  readonly expiresSeconds?: number;
  /** What says how long it holds: the Contact of the 200, its Expires, or only the request. */
  readonly expiresFrom?: 'contact' | 'expires' | 'request';
  readonly refreshes?: number;
  readonly q?: number;
  readonly instance?: string;
  /** The flow (RFC 5626 §4.2). */
  readonly regId?: number;
  readonly publicGruu?: string;
  readonly temporaryGruu?: string;
  readonly removedBy?: 'contact' | '*' | 'registrar';
  /** True where no REGISTER for it was captured: only the registrar's word. */
  readonly assumed?: true;
  /** Frames: where it was added, refreshed last, removed. */
  readonly frames: readonly number[];
};

export type RegistrationAuthentication = {
  /** In lower case: `digest`, `bearer` … */
  readonly scheme: string;
  readonly realm?: string;
  readonly username?: string;
  /** As written; MD5 where a digest does not say. */
  readonly algorithm?: string;
  readonly qop?: string;
  readonly challenges: number;
  /** How many of them said that only the nonce was too old. */
  readonly stale?: number;
  /** How many credentials were refused. */
  readonly refused?: number;
  /** Of the latest credentials: whether they were made with the password that is known. */
  readonly password?: 'right' | 'wrong';
  /** Whether the registrar proved to know it (`rspauth`). */
  readonly serverPassword?: 'right' | 'wrong';
  /** What does not fit in credentials, each with the frame where it was first seen. */
  readonly problems?: readonly { readonly code: string; readonly count: number; readonly frame: number }[];
};

/** Flows kept open by the user agent (RFC 5626). */
export type RegistrationOutbound = {
  /** `asked`: the request supports it. `used`: the registrar requires it in its 200. */
  readonly state: 'asked' | 'used';
  readonly flows: number;
  /** Flow-Timer: how often the flow must be kept alive. */
  readonly flowTimerSeconds?: number;
};

/** Network address translation between the user agent and whom it talks to. */
export type RegistrationNat = {
  /** Where the user agent believes to be: the sent-by of its Via. */
  readonly inside: string;
  /** Where its packets come from. */
  readonly outside: string;
  /** `via`: its packets come from another address than its Via says. `received`: a server says so. `contact`: its Contact is a private address, its packets come from a public one. */
  readonly evidence: readonly ('via' | 'received' | 'contact')[];
  readonly frame: number;
};

export type RegistrationHop = { readonly from: string; readonly to: string; readonly frame: number };

export type RegistrationNotification = {
  readonly time: string;
  readonly contact?: string;
  readonly state: 'active' | 'terminated';
  readonly event?: string;
  readonly expiresSeconds?: number;
  readonly frame: number;
};
