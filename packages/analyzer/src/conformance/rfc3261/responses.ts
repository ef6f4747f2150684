import { uriEquals } from '@sipscope/parser';
import { crossingNs } from '../../transaction/transaction-timers.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, type Fault, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { beginsWithValue, hasField, secondsText } from '../told.ts';

/** A server that does not know that it answers within this time sends a 100 (RFC 3261 §17.2.1). */
const tryingNs = 200e6;

const redirecting: ReadonlySet<number> = new Set([300, 301, 302, 305, 380]);

/** What a response has of its request, and when it is due. */
export const responseRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-RSP-001',
    title: 'From, Call-ID or CSeq of a response differs from the request',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.6.2',
    why: 'The client cannot tell what it answers and drops it; the request goes on as if nothing had come.',
    advice: 'Copy From, Call-ID and CSeq of the request into each response as they are.',
    right: 'INVITE with From: <sip:a@example.com>;tag=1, 200 with From: <sip:a@example.com>;tag=1',
    wrong: 'INVITE with From: <sip:a@example.com>;tag=1, 200 with From: <sip:a@example.com>;tag=2',
    headers: ['From', 'Call-ID', 'CSeq'],
    check(exchange) {
      const { request, responses, sameBranch } = exchange;
      if (request === undefined) return strangeResponse(responses[0], sameBranch);
      if (responses.length === 0) return undefined;
      const other = responses.find(({ fromTag, isCut }) => fromTag !== request.fromTag && !isCut);
      if (other !== undefined && !request.isCut) return differing(other, request, 'From');
      return otherFromUri(exchange) ?? 'kept';
    },
  }),
  exchangeRule({
    id: 'SIP-RSP-005',
    title: 'No 100 though the answer to an INVITE takes long',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17.2.1',
    why: 'The client sends copies of the INVITE, and gives the call up after 32 s.',
    advice: 'Send a 100 where no other response is sure to go out within 200 ms.',
    right: 'INVITE, 100, 2 s later 200',
    wrong: 'INVITE, INVITE, INVITE, 2 s later 200',
    methods: ['INVITE'],
    check({ request, responses: [first], copies }) {
      if (request === undefined || first === undefined) return undefined;
      const afterNs = first.timeNs - request.timeNs;
      if (afterNs <= tryingNs + crossingNs) return 'kept';
      const again = copies.filter(({ of, timeNs }) => of === request && timeNs < first.timeNs);
      const last = again.at(-1);
      // Without copies, and soon after one, it may be the server that had not got the INVITE before.
      if (last === undefined || first.timeNs - last.timeNs <= tryingNs + crossingNs) return 'G-LOSS';
      return {
        seen: `The first response, ${first.name}, came ${secondsText(afterNs)} after the INVITE, which was sent ${again.length + 1} times meanwhile.`,
        at: first,
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-RSP-018',
    title: 'Redirection without a usable Contact',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '13.3.1.2',
    why: 'The caller has nowhere to go.',
    advice: 'Name in Contact where the user can be reached, and not where the request came to.',
    right: 'SIP/2.0 302 Moved Temporarily\nContact: <sip:bob@192.0.2.9>',
    wrong: 'SIP/2.0 302 Moved Temporarily\n(no Contact)',
    headers: ['Contact'],
    methods: ['INVITE'],
    check({ transaction, request, final }) {
      if (!redirecting.has(transaction.finalStatus) || final === undefined) return undefined;
      if (final.isCut) return 'G-TRUNC';
      // In IMS the alternative service stands in the body (3GPP TS 24.229 §7.6).
      if (final.status === 380 && final.message.bodyBytes.length > 0) return undefined;
      return redirection(final, request);
    },
  }),
  exchangeRule({
    id: 'SIP-RSP-020',
    title: 'Timestamp not copied into the 100',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.6.1',
    why: 'The client cannot measure how long the way takes.',
    advice: 'Copy the Timestamp of the request into the 100, and add the delay.',
    right: 'INVITE with Timestamp: 54, 100 with Timestamp: 54 0.1',
    wrong: 'INVITE with Timestamp: 54, 100 without Timestamp',
    headers: ['Timestamp'],
    check({ transaction, request, responses }) {
      if (request === undefined || !transaction.provisional.includes(100)) return undefined;
      const trying = responses.find(({ status }) => status === 100);
      const sent = request.message.values('Timestamp')[0];
      if (trying === undefined || sent === undefined) return undefined;
      if (trying.isCut) return 'G-TRUNC';
      const echoed = trying.message.values('Timestamp')[0];
      if (echoed !== undefined && echoed.seconds === sent.seconds) return 'kept';
      const span = trying.message.valueSpan('Timestamp');
      const told = span === undefined ? 'has none' : `has ${quoted(trying.message.text(span))}`;
      return {
        seen: `The ${request.name} has the Timestamp ${quoted(sent.timestamp)}, the 100 ${told}.`,
        at: trying,
        span,
        evidence: [request],
      };
    },
  }),
];

/** Of one whose branch is that of a request, and which answers none all the same. */
function strangeResponse(response: Seen | undefined, sameBranch: Exchange | undefined): Outcome {
  const request = sameBranch?.request;
  if (response === undefined || request === undefined || request.isForgotten || request.isCut || response.isCut)
    return undefined;
  // Of another method, it answers what was sent with the same branch.
  if (response.status < 100 || response.method !== request.method) return undefined;
  const isSameCall = response.message.callId === request.message.callId;
  if (isSameCall === (response.cseq === request.cseq)) return undefined;
  return differing(response, request, isSameCall ? 'CSeq' : 'Call-ID');
}

/** The tags are told apart in every response; the URI, which takes reading, where a call begins. */
function otherFromUri({ method, isInDialog, request, final }: Exchange): Fault | undefined {
  if (method !== 'INVITE' || isInDialog || request === undefined || final === undefined || final.isCut)
    return undefined;
  if (beginsWithValue(final.message, 'From', request.message, 'From')) return undefined;
  const [sent, came] = [request.message.from, final.message.from];
  if (sent === undefined || came === undefined || sent.uriText === came.uriText) return undefined;
  if (sent.uri !== undefined && came.uri !== undefined && uriEquals(sent.uri, came.uri)) return undefined;
  return differing(final, request, 'From');
}

function differing(response: Seen, request: Seen, name: 'From' | 'Call-ID' | 'CSeq'): Fault {
  const span = response.message.valueSpan(name);
  const sent = request.message.valueSpan(name);
  const told = span === undefined ? 'none' : quoted(response.message.text(span));
  return {
    seen: `The ${request.name} has the ${name} ${sent === undefined ? 'none' : quoted(request.message.text(sent))}, the ${response.name} ${told}.`,
    at: response,
    span,
    evidence: [request],
  };
}

function redirection(final: Seen, request: Seen | undefined): Outcome {
  const uris = final.message.contacts.flatMap((contact) => (contact === '*' ? [] : contact));
  if (uris.length === 0)
    return hasField(final.message, 'Contact') ? undefined : { seen: `The ${final.name} has no Contact.`, at: final };
  if (request === undefined || request.message.startLine?.kind !== 'request') return 'kept';
  const { requestUri, uri: asked } = request.message.startLine;
  if (asked === undefined) return 'kept';
  const isElsewhere = uris.some(({ uri }) => uri === undefined || !uriEquals(uri, asked));
  if (isElsewhere) return 'kept';
  return {
    seen: `The ${final.name} sends the caller back to ${quoted(requestUri)}, which it had called.`,
    at: final,
    span: final.message.valueSpan('Contact'),
    evidence: [request],
  };
}
