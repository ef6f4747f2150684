import type { NameAddr, SipMessage } from '@sipscope/parser';
import { diagnosticRule, type DiagnosticRule } from '../diagnostic-rules.ts';
import type { Fault, MessageRule, Outcome, Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { textFaultOf } from '../text-fault.ts';

const all = { requests: 'any', responses: 'any' } as const;

/** Rules of URIs and of how they stand in header fields. */
export const uriRules: readonly Rule[] = [
  diagnosticRule({
    id: 'SIP-SYN-023',
    title: 'URI parameter stands twice',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '19.1.1',
    why: 'Nobody can say which of them counts; with two transports or maddrs requests go another way.',
    advice: 'Send each parameter once.',
    right: 'sip:bob@example.com;transport=tcp',
    wrong: 'sip:bob@example.com;transport=tcp;transport=udp',
    abnf: 'uri-parameters',
    on: all,
    codes: ['uri-parameter-repeated'],
  }),
  uriRule({
    id: 'SIP-SYN-024',
    title: 'No user before the @ of a SIP URI',
    why: 'Strict parsers refuse such a URI: where there is an @, there must be a user.',
    advice: 'Leave out the @, or send the user.',
    right: 'sip:example.com',
    wrong: 'sip:@example.com',
    abnf: 'userinfo',
    takes: (diagnostic, seen) => textFaultOf(diagnostic, seen) === 'empty-user',
  }),
  uriRule({
    id: 'SIP-SYN-025',
    section: '19.1.2',
    title: 'Character in a URI that must be escaped',
    why: 'Elements answer 400, 404 or 416, or end the URI there: # in feature codes is the commonest cause.',
    advice: 'Write the character as % and two hexadecimal digits.',
    right: 'sip:*21%23@example.com',
    wrong: 'sip:*21#@example.com',
    abnf: 'user',
    codes: ['uri-syntax', 'uri-fragment'],
    takes: (diagnostic, seen) => textFaultOf(diagnostic, seen) === 'raw-character',
  }),
  uriRule({
    id: 'SIP-SYN-026',
    section: '25.1',
    title: '% without two hexadecimal digits in a URI',
    why: 'Elements that resolve escapes get different users from it.',
    advice: 'Write a percent sign itself as %25.',
    right: 'sip:100%25@example.com',
    wrong: 'sip:100%@example.com',
    abnf: 'escaped',
    takes: (diagnostic, seen) => textFaultOf(diagnostic, seen) === 'percent-escape',
  }),
  bareRule({
    id: 'SIP-SYN-027',
    rfc: 3261,
    section: '20',
    title: 'URI with comma, semicolon or question mark without angle brackets',
    wrong: 'Contact: sip:bob@192.0.2.2;transport=tcp',
    right: 'Contact: <sip:bob@192.0.2.2;transport=tcp>',
    headers: ['From', 'To', 'Contact', 'Reply-To'],
    on: all,
    addresses: ({ from, to, contacts }) => [from, to, ...contacts.map((one) => (one === '*' ? undefined : one))],
  }),
  bareRule({
    id: 'SIP-SYN-028',
    rfc: 8217,
    section: '4',
    title: 'URI of an extension header field with comma, semicolon or question mark without angle brackets',
    wrong: 'Refer-To: sip:carol@example.com?Replaces=…',
    right: 'Refer-To: <sip:carol@example.com?Replaces=…>',
    headers: extensionHeaders(),
    on: { ...all, has: extensionHeaders() },
    addresses: ({ referTo, referredBy }) => [referTo, referredBy],
  }),
  diagnosticRule({
    id: 'SIP-SYN-034',
    title: 'IPv6 address without brackets',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '25.1',
    why: 'Its last group is taken for a port, so that messages go to another address.',
    advice: 'Put brackets round the address.',
    right: 'Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bK1',
    wrong: 'Via: SIP/2.0/UDP 2001:db8::9:1;branch=z9hG4bK1',
    abnf: 'IPv6reference',
    on: all,
    codes: ['host-ipv6-brackets', 'uri-syntax'],
    takes: (diagnostic, seen) =>
      diagnostic.code === 'host-ipv6-brackets' || textFaultOf(diagnostic, seen) === 'open-ipv6',
  }),
];

function extensionHeaders(): readonly [
  'Refer-To',
  'Referred-By',
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Diversion',
  'Remote-Party-ID',
  'P-Associated-URI',
  'P-Called-Party-ID',
] {
  return [
    'Refer-To',
    'Referred-By',
    'P-Asserted-Identity',
    'P-Preferred-Identity',
    'Diversion',
    'Remote-Party-ID',
    'P-Associated-URI',
    'P-Called-Party-ID',
  ];
}

type UriRule = Pick<DiagnosticRule, 'id' | 'title' | 'why' | 'advice' | 'right' | 'wrong' | 'abnf' | 'takes'> &
  Partial<Pick<DiagnosticRule, 'codes' | 'section'>>;

function uriRule(rule: UriRule): MessageRule {
  return diagnosticRule({
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '19.1.1',
    codes: ['uri-syntax'],
    on: all,
    ...rule,
  });
}

type BareRule = Pick<DiagnosticRule, 'id' | 'title' | 'rfc' | 'section' | 'right' | 'wrong' | 'on'> & {
  readonly headers: readonly string[];
  readonly addresses: (message: SipMessage) => readonly (NameAddr | undefined)[];
};

/** URI parameters that header fields have not: behind a URI without brackets they would belong to the field. RFC 3261 §19.1.1, RFC 5626, RFC 5627. */
const uriParameters: ReadonlySet<string> = new Set(['transport', 'user', 'lr', 'maddr', 'ttl', 'method', 'gr', 'ob']);

function bareRule({ addresses, ...rule }: BareRule): MessageRule {
  const isRight = (header: string | undefined): boolean => header !== undefined && rule.headers.includes(header);
  const told = diagnosticRule({
    ...rule,
    level: 'must',
    severity: 'error',
    why: 'Without brackets what follows a semicolon belongs to the header field, and a comma ends the value: the URI loses its parameters, and requests go another way.',
    advice: 'Put angle brackets round the URI.',
    abnf: 'name-addr',
    codes: ['addr-spec-brackets', 'address-syntax', 'contact-syntax', 'parameter-unexpected'],
    takes: (diagnostic, seen) => isRight(diagnostic.header) && textFaultOf(diagnostic, seen) === 'bare-address',
  });
  return {
    ...told,
    check(seen) {
      const faults = addresses(seen.message).flatMap((address) => bareFault(address, seen) ?? []);
      const found: Outcome = told.check(seen);
      if (faults.length === 0) return found;
      return Array.isArray(found) ? [...(found as readonly Fault[]), ...faults] : faults;
    },
  };
}

/** Where a parameter that only URIs have stands behind a URI without brackets. */
function bareFault(address: NameAddr | undefined, { bytes }: Seen): Fault | undefined {
  if (address === undefined || address.params.length === 0) return undefined;
  const [start, end] = address.uriSpan;
  if (bytes[start - 1] === 0x3c) return undefined;
  const lost = address.params.find(({ name }) => uriParameters.has(name.toLowerCase()));
  if (lost === undefined) return undefined;
  return {
    seen: `The URI stands without angle brackets, so ${lost.name} is no parameter of it but of the header field.`,
    span: [start, end],
  };
}
