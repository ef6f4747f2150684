import { quoted } from '../quoted.ts';
import { exchangeRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, hasField } from '../told.ts';

export const featureCapsRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-FTC-001',
    title: 'Feature-Caps differs between responses to one INVITE',
    level: 'must',
    severity: 'error',
    rfc: 6809,
    section: '4.3.2',
    why: 'Whether the feature is there changes while the call is set up.',
    advice: 'Insert the same indicators into each 18x and the 2xx of a dialog.',
    right: '183 with Feature-Caps: *;+g.3gpp.srvcc, 200 with Feature-Caps: *;+g.3gpp.srvcc',
    wrong: '183 with Feature-Caps: *;+g.3gpp.srvcc, 200 without',
    headers: ['Feature-Caps'],
    methods: ['INVITE'],
    check({ responses, success, transaction }) {
      if (success === undefined || transaction.firstRinging < 0) return undefined;
      const ringing = responses.filter(({ status, toTag }) => status >= 180 && status < 190 && toTag === success.toTag);
      const [first] = ringing;
      if (
        first === undefined ||
        (!hasField(success.message, 'Feature-Caps') && !hasField(first.message, 'Feature-Caps'))
      )
        return undefined;
      if (success.isCut || first.isCut) return 'G-TRUNC';
      const answered = indicatorsOf(success);
      for (const one of ringing) {
        if (one.isCut) continue;
        const told = indicatorsOf(one);
        if (told === answered) continue;
        return {
          seen: `The ${one.name} of ${frameText(one)} has Feature-Caps ${told === '' ? 'without indicators' : quoted(told)}, the ${success.name} ${answered === '' ? 'none' : quoted(answered)}.`,
          at: success,
          span: success.message.valueSpan('Feature-Caps'),
          evidence: [one],
        };
      }
      return 'kept';
    },
  }),
];

/** All indicators, in an order of their own. */
function indicatorsOf({ message }: Seen): string {
  const names = message
    .values('Feature-Caps')
    .flatMap(({ params }) => params.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)));
  return names
    .map((one) => one.toLowerCase())
    .toSorted()
    .join(', ');
}
