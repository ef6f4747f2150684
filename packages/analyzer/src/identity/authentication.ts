import type { Credentials, SipMessage } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import {
  checkCredentials,
  type CredentialsProblem,
  type CredentialsVerdict,
  isDigest,
  isOnlyName,
  type Offer,
  offerOf,
} from './check-credentials.ts';
import { answerOf, type DigestAnswer, type PasswordVerdict, serverVerdict } from './check-password.ts';
import type { Passwords } from './passwords.ts';
import { textKey } from './text-key.ts';

/** What does not fit in how a nonce is used. */
type NonceProblem =
  /** No challenge with it was captured. */
  | 'nonce-unseen'
  /** The server had already said that it is too old (`stale=true`). */
  | 'nonce-stale'
  /** With the same count in another request before: a replay (RFC 7616 §3.4). */
  | 'nonce-replayed'
  /** With a smaller count than one used before. */
  | 'nonce-count-order';

/** Credentials as they were found to be. */
export type CheckedCredentials = {
  /** In lower case: `digest`, `bearer` … */
  readonly scheme: string;
  readonly username: string | undefined;
  readonly realm: string | undefined;
  /** As written; undefined where none is said, which of digests means MD5. */
  readonly algorithm: string | undefined;
  readonly qop: string | undefined;
  /** Only the user's name, in answer to no challenge. */
  readonly isOnlyName: boolean;
  /** Whether they ask for another challenge, to bring sequence numbers into step (`auts` of AKA, RFC 3310 §3.4). */
  readonly resynchronises: boolean;
  /** Whether the nonce was used before, by a request that was accepted. */
  readonly isNonceProven: boolean;
  readonly password: PasswordVerdict | undefined;
  readonly problems: readonly (CredentialsProblem | NonceProblem)[];
};

/** Why a server asks for credentials. */
export type ChallengeReason =
  /** There were none of its realms. */
  | 'none-given'
  /** Those given were for other realms. */
  | 'other-realm'
  /** Their nonce was too old, as it says. */
  | 'stale'
  /** Their nonce had served, or was given long ago: it wants a new one. */
  | 'renewed'
  /** The SIM card asked for another one, to bring its sequence number into step (AKA, RFC 3310 §3.4). */
  | 'resynchronised'
  /** Those given, made with the nonce it gave just before, will not do. */
  | 'refused';

export type Challenged = {
  readonly reason: ChallengeReason;
  readonly realm: string | undefined;
  /** Of what was offered first. */
  readonly algorithm: string | undefined;
  readonly scheme: string;
};

type Nonce = {
  readonly key: number;
  readonly givenNs: number;
  readonly wasGiven: boolean;
  isStale: boolean;
  isProven: boolean;
  lastCount: number;
  /** The request that used it last. */
  lastRequest: number;
  firstCnonce: string | undefined;
};

/** What is remembered, of the latest. */
const maxNonces = 8;
const maxOffers = 8;
const maxCredentials = 8;
/** A nonce given longer ago than this may have grown too old without a word about it. */
const freshNs = 60e9;

/**
 * The challenges and answers between one client and its servers, as they come: of a registration, a dialog, a call. Requests whose copies were seen before,
 * and ACK and CANCEL, which repeat the credentials of their INVITE (RFC 3261 §22.1), are not to be given. RFC 3261 §22, RFC 7616 §3.
 */
export class Authentication {
  readonly #passwords: Passwords | undefined;
  #nonces: readonly Nonce[] = none;
  #offers: readonly Offer[] = none;
  #last: readonly CheckedCredentials[] = none;
  #lastNonces: readonly (Nonce | undefined)[] = none;
  /** Made with what the latest credentials say, where their password is known. */
  #answer: DigestAnswer | undefined = undefined;

  constructor(passwords?: Passwords) {
    this.#passwords = passwords;
  }

  /** Those of the latest request. */
  get last(): readonly CheckedCredentials[] {
    return this.#last;
  }

