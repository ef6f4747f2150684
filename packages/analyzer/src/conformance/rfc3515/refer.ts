import { SipUri, uriEquals } from '@sipscope/parser';
import { fieldsOf } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** What REFER says (RFC 3515 §2.4.1, RFC 3892). */
export const referRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-REF-001',
    title: 'REFER without exactly one Refer-To',
    level: 'must',
    severity: 'error',
    rfc: 3515,
    section: '2.4.1',
    why: 'Nobody knows whom to call: the transfer fails with 400.',
    advice: 'Send one Refer-To with one URI.',
    right: 'Refer-To: <sip:carol@example.com>',
    wrong: 'REFER … without Refer-To',
    abnf: 'Refer-To',
    headers: ['Refer-To'],
    on: { requests: ['REFER'] },
    check({ message }) {
      const [field, further] = fieldsOf(message, 'Refer-To');
      if (field === undefined) return { seen: 'The REFER has no Refer-To.' };
      if (further !== undefined) return { seen: 'The REFER has several Refer-To header fields.', span: further.span };
      return field.values.length === 1 ? 'kept' : undefined;
    },
  }),
  messageRule({
    id: 'SIP-REF-002',
    title: 'REFER without exactly one Contact',
    level: 'must',
    severity: 'error',
    rfc: 3515,
    section: '2',
    why: 'NOTIFYs of how the transfer fares are sent to the Contact.',
    advice: 'Send one Contact with one URI.',
    right: 'Contact: <sip:alice@192.0.2.1>',
    wrong: 'REFER … without Contact',
    headers: ['Contact'],
    on: { requests: ['REFER'] },
    check({ message }) {
      const span = message.valueSpan('Contact');
      if (span === undefined) return { seen: 'The REFER has no Contact.' };
      const { contacts } = message;
      if (contacts.length === 0) return undefined;
      if (contacts.length > 1) return { seen: `The REFER has ${contacts.length} contacts.`, span };
      return contacts[0] === '*' ? { seen: 'The Contact of the REFER is *.', span } : 'kept';
    },
  }),
  messageRule({
    id: 'SIP-REF-008',
    title: 'Refer-To is whom the REFER is sent to',
    level: 'robustness',
    severity: 'info',
    rfc: 3515,
    section: '2.4.2',
    why: 'The device is asked to call itself.',
    advice: 'Put the URI of the third party in Refer-To.',
    right: 'REFER sip:bob@192.0.2.2 … Refer-To: <sip:carol@example.com>',
    wrong: 'REFER sip:bob@192.0.2.2 … Refer-To: <sip:bob@192.0.2.2>',
    headers: ['Refer-To'],
    on: { requests: ['REFER'], has: ['Refer-To'] },
    check({ message }) {
      const { referTo, startLine } = message;
      const target = referTo?.uri;
      if (referTo === undefined || startLine?.kind !== 'request' || !(target instanceof SipUri)) return undefined;
      // Another method, or a call to be replaced, may well be meant for it.
      const asksForCall = target.method === undefined || target.method === 'INVITE';
      if (!asksForCall || target.headers.length > 0 || startLine.uri === undefined) return undefined;
      if (!uriEquals(target, startLine.uri)) return 'kept';
      return {
        seen: `The REFER to ${quoted(startLine.requestUri)} asks it to call ${quoted(referTo.uriText)}.`,
        span: referTo.uriSpan,
      };
    },
  }),
  messageRule({
    id: 'SIP-REF-010',
    title: 'More than one Referred-By, or one whose proof is missing',
    level: 'must',
    severity: 'error',
    rfc: 3892,
    section: '2.1',
    why: 'Whom the call is for cannot tell who asked for it, and answers 400 or 429.',
    advice: 'Send one Referred-By; where it has cid, send the part with that Content-ID.',
    right: 'Referred-By: <sip:alice@example.com>;cid="20398823.2UWQFN309shb3@example.com"',
    wrong: 'Referred-By: <sip:alice@example.com>\nReferred-By: <sip:bob@example.com>',
    headers: ['Referred-By'],
    on: { requests: ['REFER'], has: ['Referred-By'] },
    check(seen) {
      const { message } = seen;
      const [field, further] = fieldsOf(message, 'Referred-By');
      if (further !== undefined) return { seen: 'The REFER has several Referred-By.', span: further.span };
      const [value] = field?.values ?? [];
      if (field === undefined || value === undefined) return undefined;
      const { cid } = value;
      if (cid === undefined || hasPart(seen, cid)) return 'kept';
      return { seen: `Referred-By refers to cid ${quoted(cid)}, and no part has it.`, span: field.span };
    },
  }),
];

function hasPart({ message: { body } }: Seen, cid: string): boolean {
  if (body === undefined) return false;
  return body.contentId === cid || body.parts.some(({ contentId }) => contentId === cid);
}
