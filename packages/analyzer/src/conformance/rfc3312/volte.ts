import { once } from '../once.ts';
import { type Rule, sourceRule } from '../rule.ts';

const mmtel = /3gpp-service\.ims\.icsi\.mmtel/i;
const wanted = ['precondition', '100rel', 'timer'] as const;

export const volteRules: readonly Rule[] = [
  sourceRule({
    id: 'IMS-014',
    title: 'VoLTE call without precondition or 100rel',
    level: 'info',
    severity: 'info',
    rfc: 3312,
    section: '5',
    why: 'Without them the called may ring before there is a bearer for the voice: ghost calls, and calls with silence at first.',
    advice: 'Look at what the networks on both sides demand; some leave preconditions out on purpose.',
    right:
      'INVITE with Accept-Contact: *;+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel" and Supported: 100rel, precondition, timer',
    wrong: 'the same with Supported: timer',
    headers: ['Supported', 'Accept-Contact', 'Contact'],
    on: { requests: ['INVITE'], has: ['Accept-Contact'] },
    watch: () =>
      once(({ message, viaCount }) => {
        const span = message.valueSpan('Accept-Contact');
        if (viaCount !== 1 || message.to?.tag !== undefined || span === undefined) return undefined;
        if (!mmtel.test(message.text([span[0], Math.min(span[1], span[0] + 1024)]))) return undefined;
        const options = new Set([...message.supported, ...message.require].map((one) => one.toLowerCase()));
        const missing = wanted.filter((one) => !options.has(one));
        if (missing.length === 0) return 'kept';
        return {
          key: '',
          fault: {
            seen: `The call of multimedia telephony is made without ${missing.join(', ')}.`,
            span: message.valueSpan('Supported'),
          },
        };
      }),
  }),
];