  /** The credentials of a request; `request` is a number that no other request has. */
  receiveRequest(message: SipMessage, request: number): readonly CheckedCredentials[] {
    const all = [...message.authorization, ...message.proxyAuthorization].slice(0, maxCredentials);
    const nonces: (Nonce | undefined)[] = [];
    this.#answer = undefined;
    const offers = this.#offersTo(all);
    this.#last = all.map((credentials) => {
      const nonce = this.#nonceOf(credentials);
      nonces.push(nonce);
      return this.#check(credentials, message, { nonce, offers, request });
    });
    this.#lastNonces = nonces;
    return this.#last;
  }

  /** The challenges of a 401 or 407; undefined where it has none. */
  receiveChallenge(message: SipMessage, timeNs: number): Challenged | undefined {
    const all = [...message.wwwAuthenticate, ...message.proxyAuthenticate].slice(0, maxOffers);
    const [first] = all;
    if (first === undefined) return undefined;
    const isStale = all.some(({ stale }) => stale) || saysStale(message);
    const realms = new Set(all.map(({ realm }) => realm));
    const reason = this.#reasonFor(realms, isStale, timeNs);
    const answered = this.#lastNonces.filter((_, index) => realms.has(this.#last[index]!.realm));
    if (isStale) for (const nonce of answered) if (nonce !== undefined) nonce.isStale = true;
    // Others stay as they were: a second server asks for its own realm.
    const others = this.#offers.filter(({ realm }) => !realms.has(realm));
    const offers = all.map((challenge) => keptOffer(offerOf(challenge)));
    this.#offers = [...others, ...offers].slice(-maxOffers);
    for (const { nonceKey } of offers) this.#remember(nonceKey, timeNs, true);
    return { reason, realm: kept(first.realm), algorithm: kept(first.algorithm), scheme: kept(first.scheme) ?? '' };
  }

  /** The request was accepted. Whether the server knows the password too, where it says so. */
  receiveSuccess(message: SipMessage, timeNs: number): PasswordVerdict | undefined {
    for (const nonce of this.#lastNonces) if (nonce !== undefined) nonce.isProven = true;
    const info = message.values('Authentication-Info')[0];
    const answer = this.#answer;
    this.#last = none;
    this.#lastNonces = none;
    this.#answer = undefined;
    if (info === undefined) return undefined;
    if (info.nextNonce !== undefined) this.#remember(textKey(info.nextNonce), timeNs, true);
    return answer && serverVerdict(info, answer, message.bodyBytes, this.#passwords);
  }

  #check(
    credentials: Credentials,
    message: SipMessage,
    {
      nonce,
      offers,
      request,
    }: { nonce: Nonce | undefined; offers: (credentials: Credentials) => readonly Offer[]; request: number },
  ): CheckedCredentials {
    const { scheme, username, realm, algorithm, qop } = credentials;
    const content = {
      method: message.method ?? '',
      requestUri: requestUriOf(message),
      body: message.bodyBytes,
      firstCnonce: nonce?.firstCnonce,
    };
    const verdict = checkCredentials(credentials, content, offers(credentials), this.#passwords);
    const isNonceProven = nonce?.isProven === true;
    const checked: CheckedCredentials = {
      scheme: scheme.toLowerCase(),
      username: kept(username),
      realm: kept(realm),
      algorithm: kept(algorithm),
      qop: kept(qop),
      isOnlyName: isDigest(credentials) && isOnlyName(credentials),
      resynchronises: credentials.auts !== undefined,
      isNonceProven,
      password: verdict.password,
      problems: withNonceProblems(verdict, credentials, nonce, request),
    };
    if (verdict.password !== undefined) this.#answer = answerOf(credentials, content, this.#passwords);
    if (nonce !== undefined) use(nonce, credentials, request);
    return checked;
  }

  /** What the credentials of a request may answer. Where one of them answers what was asked, others may answer what was asked before the capture began. */
  #offersTo(all: readonly Credentials[]): (credentials: Credentials) => readonly Offer[] {
    const realms = new Set(this.#offers.map(({ realm }) => realm));
    const isAnswered = all.some(({ realm }) => realms.has(realm));
    return ({ realm }) => (isAnswered && !realms.has(realm) ? none : this.#offers);
  }

  /** `undefined` of credentials that are no digest, or only a name. */
  #nonceOf(credentials: Credentials): Nonce | undefined {
    if (!isDigest(credentials) || isOnlyName(credentials)) return undefined;
    return this.#remember(textKey(credentials.nonce), Number.NEGATIVE_INFINITY, false);
  }

  #remember(key: number, givenNs: number, wasGiven: boolean): Nonce {
    const known = this.#nonces.find((nonce) => nonce.key === key);
    if (known !== undefined) return known;
    const nonce: Nonce = {
      key,
      givenNs,
      wasGiven,
      isStale: false,
      isProven: false,
      lastCount: -1,
      lastRequest: -1,
      firstCnonce: undefined,
    };
    this.#nonces = this.#nonces.slice(-(maxNonces - 1)).concat(nonce);
    return nonce;
  }

  #reasonFor(realms: ReadonlySet<string | undefined>, isStale: boolean, timeNs: number): ChallengeReason {
    const given = this.#last.map((credentials, index) => ({ credentials, nonce: this.#lastNonces[index] }));
    const proofs = given.filter(({ credentials }) => !credentials.isOnlyName);
    if (proofs.length === 0) return 'none-given';
    const answered = proofs.filter(({ credentials }) => realms.has(credentials.realm));
    // Where each server had its own realm, this one was not answered yet.
    const isNew = answered.length === 0 && !this.#offers.some(({ realm }) => realms.has(realm));
    if (answered.length === 0) return isNew ? 'none-given' : 'other-realm';
    if (isStale) return 'stale';
    if (answered.some(({ credentials }) => credentials.resynchronises)) return 'resynchronised';
    const isRefused = answered.some(
      ({ credentials, nonce }) =>
        credentials.password === 'wrong' ||
        (nonce !== undefined && nonce.wasGiven && !credentials.isNonceProven && timeNs - nonce.givenNs < freshNs),
    );
    return isRefused ? 'refused' : 'renewed';
  }
}

