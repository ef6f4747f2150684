import { messageRule, type Rule } from '../rule.ts';

/** Type approval, serial number, a digit to spare; `svn` and `vers` may follow. RFC 7254 §4.1. */
const imei = /^urn:gsma:imei:\d{8}-\d{6}-\d(?:;.*)?$/i;

export const instanceIdRules: readonly Rule[] = [
  messageRule({
    id: 'IMS-015',
    title: 'Instance ID not an IMEI URN',
    level: 'robustness',
    severity: 'info',
    rfc: 7254,
    section: '4.1',
    why: 'The network does not know the device by it: blocked devices register, and settings for its kind are not applied.',
    advice: 'Write the IMEI as eight digits, six digits and one, with hyphens between.',
    right: '+sip.instance="<urn:gsma:imei:90420156-025763-0>"',
    wrong: '+sip.instance="<urn:gsma:imei:904201560257630>"',
    abnf: 'gsma-urn',
    headers: ['Contact'],
    on: { requests: ['REGISTER', 'INVITE'], has: ['Contact'] },
    check({ message }) {
      const [contact] = message.contacts;
      if (contact === undefined || contact === '*') return undefined;
      const instance = contact.instance?.slice(0, 200);
      if (instance?.toLowerCase().startsWith('urn:gsma:imei:') !== true) return undefined;
      if (imei.test(instance)) return 'kept';
      // The IMEI itself tells who it is.
      const shape = instance.slice('urn:gsma:imei:'.length).replaceAll(/\d/g, 'n').slice(0, 40);
      return {
        seen: `The IMEI is written as ${shape}, and not as nnnnnnnn-nnnnnn-n.`,
        span: message.valueSpan('Contact'),
      };
    },
  }),
];
