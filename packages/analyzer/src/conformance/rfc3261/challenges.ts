import { parameter } from '@sipscope/parser';
import { isDigest } from '../../identity/check-credentials.ts';
import { challengesIn, credentialsIn } from '../credentials.ts';
import { parameterSpan } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { type Fault, messageRule, type Rule } from '../rule.ts';

const challengeFields = ['WWW-Authenticate', 'Proxy-Authenticate'] as const;
const authFields = [...challengeFields, 'Authorization', 'Proxy-Authorization'] as const;

export const challengeRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-AUT-001',
    title: 'Digest challenge without qop',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.4',
    why: 'The client must then answer by RFC 2069, without a count and a nonce of its own: whoever saw the answer can send it again.',
    advice: 'Send qop="auth" in every challenge.',
    right: 'WWW-Authenticate: Digest realm="example.com", nonce="84a4cc6f", qop="auth"',
    wrong: 'WWW-Authenticate: Digest realm="example.com", nonce="84a4cc6f"',
    abnf: 'qop-options',
    headers: challengeFields,
    on: { responses: [401, 407], has: challengeFields },
    check({ message }) {
      const digests = challengesIn(message).filter(({ value }) => isDigest(value));
      if (digests.length === 0) return undefined;
      const faults = digests.flatMap(({ value, span }): readonly Fault[] => {
        const qop = parameter(value.params, 'qop');
        if (qop === undefined)
          return [{ seen: `The digest challenge for the realm ${quoted(value.realm ?? '')} has no qop.`, span }];
        if (qop.quoted) return [];
        const seen = `The qop of the challenge, ${quoted(qop.value ?? '')}, does not stand in quotes.`;
        return [{ seen, span: parameterSpan(message, span, 'qop') }];
      });
      return faults.length === 0 ? 'kept' : faults;
    },
  }),
  messageRule({
    id: 'SIP-AUT-005',
    title: 'Basic authentication',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '22.4',
    why: 'With it the password itself is sent, for everybody on the way to read.',
    advice: 'Use Digest, with SHA-256 where both sides can.',
    right: 'WWW-Authenticate: Digest realm="example.com", nonce="84a4cc6f", qop="auth"',
    wrong: 'WWW-Authenticate: Basic realm="example.com"',
    abnf: 'challenge',
    headers: authFields,
    on: { requests: 'any', responses: [401, 407], has: authFields },
    check({ message, isRequest }) {
      const all = isRequest ? credentialsIn(message) : challengesIn(message);
      if (all.length === 0) return undefined;
      const basic = all.find(({ value }) => value.scheme.toLowerCase() === 'basic');
      if (basic === undefined) return 'kept';
      const [start] = basic.span;
      const span = [start, start + basic.value.scheme.length] as const;
      if (!isRequest) return { seen: 'The server asks for Basic authentication.', span };
      return { seen: 'The request has credentials of the scheme Basic: a password that everybody can read.', span };
    },
  }),
  messageRule({
    id: 'SIP-AUT-010',
    title: 'ACK challenged',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.1',
    why: 'No response to an ACK is expected: the client drops it, and the call is not confirmed at the server that waits for credentials.',
    advice: 'Accept the credentials of the INVITE for its ACK, and never answer an ACK.',
    right: 'INVITE, 401, ACK, INVITE with credentials, 200, ACK with the same credentials',
    wrong: 'INVITE, 200, ACK, 401 with CSeq: 1 ACK',
    headers: challengeFields,
    on: { responses: [401, 407] },
    check({ method, name, message }) {
      if (method !== 'ACK') return 'kept';
      return { seen: `The ${name} asks for credentials in answer to an ACK.`, span: message.valueSpan('CSeq') };
    },
  }),
];
