import { elementSpans, parameter, SipUri, type SipMessage, type Span } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { messageRule, type Fault, type Rule } from '../rule.ts';

/** What a REGISTER and the answers to it must say, each for itself (RFC 3261 §10). */
export const registerRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-REG-001',
    title: 'REGISTER Request-URI contains a user part',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.2',
    why: 'The Request-URI names the domain of the registrar: with a user, many servers route it like a call or answer 404.',
    advice: 'Send REGISTER to the domain alone; the user stands in To.',
    right: 'REGISTER sip:example.com SIP/2.0',
    wrong: 'REGISTER sip:alice@example.com SIP/2.0',
    on: { requests: ['REGISTER'] },
    check({ message: { startLine } }) {
      if (startLine?.kind !== 'request' || !(startLine.uri instanceof SipUri)) return undefined;
      if (startLine.uri.user === undefined) return 'kept';
      return {
        seen: `The Request-URI ${quoted(startLine.requestUri)} has the user ${quoted(startLine.uri.user)}.`,
        span: startLine.requestUriSpan,
      };
    },
  }),
  messageRule({
    id: 'SIP-REG-002',
    title: 'To of REGISTER is no SIP or SIPS address-of-record',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.2',
    why: 'To names the address whose bindings are to change; a registrar answers 400 or 404 to one it cannot have.',
    advice: 'Put the SIP URI of the user in To, without a tag.',
    right: 'To: <sip:alice@example.com>',
    wrong: 'To: <tel:+12125550100>;tag=8321',
    headers: ['To'],
    on: { requests: ['REGISTER'], has: ['To'] },
    check({ message }) {
      const { to } = message;
      if (to?.uri === undefined) return undefined;
      if (!(to.uri instanceof SipUri))
        return { seen: `To is ${quoted(to.uriText)}, which is no SIP URI.`, span: to.uriSpan };
      if (to.tag === undefined) return 'kept';
      return {
        seen: `To has the tag ${quoted(to.tag)}: REGISTER belongs to no dialog.`,
        span: message.valueSpan('To'),
      };
    },
  }),
  messageRule({
    id: 'SIP-REG-007',
    title: 'Contact in the 2xx to REGISTER without expires',
    level: 'must',
    severity: 'warning',
    rfc: 3261,
    section: '10.3',
    why: 'The user agent learns from it when to refresh each binding; an Expires header field says nothing of one of several.',
    advice: 'Have the registrar add ;expires= to every Contact of its 2xx.',
    right: 'Contact: <sip:alice@192.0.2.1>;expires=3600',
    wrong: 'Contact: <sip:alice@192.0.2.1>',
    abnf: 'contact-params',
    headers: ['Contact', 'Expires'],
    on: { responses: ['2xx'], responsesTo: ['REGISTER'], has: ['Contact'] },
    check({ message }) {
      const without = message.contacts.findIndex(
        (contact) => contact !== '*' && parameter(contact.params, 'expires') === undefined,
      );
      const contact = message.contacts[without];
      if (contact === undefined || contact === '*') return message.contacts.length > 0 ? 'kept' : undefined;
      return {
        seen: `The Contact ${quoted(contact.uriText)} has no expires parameter.`,
        span: contactSpan(message, contact.uriSpan),
      };
    },
  }),
  messageRule({
    id: 'SIP-REG-009',
    title: 'REGISTER answered with 6xx',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.3',
    why: 'A 6xx says that nobody anywhere will answer otherwise, so that a client may stop trying other registrars.',
    advice: 'Answer with a 4xx or 5xx that says what is wrong.',
    right: 'SIP/2.0 403 Forbidden',
    wrong: 'SIP/2.0 603 Decline',
    on: { responses: 'any', responsesTo: ['REGISTER'] },
    check({ message: { startLine }, status }) {
      if (status < 200) return undefined;
      if (status < 600) return 'kept';
      const seen = `The registration was answered ${status}.`;
      return startLine?.kind === 'response' ? { seen, span: startLine.statusSpan } : { seen };
    },
  }),
  messageRule({
    id: 'SIP-REG-010',
    title: 'Record-Route in a response to REGISTER',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.3',
    why: 'REGISTER makes no dialog, so that nothing follows the route; it shows a proxy that records it for every request.',
    advice: 'Leave Record-Route out of registrations; a proxy that wants to be in the path adds Path (RFC 3327).',
    right: 'Path: <sip:p1.example.com;lr>',
    wrong: 'Record-Route: <sip:p1.example.com;lr>',
    headers: ['Record-Route'],
    on: { responses: 'any', responsesTo: ['REGISTER'] },
    check({ message, status }) {
      if (status < 200) return undefined;
      const span = message.valueSpan('Record-Route');
      if (span === undefined) return 'kept';
      return { seen: `The ${status} has Record-Route: ${quoted(message.text(span))}.`, span };
    },
  }),
  messageRule({
    id: 'SIP-OUT-005',
    title: 'Outbound not possible: 439 or 430',
    level: 'info',
    severity: 'info',
    rfc: 5626,
    section: '11.6',
    why: '439 says that the first hop does not support outbound, 430 that a flow is gone: calls may not reach the phone.',
    advice:
      'After 439 register without reg-id, or use an edge proxy that supports outbound; after 430 the phone has to register anew.',
    right: 'SIP/2.0 200 OK',
    wrong: 'SIP/2.0 439 First Hop Lacks Outbound Support',
    on: { responses: [430, 439, '2xx'], responsesTo: ['REGISTER', 'INVITE', 'SUBSCRIBE', 'MESSAGE', 'NOTIFY'] },
    check({ message: { startLine, require }, status }): Fault | 'kept' | undefined {
      if (status !== 430 && status !== 439)
        return require.some((tag) => tag.toLowerCase() === 'outbound') ? 'kept' : undefined;
      const seen = status === 439 ? 'The first hop lacks support for outbound (439).' : 'The flow has failed (430).';
      return startLine?.kind === 'response' ? { seen, span: startLine.span } : { seen };
    },
  }),
];

/** Where the whole Contact value stands of which that is the URI. */
export function contactSpan(message: SipMessage, [start, end]: Span): Span {
  const { bytes } = message;
  for (const field of message.headersNamed('Contact')) {
    const [from, to] = field.valueSpan;
    if (start < from || end > to) continue;
    return elementSpans('Contact', bytes, [from, to]).find(([at, last]) => at <= start && end <= last) ?? [from, to];
  }
  return [start, end];
}
