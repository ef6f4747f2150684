import { exchangeRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasField } from '../told.ts';

export const intervalRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-RSP-011',
    title: '423 without a Min-Expires that helps',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.3',
    why: 'The client does not learn which interval would do, and asks for the same one again.',
    advice: 'State in Min-Expires the shortest interval that is granted; refuse only shorter ones.',
    right: 'REGISTER with Expires: 60, 423 with Min-Expires: 300',
    wrong: 'REGISTER with Expires: 60, 423 without Min-Expires',
    headers: ['Min-Expires', 'Expires', 'Contact'],
    methods: ['REGISTER', 'SUBSCRIBE', 'PUBLISH', 'REFER'],
    check({ transaction, request, final }) {
      if (transaction.finalStatus !== 423 || final === undefined) return undefined;
      if (final.isCut) return 'G-TRUNC';
      const { minExpires } = final.message;
      const span = final.message.valueSpan('Min-Expires');
      if (span === undefined) return { seen: `The ${final.name} has no Min-Expires.`, at: final };
      if (minExpires === undefined || request === undefined || request.isCut) return 'kept';
      const asked = askedSeconds(request);
      if (asked === undefined || asked < minExpires) return 'kept';
      return {
        seen: `The ${request.method} asked for ${asked} s, and Min-Expires is ${minExpires}.`,
        at: final,
        span,
        evidence: [request],
      };
    },
  }),
];

/** The shortest interval that a request asks for; undefined where it leaves that open. */
function askedSeconds({ message, method }: Seen): number | undefined {
  const header = hasField(message, 'Expires') ? message.expires : undefined;
  if (method !== 'REGISTER') return header;
  const each = message.contacts.map((contact) => (contact === '*' ? header : (contact.expires ?? header)));
  const seconds = each.flatMap((one) => (one === undefined || one === 0 ? [] : one));
  return seconds.length === 0 ? undefined : Math.min(...seconds);
}
