import { SipUri } from '@sipscope/parser';
import {
  addressesOf,
  askedSeconds,
  boundContacts,
  isFirstSeen,
  isSameBinding,
  isToldBefore,
  mayBe,
} from '../bindings.ts';
import { quoted } from '../quoted.ts';
import { caseRule, exchangeRule, type Fault, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { contactSpan } from './register.ts';

/** More bindings than these are many. */
const fewBindings = 10;

/** What a registrar says to a REGISTER (RFC 3261 §10.3). */
export const registerAnswerRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-REG-006',
    title: '2xx to REGISTER does not list the new binding',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.3',
    why: 'The device takes itself for registered, and calls never arrive.',
    advice: 'Have the registrar list all current bindings in its 2xx; look why it did not store this one.',
    right: 'REGISTER Contact: <sip:alice@192.0.2.1> … 200 Contact: <sip:alice@192.0.2.1>;expires=3600',
    wrong: 'REGISTER Contact: <sip:alice@192.0.2.1> … 200 without Contact',
    headers: ['Contact'],
    methods: ['REGISTER'],
    check(exchange) {
      const { request, success } = exchange;
      if (request === undefined || success === undefined || success.isCut || isToldBefore(exchange)) return undefined;
      const wanted = boundContacts(request).filter(({ uri }) => uri instanceof SipUri && !uri.has('bnc'));
      if (wanted.length === 0) return undefined;
      const listed = addressesOf(success);
      // One that cannot be read is another rule's.
      if (listed.length === 0 && success.message.valueSpan('Contact') !== undefined) return undefined;
      const missing = wanted.find((contact) => !listed.some((one) => mayBe(one, contact)));
      if (missing === undefined) return 'kept';
      const what =
        listed.length === 0
          ? 'no Contact at all'
          : `only ${listed
              .slice(0, 3)
              .map(({ uriText }) => quoted(uriText))
              .join(', ')}${listed.length > 3 ? ' …' : ''}`;
      return {
        seen: `${quoted(missing.uriText)} was to be bound, and the ${success.status} lists ${what}.`,
        at: success,
        span: success.message.valueSpan('Contact'),
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-REG-008',
    title: 'Registrar lengthened the requested interval',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.3',
    why: 'The user agent may be gone at the time it asked for, and calls go to where nobody is; or it refreshes by another time than the registrar.',
    advice: 'Grant what was asked for or less; answer 423 with Min-Expires where that is too short.',
    right: 'REGISTER Contact: <sip:alice@192.0.2.1>;expires=600 … 200 Contact: <sip:alice@192.0.2.1>;expires=600',
    wrong: 'REGISTER Contact: <sip:alice@192.0.2.1>;expires=600 … 200 Contact: <sip:alice@192.0.2.1>;expires=3600',
    headers: ['Contact', 'Expires'],
    methods: ['REGISTER'],
    check(exchange) {
      const { request, success } = exchange;
      if (request === undefined || success === undefined || isToldBefore(exchange)) return undefined;
      let isKept = false;
      for (const contact of boundContacts(request)) {
        const asked = askedSeconds(request, contact);
        const listed = addressesOf(success).filter((one) => isSameBinding(one, contact));
        const [only] = listed;
        const granted = only?.expires;
        if (asked === undefined || only === undefined || granted === undefined || listed.length > 1) continue;
        if (granted <= asked) isKept = true;
        else
          return {
            seen: `${quoted(contact.uriText)} was to be bound for ${asked} s, and the ${success.status} grants ${granted} s.`,
            at: success,
            span: contactSpan(success.message, only.uriSpan),
            evidence: [request],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('registration', {
    id: 'SIP-REG-014',
    title: 'Very long or very short registration',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '10.2.1.1',
    why: 'One that is too short loads the registrar; one that is too long leaves dead contacts behind, and lets bindings of NATs run out.',
    advice: 'Ask for some minutes up to some hours; keep NATs open by keep-alives (RFC 5626).',
    right: 'Expires: 3600',
    wrong: 'Expires: 604800',
    headers: ['Expires', 'Contact'],
    check({ exchanges }) {
      let isKept = false;
      for (const exchange of exchanges) {
        const { request, success } = exchange;
        if (request === undefined || !isFirstSeen(exchange)) continue;
        // In IMS it is 600,000 s by design (3GPP TS 24.229 §5.1.1.2.1).
        if (success !== undefined && success.message.valueSpan('P-Associated-URI') !== undefined) return undefined;
        const fault = extremeOf(request, success);
        if (fault !== undefined) return fault;
        isKept ||= boundContacts(request).length > 0;
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('registration', {
    id: 'SIP-REG-015',
    title: 'Many contacts of one address-of-record',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '10.3',
    why: 'Every call forks to all of them: dead ones delay the answer and cost load.',
    advice: 'Remove bindings that are left over; use +sip.instance with reg-id so that a device replaces its own.',
    right: 'Contact: <sip:alice@192.0.2.1>;expires=3600',
    wrong: 'Contact: <sip:alice@192.0.2.1:5060>;expires=20, <sip:alice@192.0.2.1:5071>;expires=900, … eleven of them',
    headers: ['Contact'],
    check({ exchanges }) {
      const told = exchanges.findLast(({ success }) => success !== undefined && addressesOf(success).length > 0);
      const { success } = told ?? {};
      if (success === undefined) return undefined;
      const contacts = success.message.contacts.filter((contact) => contact !== '*');
      const span = success.message.valueSpan('Contact');
      if (contacts.length > fewBindings)
        return { seen: `The ${success.status} lists ${contacts.length} bindings.`, at: success, span };
      const twice = contacts.find(
        (one, at) =>
          one.instance !== undefined &&
          one.regId === undefined &&
          contacts.slice(0, at).some((other) => other.instance === one.instance && other.uriText !== one.uriText),
      );
      if (twice === undefined) return 'kept';
      const seen = `The device ${quoted(twice.instance ?? '')} has several contacts, ${quoted(twice.uriText)} among them.`;
      return { seen, at: success, span: contactSpan(success.message, twice.uriSpan) };
    },
  }),
];

/** Seconds. */
const shortest = { asked: 60, granted: 30 } as const;
const longest = 86_400;

function extremeOf(request: Seen, success: Seen | undefined): Fault | undefined {
  for (const contact of boundContacts(request)) {
    const asked = askedSeconds(request, contact);
    if (asked === undefined) continue;
    const listed = success === undefined ? [] : addressesOf(success).filter((one) => isSameBinding(one, contact));
    const [granted = asked] = listed.flatMap(({ expires }) => expires ?? []);
    // What the registrar makes shorter is short no more than it says.
    const isLong = asked > longest && granted > longest;
    if (!isLong && asked >= shortest.asked && granted >= shortest.granted) continue;
    const span = request.message.valueSpan(contact.expires === undefined ? 'Expires' : 'Contact');
    const evidence = success === undefined ? [] : [success];
    const seen = `${quoted(contact.uriText)} asks for ${asked} s${granted === asked ? '' : `, and is granted ${granted} s`}.`;
    return { seen, at: request, span, evidence };
  }
  return undefined;
}
