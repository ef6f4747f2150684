import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

/** Ends that the registrar or its operator wills; `expired` and `unregistered` come of the device too. */
const byNetwork = ['rejected', 'deactivated', 'probation'] as const;

/** Of a document, so many contacts are looked at, and so much text. */
const mostContacts = 100;
const mostText = 65_536;

export const deregistrationRules: readonly Rule[] = [
  messageRule({
    id: 'IMS-010',
    title: 'Network-initiated deregistration',
    level: 'info',
    severity: 'info',
    rfc: 3680,
    section: '5.2',
    why: 'The network ended the registration: after deactivated and probation the device registers again, after rejected it must not.',
    advice: 'Look for the reason in the registrar or the HSS, and at what the device does next.',
    right: '<contact state="active" event="registered">',
    wrong: '<contact state="terminated" event="rejected">',
    headers: ['Event'],
    on: { requests: ['NOTIFY'], body: 'any' },
    check({ message }) {
      const { body } = message;
      const document = body?.find('application/reginfo+xml');
      if (document === undefined) return undefined;
      const tags = document.text.slice(0, mostText).matchAll(/<(?:[\w-]{1,32}:)?contact\s([^>]{0,1024})>/g);
      let count = 0;
      for (const [, attributes = ''] of tags) {
        if (++count > mostContacts) break;
        const event = /\sevent\s?=\s?["'](\w{1,20})["']/.exec(` ${attributes}`)?.[1];
        const ending = byNetwork.find((one) => one === event);
        if (ending === undefined || !/state\s?=\s?["']terminated["']/.test(attributes)) continue;
        return { seen: `The network ends a registration, with the event ${quoted(ending)}.`, span: document.span };
      }
      return 'kept';
    },
  }),
];
