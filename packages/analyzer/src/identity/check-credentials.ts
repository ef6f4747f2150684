import { type Challenge, type Credentials, parseUri, uriEquals } from '@sipscope/parser';
import { type DigestContent, passwordVerdict, type PasswordVerdict } from './check-password.ts';
import { isAka, passwordAlgorithm } from './digest.ts';
import type { Passwords } from './passwords.ts';
import { textKey } from './text-key.ts';

/** The request that carries credentials. */
export type DigestRequest = DigestContent & {
  /** As written; undefined where another than the client may have changed it. */
  readonly requestUri: string | undefined;
};

/** A challenge as far as credentials are compared with it. */
export type Offer = {
  /** In lower case. */
  readonly scheme: string;
  readonly realm: string | undefined;
  /** In lower case, MD5 where none is said (RFC 7616 §3.3). */
  readonly algorithm: string;
  /** In lower case. */
  readonly qop: readonly string[];
  /** Fingerprints. */
  readonly nonceKey: number;
  readonly opaqueKey: number;
};

/** What does not fit in credentials, beside the password. */
export type CredentialsProblem =
  /** Their `uri` is another than the Request-URI: who forwards a request may change that, its first sender may not (RFC 8760 §2.6). */
  | 'uri-differs'
  /** No challenge asked for this realm. */
  | 'realm-differs'
  /** Another algorithm than the challenge's (RFC 7616 §3.4). */
  | 'algorithm-differs'
  /** A stronger algorithm was offered before this one (RFC 8760 §2.4, §3). */
  | 'algorithm-weaker'
  /** An algorithm that is not known, so that nothing can be checked. */
  | 'algorithm-unknown'
  /** Another opaque text than the challenge's (RFC 7616 §3.4). */
  | 'opaque-differs'
  /** A quality of protection that was not offered (RFC 7616 §3.4). */
  | 'qop-not-offered'
  /** No quality of protection although it was offered (RFC 8760 §2.6). */
  | 'qop-missing'
  /** `nc` or `cnonce` is missing although there is a `qop` (RFC 7616 §3.4). */
  | 'nonce-count-missing'
  /** `username`, `realm`, `nonce`, `uri` or `response` is missing. */
  | 'incomplete';

/** What can be said of credentials by themselves and by the challenges they may answer. */
export type CredentialsVerdict = {
  /** Undefined where it cannot be told: no password of the user is known, or the algorithm is not made of one (AKA). */
  readonly password: PasswordVerdict | undefined;
  readonly problems: readonly CredentialsProblem[];
};

/**
 * Checks credentials against the request that carries them, the challenges they may answer, and the passwords that are known. Without challenges (none was
 * captured) only what the credentials say themselves is checked. RFC 7616 §3.4, RFC 8760 §2.
 */
export function checkCredentials(
  credentials: Credentials,
  request: DigestRequest,
  offers: readonly Offer[],
  passwords: Passwords | undefined,
): CredentialsVerdict {
  if (!isDigest(credentials) || isOnlyName(credentials)) return nothing;
  // Of damaged ones nothing more can be said.
  if (!isComplete(credentials)) return incomplete;
  const problems: CredentialsProblem[] = [];
  addOwnProblems(credentials, request, problems);
  addOfferProblems(credentials, offers.filter(isDigest), problems);
  return { password: passwordVerdict(credentials, request, passwords), problems };
}

/** What is compared of a challenge. */
export function offerOf({ scheme, realm, algorithm, qop, nonce, opaque }: Challenge): Offer {
  return {
    scheme: scheme.toLowerCase(),
    realm,
    algorithm: nameOf(algorithm),
    qop: qop.map((word) => word.toLowerCase()),
    nonceKey: textKey(nonce),
    opaqueKey: textKey(opaque),
  };
}

const nothing: CredentialsVerdict = { password: undefined, problems: [] };
const incomplete: CredentialsVerdict = { password: undefined, problems: ['incomplete'] };

function isComplete({ username, realm, nonce, uri, response }: Credentials): boolean {
  return [username, realm, nonce, uri, response].every((part) => part !== undefined);
}

export function isDigest({ scheme }: { readonly scheme: string }): boolean {
  return scheme.toLowerCase() === 'digest';
}

/** Whether credentials prove nothing and only say who asks, as those of the first REGISTER do in IMS. TS 24.229 §5.1.1.2.2. */
export function isOnlyName({ nonce, response }: Credentials): boolean {
  // Where both are missing the field is damaged, or was not made for that.
  if (nonce === undefined && response === undefined) return false;
  return (nonce ?? '') === '' && (response ?? '') === '';
}

function addOwnProblems(credentials: Credentials, request: DigestRequest, problems: CredentialsProblem[]): void {
  const { uri, algorithm, qop, nc, cnonce } = credentials;
  if (uri !== undefined && request.requestUri !== undefined && !isSameUri(uri, request.requestUri))
    problems.push('uri-differs');
  if (qop !== undefined && (nc === undefined || cnonce === undefined)) problems.push('nonce-count-missing');
  if (passwordAlgorithm(algorithm) === undefined && !isAka(algorithm)) problems.push('algorithm-unknown');
}

function isSameUri(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [parseUri(one).uri, parseUri(other).uri];
  return a !== undefined && b !== undefined && uriEquals(a, b);
}

function addOfferProblems(credentials: Credentials, offers: readonly Offer[], problems: CredentialsProblem[]): void {
  if (offers.length === 0) return;
  const ofRealm = offers.filter(({ realm }) => realm === credentials.realm);
  if (ofRealm.length === 0) {
    problems.push('realm-differs');
    return;
  }
  const algorithm = nameOf(credentials.algorithm);
  const answered = ofRealm.find((offer) => offer.algorithm === algorithm);
  if (answered === undefined) problems.push('algorithm-differs');
  else if (isWeaker(algorithm, ofRealm.slice(0, ofRealm.indexOf(answered)))) problems.push('algorithm-weaker');
  addAnswerProblems(credentials, answered ?? ofRealm[0]!, problems);
}

function addAnswerProblems(credentials: Credentials, offer: Offer, problems: CredentialsProblem[]): void {
  const { opaque, nonce, qop } = credentials;
  // Another nonce has another opaque text.
  if (offer.nonceKey === textKey(nonce) && offer.opaqueKey !== 0 && offer.opaqueKey !== textKey(opaque))
    problems.push('opaque-differs');
  if (qop !== undefined) {
    if (!offer.qop.includes(qop.toLowerCase())) problems.push('qop-not-offered');
  } else if (offer.qop.length > 0) {
    problems.push('qop-missing');
  }
}

/** MD5 where none is said. RFC 7616 §3.3. */
function nameOf(algorithm: string | undefined): string {
  return (algorithm ?? 'MD5').toLowerCase();
}

/** Whether one that was preferred to it has a longer digest. */
function isWeaker(algorithm: string, preferred: readonly Offer[]): boolean {
  const length = passwordAlgorithm(algorithm)?.hash.outputLen ?? 0;
  return length > 0 && preferred.some((other) => (passwordAlgorithm(other.algorithm)?.hash.outputLen ?? 0) > length);
}
