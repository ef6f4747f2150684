import type { HeaderName } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasField, hasToken } from '../told.ts';

/** Responses that are of no use without a header field that says what would do. */
export const refusalRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-RSP-006',
    title: '405 without Allow',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.1',
    why: 'The client does not learn which methods it may use.',
    advice: 'List the methods of the server in an Allow header field.',
    right: 'SIP/2.0 405 Method Not Allowed\nAllow: INVITE, ACK, CANCEL, BYE',
    wrong: 'SIP/2.0 405 Method Not Allowed\n(no Allow)',
    headers: ['Allow'],
    on: { responses: [405] },
    check: (seen) => lacks(seen, ['Allow']),
  }),
  exchangeRule({
    id: 'SIP-RSP-007',
    title: '420 without Unsupported',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.2.3',
    why: 'The client cannot try again without the extension that was not understood.',
    advice: 'List in Unsupported the option tags of Require or Proxy-Require that are not understood.',
    right: 'SIP/2.0 420 Bad Extension\nUnsupported: 100rel',
    wrong: 'SIP/2.0 420 Bad Extension\n(no Unsupported)',
    headers: ['Unsupported', 'Require', 'Proxy-Require'],
    check({ transaction, request, final }) {
      if (transaction.finalStatus !== 420 || final === undefined) return undefined;
      if (final.isCut) return 'G-TRUNC';
      const lacking = lacks(final, ['Unsupported']);
      if (lacking !== 'kept') return lacking;
      if (request === undefined || request.isCut) return 'kept';
      const { unsupported } = final.message;
      const required = [...request.message.require, ...request.message.values('Proxy-Require')];
      if (unsupported.some((tag) => hasToken(required, tag.toLowerCase()))) return 'kept';
      return {
        seen: `Unsupported lists ${quoted(unsupported.join(', '))}, and the ${request.name} requires ${required.length === 0 ? 'nothing' : quoted(required.join(', '))}.`,
        at: final,
        span: final.message.valueSpan('Unsupported'),
        evidence: [request],
      };
    },
  }),
  messageRule({
    id: 'SIP-RSP-008',
    title: '415 without Accept, Accept-Encoding or Accept-Language',
    level: 'must',
    severity: 'warning',
    rfc: 3261,
    section: '21.4.13',
    why: 'The client does not learn which body the server would understand.',
    advice: 'List what is accepted in Accept, Accept-Encoding or Accept-Language, whichever the trouble was.',
    right: 'SIP/2.0 415 Unsupported Media Type\nAccept: application/sdp',
    wrong: 'SIP/2.0 415 Unsupported Media Type\n(none of the three)',
    headers: ['Accept', 'Accept-Encoding', 'Accept-Language'],
    on: { responses: [415] },
    check: (seen) => lacks(seen, ['Accept', 'Accept-Encoding', 'Accept-Language']),
  }),
  messageRule({
    id: 'SIP-RSP-009',
    title: '401 without WWW-Authenticate',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.2',
    why: 'The client has nothing to answer, and cannot authenticate itself.',
    advice: 'Challenge with WWW-Authenticate in a 401, with Proxy-Authenticate in a 407.',
    right: 'SIP/2.0 401 Unauthorized\nWWW-Authenticate: Digest realm="example.com", nonce="84f1c1ae"',
    wrong: 'SIP/2.0 401 Unauthorized\nProxy-Authenticate: Digest realm="example.com", nonce="84f1c1ae"',
    headers: ['WWW-Authenticate'],
    on: { responses: [401] },
    check: (seen) => lacks(seen, ['WWW-Authenticate'], 'Proxy-Authenticate'),
  }),
  messageRule({
    id: 'SIP-RSP-010',
    title: '407 without Proxy-Authenticate',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.3',
    why: 'The client has nothing to answer, and cannot authenticate itself: the user is shown the 407.',
    advice: 'Challenge with Proxy-Authenticate in a 407, with WWW-Authenticate in a 401.',
    right:
      'SIP/2.0 407 Proxy Authentication Required\nProxy-Authenticate: Digest realm="example.com", nonce="f84f1cec"',
    wrong: 'SIP/2.0 407 Proxy Authentication Required\nWWW-Authenticate: Digest realm="example.com", nonce="f84f1cec"',
    headers: ['Proxy-Authenticate'],
    on: { responses: [407] },
    check: (seen) => lacks(seen, ['Proxy-Authenticate'], 'WWW-Authenticate'),
  }),
  messageRule({
    id: 'SIP-RSP-012',
    title: '421 without Require',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '21.4.16',
    why: 'The client does not learn which extension the server wants of it.',
    advice: 'List the option tags that are wanted in a Require header field.',
    right: 'SIP/2.0 421 Extension Required\nRequire: timer',
    wrong: 'SIP/2.0 421 Extension Required\n(no Require)',
    headers: ['Require'],
    on: { responses: [421] },
    check: (seen) => lacks(seen, ['Require']),
  }),
  messageRule({
    id: 'SIP-RSP-017',
    title: 'Retry-After malformed',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '20.33',
    why: 'Who cannot read it tries again at once.',
    advice: 'Write a number of seconds, then perhaps a comment in parentheses and parameters; a date is not allowed.',
    right: 'Retry-After: 120 (in a meeting);duration=600',
    wrong: 'Retry-After: Tue, 17 Nov 2026 10:00:00 GMT',
    abnf: 'Retry-After',
    headers: ['Retry-After'],
    on: { requests: 'any', responses: 'any', has: ['Retry-After'] },
    check({ message }) {
      const span = message.valueSpan('Retry-After');
      if (span === undefined) return undefined;
      if (message.retryAfter?.seconds !== undefined) return 'kept';
      return { seen: `Retry-After is ${quoted(message.text(span))}, which begins with no number of seconds.`, span };
    },
  }),
];

/** `instead`: what is often mistaken for it. */
function lacks({ message, name }: Seen, names: readonly HeaderName[], instead?: HeaderName) {
  if (names.some((one) => hasField(message, one))) return 'kept';
  const other = instead !== undefined && hasField(message, instead) ? `, but ${instead}` : '';
  return { seen: `The ${name} has no ${names.join(', no ')}${other}.` } as const;
}
