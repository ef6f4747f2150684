import type { Credentials } from '@sipscope/parser';
import { isDigest } from '../../identity/check-credentials.ts';
import { textKey } from '../../identity/text-key.ts';
import {
  algorithmOf,
  challengesIn,
  clientAddress,
  clientOf,
  credentialsIn,
  partSpan,
  type Placed,
  repeatsCredentials,
  schemeSpan,
} from '../credentials.ts';
import { quoted } from '../quoted.ts';
import { type Fault, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { summed, watchAnswers } from '../watch-answers.ts';

const credentialFields = ['Authorization', 'Proxy-Authorization'] as const;
const challengeFields = ['WWW-Authenticate', 'Proxy-Authenticate'] as const;
const on = {
  requests: 'any',
  responses: [401, 407],
  has: [...credentialFields, ...challengeFields],
} as const;

/** Nonces of a client that are remembered. */
const mostNonces = 64;

export const nonceRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-AUT-006',
    title: 'Nonce count not increasing',
    level: 'must',
    severity: 'error',
    rfc: 7616,
    section: '3.4',
    why: 'The server takes a count it has seen for a replay, and refuses the request or asks for credentials again.',
    advice:
      'Count each request that is sent with the same nonce, retries and other dialogs included, and begin with 00000001 for a new nonce.',
    right: 'nonce="84a4cc6f", nc=00000001, then nonce="84a4cc6f", nc=00000002',
    wrong: 'nonce="84a4cc6f", nc=00000001, then again nonce="84a4cc6f", nc=00000001',
    abnf: 'nonce-count',
    headers: credentialFields,
    on,
    by: clientAddress,
    watch: watchCounts,
  }),
  sourceRule({
    id: 'SIP-AUT-016',
    title: 'opaque not returned unchanged',
    level: 'must',
    severity: 'error',
    rfc: 7616,
    section: '3.4',
    why: 'The server knows by it what it asked, and refuses credentials without it.',
    advice: 'Send the opaque of the challenge back as it came, also where it is empty.',
    right: 'WWW-Authenticate: …, opaque="5ccc069c", then Authorization: …, opaque="5ccc069c"',
    wrong: 'WWW-Authenticate: …, opaque="5ccc069c", then Authorization: … without opaque',
    abnf: 'opaque',
    headers: credentialFields,
    on,
    by: clientOf,
    watch: () =>
      watchAnswers((placed, challenges, seen) => {
        const { opaque } = placed.value;
        const asked = challenges.filter(({ opaqueKey }) => opaqueKey !== undefined);
        if (asked.length < challenges.length) return undefined;
        const key = opaque === undefined ? undefined : textKey(opaque);
        if (asked.some(({ opaqueKey }) => opaqueKey === key)) return 'kept';
        const evidence = asked.map((one) => one.seen);
        if (opaque === undefined)
          return {
            seen: 'The challenge had an opaque, and the credentials for its nonce have none.',
            span: schemeSpan(placed),
            evidence,
          };
        return {
          seen: `The opaque ${quoted(opaque)} is not the one of the challenge with this nonce.`,
          span: partSpan(seen.message, placed, 'opaque'),
          evidence,
        };
      }),
  }),
  sourceRule({
    id: 'SIP-AUT-017',
    title: 'Credentials realm or algorithm differs from challenge',
    level: 'must',
    severity: 'error',
    rfc: 7616,
    section: '3.4',
    why: 'The digest is made of the realm, by the algorithm: the server computes another one, and asks again and again.',
    advice:
      'Answer with the realm and the algorithm of the challenge, letter by letter; without an algorithm it is MD5.',
    right:
      'WWW-Authenticate: Digest realm="example.com", …, algorithm=SHA-256, then Authorization: Digest realm="example.com", …, algorithm=SHA-256',
    wrong:
      'WWW-Authenticate: Digest realm="example.com", …, algorithm=SHA-256, then Authorization: Digest realm="example.com", … without algorithm',
    abnf: 'algorithm',
    headers: credentialFields,
    on,
    by: clientOf,
    watch: () =>
      watchAnswers((placed, challenges, seen) => {
        const { value } = placed;
        const evidence = challenges.map((one) => one.seen);
        const realm = value.realm ?? '';
        const ofRealm = challenges.filter((one) => one.realm === realm);
        const [first] = challenges;
        if (ofRealm.length === 0)
          return {
            seen: `The credentials are for the realm ${quoted(realm)}; the challenge with their nonce is for ${quoted(first?.realm ?? '')}.`,
            span: partSpan(seen.message, placed, 'realm'),
            evidence,
          };
        const algorithm = algorithmOf(value);
        if (ofRealm.some((one) => one.algorithm === algorithm)) return 'kept';
        return {
          seen: `The credentials are made by ${quoted(algorithm)}; the challenge with their nonce asks for ${quoted(ofRealm[0]?.algorithm ?? '')}.`,
          span: partSpan(seen.message, placed, 'algorithm'),
          evidence,
        };
      }),
  }),
];

type Use = { nc: number; callId: string; cseq: number; seen: Seen };

type Nonce = {
  /** How many challenges gave it. A server that gives it again begins anew. */
  given: number;
  /** The latest use by each user. */
  readonly uses: Map<string, Use>;
};

const mostUsers = 16;

function watchCounts(): Watch {
  const nonces = new Map<number, Nonce>();
  const nonceOf = (key: number): Nonce => {
    const known = nonces.get(key);
    if (known !== undefined) return known;
    const [oldest] = nonces.keys();
    if (nonces.size >= mostNonces && oldest !== undefined) nonces.delete(oldest);
    const nonce: Nonce = { given: 0, uses: new Map() };
    nonces.set(key, nonce);
    return nonce;
  };
  return (seen) => {
    if (repeatsCredentials(seen)) return undefined;
    if (!seen.isRequest) {
      for (const { value } of challengesIn(seen.message))
        if (value.nonce !== undefined) nonceOf(textKey(value.nonce)).given++;
      return undefined;
    }
    return summed(credentialsIn(seen.message).map((one) => countOf(one, nonceOf(textKey(one.value.nonce)), seen)));
  };
}

function countOf(placed: Placed<Credentials>, nonce: Nonce, seen: Seen): undefined | 'kept' | Fault {
  const { value } = placed;
  const { nc, username = '' } = value;
  if (!isDigest(value) || nc === undefined || nonce.given > 1) return undefined;
  const callId = seen.message.callId ?? '';
  const name = `${seen.srcPort} ${username.slice(0, 100)}`;
  const last = nonce.uses.get(name);
  if (last === undefined && nonce.uses.size >= mostUsers) return undefined;
  const isSameRequest = last !== undefined && last.callId === callId && last.cseq === seen.cseq;
  if (last === undefined || (nc > last.nc && !isSameRequest)) {
    nonce.uses.set(name, { nc, callId: callId.slice(0, 200), cseq: seen.cseq, seen });
    return last === undefined ? undefined : 'kept';
  }
  // A copy over another branch, or requests that overtook each other.
  if (isSameRequest || (nc < last.nc && (last.callId !== callId || seen.cseq <= last.cseq))) return undefined;
  return {
    seen:
      nc === last.nc
        ? `The count ${hex(nc)} of the nonce was used before, in the ${last.seen.name} of frame ${last.seen.frame}.`
        : `The count ${hex(nc)} of the nonce follows the count ${hex(last.nc)}, of the ${last.seen.name} of frame ${last.seen.frame}.`,
    span: partSpan(seen.message, placed, 'nc'),
    evidence: [last.seen],
  };
}

function hex(count: number): string {
  return count.toString(16).padStart(8, '0');
}
