import { SipUri } from '@sipscope/parser';
import { addressesOf, boundContacts } from '../bindings.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Those that tell how to wake a device; `pn-purr` may be told to others. */
const secrets = ['pn-prid', 'pn-provider', 'pn-param'] as const;

/** Push notifications that wake phones for calls (RFC 8599). */
export const pushRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-PSH-001',
    title: 'Push parameters outside of REGISTER',
    level: 'security',
    severity: 'security',
    rfc: 8599,
    section: '4.1',
    why: 'They tell the other party by which token the device can be woken, and what device it is.',
    advice: 'Leave pn-prid, pn-provider and pn-param out of the Contact of every request but REGISTER.',
    right: 'INVITE … Contact: <sip:alice@192.0.2.1>',
    wrong: 'INVITE … Contact: <sip:alice@192.0.2.1;pn-provider=acme;pn-prid=ZTY4ZDJlMzODE1NmUgKi0K>',
    headers: ['Contact'],
    on: { requests: 'any', has: ['Contact'] },
    check(seen) {
      if (seen.method === 'REGISTER' || !mentionsPush(seen)) return undefined;
      for (const { uri, uriSpan } of addressesOf(seen)) {
        if (!(uri instanceof SipUri)) continue;
        const told = secrets.find((name) => uri.has(name));
        if (told !== undefined)
          return {
            seen: `The Contact of the ${seen.method} tells ${told}=${quoted(uri.param(told) ?? '')}.`,
            span: uriSpan,
          };
        if (uri.has('pn-purr')) return 'kept';
      }
      return undefined;
    },
  }),
  exchangeRule({
    id: 'SIP-PSH-002',
    title: 'Push asked for and not granted',
    level: 'robustness',
    severity: 'info',
    rfc: 8599,
    section: '4.1',
    why: 'Nobody in the network wakes the device: once it sleeps it misses calls.',
    advice:
      'Have the proxy or registrar support the push service of the device, and say so by Feature-Caps: *;+sip.pns="…".',
    right: 'REGISTER Contact: <sip:alice@192.0.2.1;pn-provider=acme;pn-prid=Z> … 200 Feature-Caps: *;+sip.pns="acme"',
    wrong: 'REGISTER Contact: <sip:alice@192.0.2.1;pn-provider=acme;pn-prid=Z> … 200 without Feature-Caps',
    headers: ['Contact', 'Feature-Caps'],
    methods: ['REGISTER'],
    check({ request, final }) {
      // Proxies on the way add the answer, so that the phone’s own hop tells.
      if (request === undefined || final === undefined || request.viaCount !== 1) return undefined;
      const asking = boundContacts(request).find(({ uri }) => uri instanceof SipUri && uri.has('pn-provider'));
      const provider = asking?.uri instanceof SipUri ? asking.uri.param('pn-provider') : undefined;
      if (asking === undefined || provider === undefined || provider === '') return undefined;
      const about = { at: final, evidence: [request] };
      if (final.status === 555)
        return { ...about, seen: `The push service ${quoted(provider)} is not supported: 555.` };
      if (final.status >= 300) return undefined;
      const values = final.message.values('Feature-Caps');
      const granted = values.flatMap(({ params }) =>
        params.flatMap(({ name, value }) => (name.toLowerCase() === '+sip.pns' ? (value ?? '') : [])),
      );
      if (granted.some((text) => text.replace(/^<|>$/g, '').toLowerCase() === provider.toLowerCase())) return 'kept';
      const what = granted.length === 0 ? 'no +sip.pns' : `+sip.pns for ${granted.map(quoted).join(', ')} only`;
      const seen = `The REGISTER asks for push by ${quoted(provider)}, and the ${final.status} has ${what}.`;
      return { ...about, seen, span: final.message.valueSpan('Feature-Caps') };
    },
  }),
];

/** Most have none: their URIs need not be read. Requests have one Contact. */
function mentionsPush({ message }: Seen): boolean {
  const span = message.valueSpan('Contact');
  return span !== undefined && message.text(span).toLowerCase().includes(';pn-');
}
