import { fieldsOf } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

/** What ISDN carries: 128 octets and the protocol discriminator. RFC 7434 §3.1. */
const mostOctets = 129;

export const userToUserRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-UUI-001',
    title: 'User-to-User in a wrong message, or malformed',
    level: 'must',
    severity: 'error',
    rfc: 7433,
    section: '4.1',
    why: 'What one application tells the other is lost on the way: a call centre does not learn who calls.',
    advice:
      'Send it in INVITE, BYE and their 1xx (but 100), 2xx and 3xx; in hexadecimal, two digits an octet; of ISDN no more than 129 octets.',
    right: 'User-to-User: 56a390f3d2b7310023a2;encoding=hex;purpose=foo;content=bar',
    wrong: 'User-to-User: 56a390f3d2b7310023a;encoding=hex',
    abnf: 'UUI',
    headers: ['User-to-User'],
    on: { requests: 'any', responses: 'any', has: ['User-to-User'] },
    check({ message, method, status, name }) {
      const isCall = method === 'INVITE' || method === 'BYE';
      const isAnswer = status === 0 || (status > 100 && status < 400);
      if (!isCall || !isAnswer)
        return { seen: `The ${name} has User-to-User.`, span: message.valueSpan('User-to-User') };
      for (const { values, span } of fieldsOf(message, 'User-to-User')) {
        for (const value of values) {
          const encoding = value.encoding?.toLowerCase();
          if (encoding === 'hex' && !/^(?:[\da-f]{2})*$/i.test(value.data))
            return { seen: `${quoted(value.data)} is no hexadecimal text of whole octets.`, span };
          const isIsdn = value.purpose?.toLowerCase() === 'isdn-uui';
          if (isIsdn && (encoding ?? 'hex') === 'hex' && value.data.length > 2 * mostOctets)
            return { seen: `${value.bytes.length} octets are told to an ISDN, which takes ${mostOctets}.`, span };
        }
      }
      return 'kept';
    },
  }),
];
