import type { Challenge, Credentials, HeaderValue, SipMessage, Span } from '@sipscope/parser';
import { isDigest } from '../identity/check-credentials.ts';
import { textKey } from '../identity/text-key.ts';
import { keptText } from '../message/kept-text.ts';
import { fieldsOf, parameterSpan } from './field-values.ts';
import type { Seen } from './seen.ts';

/** A challenge or credentials, and where they stand. */
export type Placed<Value> = { readonly value: Value; readonly span: Span };

/** Of a message, fields beyond are not looked at. */
const mostFields = 8;
/** Challenges remembered of one client. */
const mostChallenges = 8;

export function challengesIn(message: SipMessage): readonly Placed<Challenge>[] {
  return [...placed(message, 'WWW-Authenticate'), ...placed(message, 'Proxy-Authenticate')];
}

export function credentialsIn(message: SipMessage): readonly Placed<Credentials>[] {
  return [...placed(message, 'Authorization'), ...placed(message, 'Proxy-Authorization')];
}

function placed<Name extends 'WWW-Authenticate' | 'Proxy-Authenticate' | 'Authorization' | 'Proxy-Authorization'>(
  message: SipMessage,
  name: Name,
): readonly Placed<HeaderValue<Name>>[] {
  return fieldsOf(message, name)
    .slice(0, mostFields)
    .flatMap(({ values, span }) => values.slice(0, mostFields).map((value) => ({ value, span })));
}

/** Where the scheme of a challenge or of credentials stands: what follows may be secret, and is not to be pointed at. */
export function schemeSpan({ value, span: [start] }: Placed<Challenge | Credentials>): Span {
  return [start, start + value.scheme.length];
}

/** Where a parameter of that name stands; its scheme where there is none. Of the digest itself only the name. */
export function partSpan(message: SipMessage, placed: Placed<Challenge | Credentials>, name: string): Span {
  const [start, end] = parameterSpan(message, placed.span, name);
  if (start === placed.span[0]) return schemeSpan(placed);
  return name === 'response' ? [start, start + name.length] : [start, end];
}

/** ACK and CANCEL repeat the credentials of their INVITE (RFC 3261 §22.1). */
export function repeatsCredentials({ method }: Seen): boolean {
  return method === 'ACK' || method === 'CANCEL';
}

/** Whose request it is, or is answered: by Call-ID and From tag, which a response repeats. */
export function clientOf({ message: { callId, from } }: Seen): string {
  return `${callId ?? ''} ${from?.tag ?? ''}`;
}

/** The address of the client: of a request where it comes from, of a response where it goes. */
export function clientAddress(seen: Seen): string {
  return seen.isRequest ? seen.srcIp : seen.dstIp;
}

/** In lower case; MD5 where none is said (RFC 7616 §3.3). */
export function algorithmOf({ algorithm }: { readonly algorithm: string | undefined }): string {
  return (algorithm ?? 'MD5').toLowerCase();
}

/** A challenge as it is remembered. */
export type GivenChallenge = {
  readonly seen: Seen;
  readonly realm: string;
  readonly nonceKey: number;
  /** Undefined where there is none. */
  readonly opaqueKey: number | undefined;
  readonly algorithm: string;
  readonly hasQop: boolean;
};

/** The challenges that one client got lately. */
export class GivenChallenges {
  #all: readonly GivenChallenge[] = [];

  /** Takes the digest challenges of a 401 or 407. */
  take(seen: Seen): void {
    const digests = challengesIn(seen.message).filter(({ value }) => isDigest(value) && value.nonce !== undefined);
    const taken = digests.map(({ value }) => ({
      seen,
      realm: keptText(value.realm ?? ''),
      nonceKey: textKey(value.nonce),
      opaqueKey: value.opaque === undefined ? undefined : textKey(value.opaque),
      algorithm: keptText(algorithmOf(value)),
      hasQop: value.qop.length > 0,
    }));
    this.#all = [...this.#all, ...taken].slice(-mostChallenges);
  }

  /** Those with the nonce that the credentials were made for. */
  withNonce({ nonce }: Credentials): readonly GivenChallenge[] {
    if (nonce === undefined || this.#all.length === 0) return [];
    const key = textKey(nonce);
    return this.#all.filter(({ nonceKey }) => nonceKey === key);
  }

  /** Those that came with that one. */
  besides({ seen }: GivenChallenge): readonly GivenChallenge[] {
    return this.#all.filter((one) => one.seen === seen);
  }
}
