import type { Credentials } from '@sipscope/parser';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, hasField, hasToken } from '../told.ts';

export const ackRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-ACK-001',
    title: 'Response to an ACK',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17',
    why: 'Nobody waits for it: it is dropped, or goes round between proxies.',
    advice: 'Send no response to an ACK, whatever is wrong with it.',
    right: 'INVITE, 200, ACK',
    wrong: 'INVITE, 200, ACK, 481 (ACK)',
    headers: ['CSeq'],
    methods: ['INVITE', 'ACK'],
    check({ method, request, responses, ack }) {
      const response = responses.find((one) => one.method === 'ACK');
      if (response === undefined) return (method === 'ACK' ? request : ack) === undefined ? undefined : 'kept';
      const acknowledgement = method === 'ACK' ? request : ack;
      return {
        seen: `A ${response.name} was sent.`,
        at: response,
        evidence: acknowledgement === undefined ? [] : [acknowledgement],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-ACK-002',
    title: 'ACK to a 2xx without the credentials of its INVITE',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.2.4',
    why: 'A proxy that asks for credentials cannot challenge an ACK; it may drop it, and the call ends after 32 s.',
    advice: 'Copy Authorization and Proxy-Authorization of the INVITE into the ACK.',
    right: 'INVITE with Proxy-Authorization, 200, ACK with the same Proxy-Authorization',
    wrong: 'INVITE with Proxy-Authorization, 200, ACK without',
    headers: ['Authorization', 'Proxy-Authorization'],
    methods: ['INVITE'],
    check(exchange) {
      const pair = acknowledged(exchange);
      // Proxies take away what is meant for them, of the INVITE or of the ACK.
      if (pair === undefined || pair.request.viaCount !== 1 || pair.ack.viaCount !== 1) return undefined;
      const { request, ack } = pair;
      const sent = [...request.message.authorization, ...request.message.proxyAuthorization];
      if (sent.length === 0) return undefined;
      const repeated = [...ack.message.authorization, ...ack.message.proxyAuthorization];
      const lost = sent.find((one) => !repeated.some((other) => isSame(one, other)));
      if (lost === undefined) return 'kept';
      const there = repeated.find(({ realm }) => realm === lost.realm);
      return {
        seen: `The INVITE has credentials for ${quoted(lost.realm ?? '')}, the ACK has ${there === undefined ? 'none' : 'others'}.`,
        at: ack,
        span: ack.message.valueSpan('Proxy-Authorization') ?? ack.message.valueSpan('Authorization'),
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-ACK-003',
    title: 'ACK without an answer to the offer of the 2xx',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.2.4',
    why: 'The callee does not know where to send: the call is silent.',
    advice: 'Answer the offer of the 2xx in the body of the ACK.',
    right: 'INVITE without SDP, 200 with an offer, ACK with the answer',
    wrong: 'INVITE without SDP, 200 with an offer, ACK without SDP',
    headers: ['Content-Type'],
    methods: ['INVITE'],
    check(exchange) {
      const pair = acknowledged(exchange);
      if (pair === undefined || pair.request.message.bodyBytes.length > 0) return undefined;
      const { request, success, ack } = pair;
      if (success.isCut || request.isCut || success.message.sdp === undefined) return undefined;
      // The offer may have been made, and answered, before.
      if (
        exchange.provisionals.some(
          ({ message, status }) => status > 100 && hasField(message, 'RSeq') && message.bodyBytes.length > 0,
        )
      )
        return undefined;
      if (ack.isCut) return 'G-TRUNC';
      if (ack.message.bodyBytes.length > 0) return 'kept';
      return {
        seen: `The INVITE has no body, the ${success.name} of ${frameText(success)} an offer, and the ACK no answer.`,
        at: ack,
        evidence: [request, success],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-ACK-004',
    title: 'ACK requires what its INVITE did not',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.2.3',
    why: 'An ACK cannot be refused: what it requires is ignored without a word.',
    advice: 'Give the ACK to a 2xx no option tag in Require or Proxy-Require that the INVITE has not.',
    right: 'INVITE with Require: 100rel, ACK with Require: 100rel',
    wrong: 'INVITE without Require, ACK with Require: timer',
    headers: ['Require', 'Proxy-Require'],
    methods: ['INVITE'],
    check(exchange) {
      const pair = acknowledged(exchange);
      // What a proxy takes away of the INVITE it may leave in the ACK.
      if (pair === undefined || pair.request.isCut || pair.ack.viaCount !== 1) return undefined;
      const { request, ack } = pair;
      for (const name of ['Require', 'Proxy-Require'] as const) {
        if (!hasField(ack.message, name)) continue;
        const required = request.message.values(name);
        const added = ack.message.values(name).find((tag) => !hasToken(required, tag.toLowerCase()));
        if (added !== undefined)
          return {
            seen: `The ACK has ${name}: ${quoted(added)}, the INVITE has not.`,
            at: ack,
            span: ack.message.valueSpan(name),
            evidence: [request],
          };
      }
      return 'kept';
    },
  }),
];

type Acknowledged = { readonly request: Seen; readonly success: Seen; readonly ack: Seen };

/** An INVITE that was answered with a 2xx, and the ACK to that. */
function acknowledged({ request, success, ack }: Exchange): Acknowledged | undefined {
  if (request === undefined || success === undefined || ack === undefined) return undefined;
  return ack.toTag !== success.toTag || request.isForgotten || ack.isForgotten ? undefined : { request, success, ack };
}

function isSame(one: Credentials, other: Credentials): boolean {
  if (one.scheme.toLowerCase() !== other.scheme.toLowerCase() || one.token68 !== other.token68) return false;
  return (
    one.realm === other.realm &&
    one.nonce === other.nonce &&
    one.response === other.response &&
    one.username === other.username
  );
}
