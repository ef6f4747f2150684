import type { Contact, SipMessage } from '@sipscope/parser';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasField } from '../told.ts';

/** Requests that name the target of later ones: RFC 3261 §8.1.1.8, RFC 3311 §5.1, RFC 3515 §2.2, RFC 6665 §4.1.2.1, §4.2.1.1. */
const targeting = ['INVITE', 'SUBSCRIBE', 'NOTIFY', 'REFER', 'UPDATE'];
const answering = ['INVITE', 'SUBSCRIBE', 'REFER', 'UPDATE'];
const creating = ['INVITE', 'SUBSCRIBE', 'REFER'];

/** Rules of the Contact of messages that make dialogs. */
export const contactRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-CON-001',
    title: 'Request that makes a dialog without exactly one Contact',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.8',
    why: 'Requests of the peer have no target: the callee cannot hang up, and subscriptions get no notifications.',
    advice: 'Send one Contact with the URI at which the device can be reached.',
    right: 'Contact: <sip:alice@192.0.2.1>',
    wrong: 'INVITE without Contact',
    headers: ['Contact'],
    on: { requests: targeting },
    check: ({ message, name }) => (message.kind === 'request' ? oneContact(message, `The ${name}`) : undefined),
  }),
  messageRule({
    id: 'SIP-CON-002',
    title: 'Response that makes a dialog without exactly one Contact',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.1.1',
    why: 'ACK, BYE and PRACK have no target: the call ends after 32 s, or cannot be ended.',
    advice: 'Add one Contact to every 2xx and every reliable provisional response.',
    right: 'SIP/2.0 200 OK, Contact: <sip:bob@192.0.2.2>',
    wrong: 'SIP/2.0 200 OK without Contact',
    headers: ['Contact'],
    on: { responses: ['1xx', '2xx'], responsesTo: answering },
    check({ message, status, name, method }) {
      // Provisional ones need not have it, unless they are acknowledged: RFC 3261 §20, table 2; RFC 3262 §3.
      if (status < 200 && (method !== 'INVITE' || !hasField(message, 'RSeq'))) return undefined;
      return oneContact(message, `The ${name}`);
    },
  }),
  messageRule({
    id: 'SIP-CON-003',
    title: 'Contact of a dialog is neither SIP nor SIPS',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.1.1',
    why: 'Requests within the dialog cannot be sent to it.',
    advice: 'Send a SIP or SIPS URI as Contact.',
    right: 'Contact: <sip:+15551234@192.0.2.1;user=phone>',
    wrong: 'Contact: <tel:+15551234>',
    headers: ['Contact'],
    on: { requests: creating, responses: ['2xx'], responsesTo: creating, has: ['Contact'] },
    check({ message, name }) {
      const uris = message.contacts.flatMap((one) => (one === '*' || one.uri === undefined ? [] : [one]));
      if (uris.length === 0) return undefined;
      const other = uris.find(({ uri }) => uri?.kind !== 'sip');
      if (other === undefined) return 'kept';
      return { seen: `The Contact of the ${name} is ${quoted(other.uriText)}.`, span: other.uriSpan };
    },
  }),
  exchangeRule({
    id: 'SIP-CON-004',
    title: 'SIP Contact where SIPS was asked for',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.8',
    why: 'Requests of the peer go without TLS, or are refused.',
    advice:
      'Send a SIPS Contact where the Request-URI or the topmost Route is a SIPS one, and in responses to such requests.',
    right: 'INVITE sips:bob@example.com, Contact: <sips:alice@192.0.2.1>',
    wrong: 'INVITE sips:bob@example.com, Contact: <sip:alice@192.0.2.1>',
    headers: ['Contact'],
    methods: creating,
    check: checkSecure,
  }),
  messageRule({
    id: 'SIP-CON-008',
    title: 'Contact * where it may not stand',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.2.2',
    why: 'It means all bindings, which only a REGISTER may remove: registrars answer 400.',
    advice: 'Send Contact: * alone, in a REGISTER with Expires: 0.',
    right: 'REGISTER, Contact: *, Expires: 0',
    wrong: 'REGISTER, Contact: *, Expires: 3600',
    abnf: 'Contact',
    headers: ['Contact', 'Expires'],
    on: { requests: 'any', responses: 'any', has: ['Contact'] },
    check: checkStar,
  }),
];

function oneContact(message: SipMessage, who: string): Outcome {
  if (!hasField(message, 'Contact')) return { seen: `${who} has no Contact.` };
  const { contacts } = message;
  // What cannot be read is told as such.
  if (contacts.length === 0) return undefined;
  if (contacts.length === 1 && contacts[0] !== '*') return 'kept';
  const what = contacts.includes('*') ? '*' : `${contacts.length} values`;
  return { seen: `${who} has ${what} in Contact.`, span: message.valueSpan('Contact') };
}

function isSecure(text: string): boolean {
  return /^sips:/i.test(text);
}

function checkSecure({ request, responses, isInDialog }: Exchange): Outcome {
  if (request?.message.startLine?.kind !== 'request' || isInDialog) return undefined;
  const { message } = request;
  const { routes, recordRoutes } = message;
  const [route, recordRoute] = [routes[0], recordRoutes[0]];
  if (isSecure(request.message.startLine.requestUri) || (route !== undefined && isSecure(route.uriText))) {
    const own = plainContact(request, 'the Request-URI or topmost Route');
    if (own !== undefined) return own;
  }
  // RFC 3261 §12.1.1.
  const [contact] = message.contacts;
  const isAsked =
    isSecure(request.message.startLine.requestUri) ||
    (recordRoute === undefined
      ? contact !== undefined && contact !== '*' && isSecure(contact.uriText)
      : isSecure(recordRoute.uriText));
  if (!isAsked) return undefined;
  for (const response of responses) {
    if (response.status <= 100 || response.status >= 300) continue;
    const other = plainContact(response, 'the request');
    if (other !== undefined) return other;
  }
  return 'kept';
}

function plainContact(seen: Seen, what: string): Outcome {
  const contact = seen.message.contacts.find(
    (one): one is Exclude<Contact, '*'> => one !== '*' && /^sip:/i.test(one.uriText),
  );
  if (contact === undefined) return undefined;
  return {
    seen: `The Contact of the ${seen.name} is ${quoted(contact.uriText)}, though ${what} is a SIPS one.`,
    at: seen,
    span: contact.uriSpan,
  };
}

function checkStar({ message, method, isRequest, name }: Seen): Outcome {
  const { contacts } = message;
  if (!contacts.includes('*')) return undefined;
  const span = message.valueSpan('Contact');
  if (!isRequest || method !== 'REGISTER') return { seen: `The ${name} has Contact: *.`, span };
  if (contacts.length > 1) return { seen: 'Contact: * stands beside another Contact.', span };
  if (message.expires !== 0) {
    const expires = message.expires === undefined ? 'no Expires' : `Expires: ${message.expires}`;
    return { seen: `The REGISTER has Contact: * and ${expires}.`, span };
  }
  return 'kept';
}
