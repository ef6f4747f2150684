import { parseUri, uriEquals } from '@sipscope/parser';
import { isDigest } from '../../identity/check-credentials.ts';
import { isAka } from '../../identity/digest.ts';
import { clientAddress, clientOf, credentialsIn, partSpan, repeatsCredentials, schemeSpan } from '../credentials.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { watchAnswers } from '../watch-answers.ts';
import { watchPasswords } from './digest-password.ts';
import { watchRefusals } from './refused-credentials.ts';

const fields = ['Authorization', 'Proxy-Authorization'] as const;
const challengeFields = ['WWW-Authenticate', 'Proxy-Authenticate'] as const;
const onBoth = { requests: 'any', responses: [401, 407], has: [...fields, ...challengeFields] } as const;

export const credentialsRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-AUT-002',
    title: 'Client ignored qop of the challenge',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.4',
    why: 'Without it there is no count and no nonce of the client in the digest: it can be sent again by others, and strict servers refuse it.',
    advice: 'Answer a challenge that has a qop with qop, nc and cnonce.',
    right: 'WWW-Authenticate: …, qop="auth", then Authorization: …, qop=auth, nc=00000001, cnonce="0a4f113b"',
    wrong: 'WWW-Authenticate: …, qop="auth", then Authorization: … without qop',
    abnf: 'message-qop',
    headers: fields,
    on: onBoth,
    by: clientOf,
    watch: () =>
      watchAnswers((one, challenges) => {
        const { qop } = one.value;
        if (challenges.some(({ hasQop }) => !hasQop)) return undefined;
        if (qop !== undefined) return 'kept';
        return {
          seen: 'The challenge offered a qop, and the credentials for its nonce have none.',
          span: schemeSpan(one),
          evidence: challenges.map(({ seen }) => seen),
        };
      }),
  }),
  sourceRule({
    id: 'SIP-AUT-007',
    title: 'Digest response wrong for the known password',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.4',
    why: 'A server that knows the password refuses the request.',
    advice: 'Enter the right password in the device; where it is right, look at what its digest is made of.',
    right: 'response = KD(H(username:realm:password), nonce:nc:cnonce:qop:H(method:uri))',
    wrong: 'a digest that was made with another password, method or URI',
    abnf: 'dresponse',
    headers: fields,
    on: { requests: 'any', has: fields },
    by: clientAddress,
    watch: watchPasswords,
  }),
  messageRule({
    id: 'SIP-AUT-008',
    title: 'uri parameter differs from Request-URI',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '22.4',
    why: 'The digest may be right all the same; strict servers compare both and refuse the request.',
    advice: 'Put the Request-URI of the very request into uri.',
    right: 'INVITE sip:bob@example.com SIP/2.0 with uri="sip:bob@example.com"',
    wrong: 'INVITE sip:bob@example.com SIP/2.0 with uri="sip:example.com"',
    abnf: 'digest-uri',
    headers: fields,
    on: { requests: 'any', has: fields },
    check(seen) {
      const { startLine } = seen.message;
      // Who forwards a request may change its URI.
      if (repeatsCredentials(seen) || seen.viaCount !== 1 || startLine?.kind !== 'request') return undefined;
      const { requestUri } = startLine;
      const all = credentialsIn(seen.message).filter(({ value }) => isDigest(value) && value.uri !== undefined);
      if (all.length === 0) return undefined;
      const other = all.find(({ value }) => !isSameUri(value.uri ?? '', requestUri));
      if (other === undefined) return 'kept';
      return {
        seen: `The digest is made for the URI ${quoted(other.value.uri ?? '')}, and the request is for ${quoted(requestUri)}.`,
        span: partSpan(seen.message, other, 'uri'),
      };
    },
  }),
  sourceRule({
    id: 'SIP-AUT-009',
    title: 'Same rejected credentials retried',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.1',
    why: 'The server will not change its mind: it may lock the account, or take the device for one that guesses passwords.',
    advice: 'Stop after a refusal that does not say stale=true, and ask the user for the password.',
    right: 'REGISTER, 401, REGISTER with credentials, 401, and no more',
    wrong: 'REGISTER, 401, REGISTER with credentials, 401, REGISTER with credentials, 401 …',
    headers: fields,
    on: onBoth,
    by: (seen) => `${clientAddress(seen)} ${seen.message.from?.uriText ?? ''}`,
    watch: watchRefusals,
  }),
  sourceRule({
    id: 'SIP-AUT-015',
    title: 'Digest over clear-text transport',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26.4.1',
    why: 'Whoever captures the packets can try passwords against the digest for as long as he wants; weak ones fall within seconds.',
    advice: 'Use TLS for signalling, long random passwords, and SHA-256 where both sides can.',
    right: 'REGISTER with credentials over TLS',
    wrong: 'REGISTER with credentials over UDP or TCP',
    headers: fields,
    on: { requests: 'any', has: fields },
    watch: watchClearText,
  }),
];

function isSameUri(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [parseUri(one).uri, parseUri(other).uri];
  return a !== undefined && b !== undefined && uriEquals(a, b);
}

/** Of a client, users that are told apart. */
const mostUsers = 32;

/** Each user of an address once. */
function watchClearText(): ReturnType<typeof watchRefusals> {
  const told = new Set<string>();
  return (seen: Seen) => {
    const digest = credentialsIn(seen.message).find(({ value }) => isDigest(value) && (value.response ?? '') !== '');
    if (digest === undefined) return undefined;
    const { transport } = seen;
    // Answers of AKA are made with a key that no guess finds.
    if (transport === 'TLS' || transport === 'WSS' || isAka(digest.value.algorithm)) return 'kept';
    const { username = '', realm = '', algorithm = 'MD5' } = digest.value;
    const user = JSON.stringify([username.slice(0, 100), realm.slice(0, 100)]);
    if (told.has(user) || told.size >= mostUsers) return undefined;
    told.add(user);
    return {
      seen: `The user ${quoted(username)} of ${quoted(realm)} sends digests (${algorithm}) over ${transport} without encryption.`,
      span: schemeSpan(digest),
    };
  };
}
