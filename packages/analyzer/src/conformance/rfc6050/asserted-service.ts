import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

export const assertedServiceRules: readonly Rule[] = [
  messageRule({
    id: 'IMS-013',
    title: 'P-Asserted-Service has several values or no service',
    level: 'must',
    severity: 'error',
    rfc: 6050,
    section: '4.1',
    why: 'What several of them mean is not defined: the call is served, and charged, as another service.',
    advice: 'Assert one service, a URN that begins with urn:urn-7:.',
    right: 'P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.mmtel',
    wrong: 'P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.mmtel, urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg',
    abnf: 'PAssertedService',
    headers: ['P-Asserted-Service'],
    on: { requests: 'any', has: ['P-Asserted-Service'] },
    check({ message }) {
      const values = message.values('P-Asserted-Service');
      const [first] = values;
      if (first === undefined) return undefined;
      const span = message.valueSpan('P-Asserted-Service');
      if (values.length > 1) return { seen: `There are ${values.length} asserted services.`, span };
      if (first.urn.toLowerCase().startsWith('urn:urn-7:')) return 'kept';
      return { seen: `The asserted service ${quoted(first.urn)} is no URN of a service.`, span };
    },
  }),
];
