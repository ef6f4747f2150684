import { SipUri } from '@sipscope/parser';
import { messageRule, type Rule } from '../rule.ts';

/** More bindings are no person's phones. */
const mostBindings = 10;
/** So many bindings to other users of the same domain multiply a request at each step (RFC 5393 §3). */
const leastAliases = 2;
/** Of a response, contacts that are looked at. */
const mostLooked = 100;

export const amplificationRules: readonly Rule[] = [
  messageRule({
    id: 'SEC-015',
    title: 'Forking amplification',
    level: 'security',
    severity: 'security',
    rfc: 5393,
    section: '3',
    why: 'A request for that user is sent to many, and where they are users of the same proxy again to many: two accounts can flood a network.',
    advice: 'Limit the bindings of a user, support Max-Breadth, and detect loops.',
    right: 'two bindings, each with the address of a phone',
    wrong: 'bindings of sip:a@example.com to sip:b@example.com and sip:c@example.com',
    headers: ['Contact'],
    on: { responses: ['2xx'], responsesTo: ['REGISTER'], has: ['Contact'] },
    check({ message }) {
      const contacts = message.contacts.slice(0, mostLooked).filter((one) => one !== '*');
      const to = message.to?.uri;
      if (contacts.length === 0 || !(to instanceof SipUri)) return undefined;
      const span = message.valueSpan('Contact');
      if (contacts.length > mostBindings) return { seen: `The user has ${contacts.length} bindings.`, span };
      const host = to.host.toLowerCase();
      const aliases = contacts.filter(
        ({ uri }) =>
          uri instanceof SipUri && uri.hostKind === 'name' && uri.host.toLowerCase() === host && uri.user !== to.user,
      );
      if (aliases.length < leastAliases) return 'kept';
      return { seen: `${aliases.length} bindings lead to other users of ${host}, the proxy's own domain.`, span };
    },
  }),
];
