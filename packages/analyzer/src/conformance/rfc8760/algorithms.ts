import type { Challenge, Credentials } from '@sipscope/parser';
import { isDigest } from '../../identity/check-credentials.ts';
import { passwordAlgorithm } from '../../identity/digest.ts';
import {
  algorithmOf,
  challengesIn,
  clientAddress,
  credentialsIn,
  GivenChallenges,
  partSpan,
  type Placed,
  repeatsCredentials,
} from '../credentials.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

const challengeFields = ['WWW-Authenticate', 'Proxy-Authenticate'] as const;
const credentialFields = ['Authorization', 'Proxy-Authorization'] as const;

export const algorithmRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-AUT-012',
    title: 'Several challenges with same realm and same algorithm',
    level: 'must',
    severity: 'error',
    rfc: 8760,
    section: '2.3',
    why: 'The client cannot tell which of them to answer, and may answer the one that the server does not look at.',
    advice: 'Send one challenge for each algorithm of a realm, the best one first.',
    right:
      'WWW-Authenticate: Digest realm="a", …, algorithm=SHA-256, then WWW-Authenticate: Digest realm="a", …, algorithm=MD5',
    wrong: 'WWW-Authenticate: Digest realm="a", …, algorithm=MD5 twice',
    abnf: 'challenge',
    headers: challengeFields,
    on: { responses: [401, 407], has: challengeFields },
    check({ message, method }) {
      const all = challengesIn(message).filter(({ value }) => isDigest(value));
      if (all.length < 2) return undefined;
      const at = all.findIndex(({ value }, index) =>
        all.slice(0, index).some((one) => isAlike(one.value, value, message.wwwAuthenticate)),
      );
      const double = all[at];
      if (double === undefined) return 'kept';
      const first = all.find(({ value }) => isAlike(value, double.value, message.wwwAuthenticate));
      // A proxy that forks puts the challenges of several servers together (RFC 3261 §22.3).
      if (method !== 'REGISTER' && first?.value.nonce !== double.value.nonce) return 'G-MULTIHOP';
      const { realm = '', algorithm = 'MD5' } = double.value;
      return { seen: `Two challenges are for the realm ${quoted(realm)} and ${quoted(algorithm)}.`, span: double.span };
    },
  }),
  sourceRule({
    id: 'SIP-AUT-013',
    title: 'Client did not use the topmost supported algorithm',
    level: 'should',
    severity: 'info',
    rfc: 8760,
    section: '2.4',
    why: 'The server prefers the first one, which is mostly the stronger; a weaker digest is easier to guess a password from.',
    advice: 'Answer the first challenge of a realm whose algorithm is known.',
    right: 'challenges for SHA-256 and MD5, credentials with algorithm=SHA-256',
    wrong: 'challenges for SHA-256 and MD5, credentials with algorithm=MD5 of a client that used SHA-256 before',
    abnf: 'algorithm',
    headers: credentialFields,
    on: { requests: 'any', responses: [401, 407], has: [...credentialFields, ...challengeFields] },
    by: clientAddress,
    watch: watchPreference,
  }),
  sourceRule({
    id: 'SIP-AUT-014',
    title: 'Only MD5 offered',
    level: 'security',
    severity: 'security',
    rfc: 8760,
    section: '1',
    why: 'Passwords are guessed from MD5 digests faster than from SHA-256, and MD5 is broken as a hash.',
    advice: 'Offer SHA-256 in a challenge before the one of MD5.',
    right: 'WWW-Authenticate: Digest …, algorithm=SHA-256, then WWW-Authenticate: Digest …, algorithm=MD5',
    wrong: 'WWW-Authenticate: Digest …, algorithm=MD5 alone',
    abnf: 'algorithm',
    headers: challengeFields,
    on: { responses: [401, 407], has: challengeFields },
    by: ({ message }) => challengesIn(message)[0]?.value.realm,
    watch: watchOffers,
  }),
];

/** Of one server: a proxy asks in another field than a registrar (`ofServer`). */
function isAlike(one: Challenge, other: Challenge, ofServer: readonly Challenge[]): boolean {
  if (one.realm !== other.realm || algorithmOf(one) !== algorithmOf(other)) return false;
  return ofServer.includes(one) === ofServer.includes(other);
}

/** What a client used before it can. */
function watchPreference(): Watch {
  const given = new GivenChallenges();
  const used = new Set<string>();
  return (seen) => {
    if (!seen.isRequest) given.take(seen);
    if (!seen.isRequest || repeatsCredentials(seen)) return undefined;
    let outcome: Outcome;
    for (const one of credentialsIn(seen.message)) {
      if (!isDigest(one.value) || passwordAlgorithm(one.value.algorithm) === undefined) continue;
      used.add(algorithmOf(one.value));
      outcome ??= checkPreference(one, seen, given, used);
    }
    return outcome;
  };
}

function checkPreference(
  placed: Placed<Credentials>,
  { message }: Seen,
  given: GivenChallenges,
  used: ReadonlySet<string>,
): Outcome {
  const { value } = placed;
  const algorithm = algorithmOf(value);
  const answered = given.withNonce(value).find((one) => one.algorithm === algorithm && one.realm === value.realm);
  if (answered === undefined) return undefined;
  const ofRealm = given.besides(answered).filter(({ realm }) => realm === answered.realm);
  if (ofRealm.length < 2) return undefined;
  const before = ofRealm.slice(0, ofRealm.indexOf(answered));
  if (before.length === 0) return 'kept';
  const better = before.find((one) => one.algorithm !== algorithm && used.has(one.algorithm));
  if (better === undefined) return undefined;
  return {
    seen: `The credentials are made by ${quoted(algorithm)}; the server prefers ${quoted(better.algorithm)}, which the client used before.`,
    span: partSpan(message, placed, 'algorithm'),
    evidence: [answered.seen],
  };
}

/** Told once of each realm. */
function watchOffers(): Watch {
  let isTold = false;
  return ({ message }) => {
    const digests = challengesIn(message).filter(({ value }) => isDigest(value));
    const [first] = digests;
    const known = digests.filter(({ value }) => passwordAlgorithm(value.algorithm) !== undefined);
    if (isTold || first === undefined || known.length < digests.length) return undefined;
    if (!known.every(({ value }) => algorithmOf(value).startsWith('md5'))) return 'kept';
    isTold = true;
    return {
      seen: `The realm ${quoted(first.value.realm ?? '')} is protected by MD5 digests alone.`,
      span: first.span,
    };
  };
}