/** One list for all that have none. */
const none: readonly never[] = [];

/** Old servers say it in words alone: `401 nonce has changed`. */
function saysStale({ startLine }: SipMessage): boolean {
  return startLine?.kind === 'response' && /\b(?:nonce|stale)\b/i.test(startLine.reason);
}

/** As the client wrote it: who forwards a request may write another. */
function requestUriOf({ startLine, via }: SipMessage): string | undefined {
  return startLine?.kind === 'request' && via.length <= 1 ? startLine.requestUri : undefined;
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text.slice(0, maxText));
}

/** Names longer than this are cut. */
const maxText = 256;

function keptOffer(offer: Offer): Offer {
  const { scheme, realm, algorithm, qop } = offer;
  return {
    ...offer,
    scheme: keptText(scheme),
    realm: realm === undefined ? undefined : keptText(realm),
    algorithm: keptText(algorithm),
    qop: qop.map(keptText),
  };
}

function withNonceProblems(
  { problems }: CredentialsVerdict,
  { nc }: Credentials,
  nonce: Nonce | undefined,
  request: number,
): CheckedCredentials['problems'] {
  if (nonce === undefined || problems.includes('incomplete')) return problems;
  const found: (CredentialsProblem | NonceProblem)[] = [...problems];
  if (!nonce.wasGiven) found.push('nonce-unseen');
  if (nonce.isStale) found.push('nonce-stale');
  if (nc !== undefined && nonce.lastRequest !== request) {
    if (nc === nonce.lastCount) found.push('nonce-replayed');
    else if (nc < nonce.lastCount) found.push('nonce-count-order');
  }
  return found;
}

function use(nonce: Nonce, { nc, cnonce, algorithm }: Credentials, request: number): void {
  nonce.lastRequest = request;
  nonce.lastCount = Math.max(nonce.lastCount, nc ?? -1);
  if (algorithm?.toLowerCase().endsWith('-sess') === true) nonce.firstCnonce ??= kept(cnonce);
}
