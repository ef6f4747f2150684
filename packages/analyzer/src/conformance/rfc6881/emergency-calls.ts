import { uriUser } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { type Fault, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** What is dialled for help; in offices these may be extensions too, 112 more than 911. */
const emergencyNumbers: ReadonlySet<string> = new Set(['112', '911']);

export const emergencyCallRules: readonly Rule[] = [
  messageRule({
    id: 'EMG-001',
    title: 'Emergency call lacks service URN or location',
    level: 'should',
    severity: 'warning',
    rfc: 6881,
    section: '9.2',
    why: 'The call may go to the wrong control centre, or nowhere, and the helpers do not know where to go.',
    advice:
      'Call urn:service:sos, with the location in the message or a reference to it, and say in Supported how it is to be had.',
    right: 'INVITE urn:service:sos with To: <urn:service:sos> and Geolocation: <cid:loc@example.com>',
    wrong: 'INVITE sip:911@example.com',
    headers: ['To', 'Geolocation', 'Supported'],
    on: { requests: ['INVITE'] },
    check(seen) {
      const { message, viaCount } = seen;
      const { startLine, to } = message;
      if (startLine?.kind !== 'request' || to === undefined || to.tag !== undefined) return undefined;
      const isUrn = isService(startLine.requestUri);
      if (isUrn || isService(to.uriText)) return faultOf(seen, isUrn) ?? 'kept';
      const user = startLine.uri === undefined ? undefined : uriUser(startLine.uri);
      // Who only passes on what is dialled says so (RFC 4967), and a network may map it.
      if (viaCount !== 1 || user === undefined || !emergencyNumbers.has(user)) return undefined;
      if (startLine.requestUri.toLowerCase().includes('user=dialstring')) return 'kept';
      if (user === '112' && message.values('Priority')[0]?.toLowerCase() !== 'emergency') return undefined;
      return {
        seen: `The emergency service is called as ${quoted(startLine.requestUri)}, in the place of urn:service:sos.`,
      };
    },
  }),
];

function isService(uriText: string): boolean {
  return /^urn:service:sos(?:[.;?]|$)/i.test(uriText.slice(0, 100));
}

function faultOf({ message, viaCount }: Seen, isUrn: boolean): Fault | undefined {
  const { to } = message;
  const locations = message.values('Geolocation');
  // In IMS the cell tells (TS 24.229 §5.1.6.8).
  if (locations.length === 0 && message.valueSpan('P-Access-Network-Info') === undefined)
    return { seen: 'The emergency call says nothing of where the caller is.' };
  if (isUrn && viaCount === 1 && to !== undefined && !isService(to.uriText))
    return { seen: `The To of the emergency call is ${quoted(to.uriText)}, and no service URN.`, span: to.uriSpan };
  const isReference = locations.some(({ isInBody }) => !isInBody);
  if (isReference && !message.supported.some((tag) => tag.toLowerCase().startsWith('geolocation-')))
    return {
      seen: 'The location is a reference, and Supported does not say geolocation-sip or geolocation-http.',
      span: message.valueSpan('Geolocation'),
    };
  return undefined;
}
