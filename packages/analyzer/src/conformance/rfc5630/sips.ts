import type { ContactAddress, HeaderName, SipMessage } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { type Fault, messageRule, type Rule } from '../rule.ts';
import { hasField } from '../told.ts';

const plain: ReadonlySet<string> = new Set(['UDP', 'TCP', 'SCTP', 'WS']);
const equals = 0x3d;
const tls = [0x74, 0x6c, 0x73] as const;
const transportWord = 'transport';

export const sipsRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-TRP-009',
    title: 'transport=tls in a URI',
    level: 'should',
    severity: 'warning',
    rfc: 5630,
    section: '3.1.4',
    why: 'The value is deprecated: some elements take it for TLS on the next hop, others for a transport they do not know.',
    advice: 'Write transport=tcp with a sips URI, or leave the transport to the DNS.',
    right: 'Contact: <sips:alice@192.0.2.1;transport=tcp>',
    wrong: 'Contact: <sip:alice@192.0.2.1;transport=tls>',
    headers: ['Contact', 'Route', 'Record-Route'],
    on: { requests: 'any', responses: 'any', has: ['Contact', 'Route', 'Record-Route'] },
    check({ message, isRequest }) {
      if (isRequest) {
        const { uriStart, uriEnd } = message.framing.startLine;
        if (saysTls(message.bytes, uriStart, uriEnd))
          return { seen: 'The Request-URI has transport=tls.', span: [uriStart, uriEnd] };
      }
      for (const name of uriFields) {
        const span = message.valueSpan(name);
        if (span !== undefined && saysTls(message.bytes, span[0], span[1]))
          return { seen: `${name} has transport=tls.`, span };
      }
      return 'kept';
    },
  }),
  messageRule({
    id: 'SIP-TRP-010',
    title: 'Request for a sips URI over a hop without encryption',
    level: 'must',
    severity: 'error',
    rfc: 5630,
    section: '5.3',
    why: 'sips promises encryption on every hop: here everybody on the way can read it.',
    advice: 'Send it over TLS, or call a sip URI.',
    right: 'INVITE sips:bob@example.com over TLS',
    wrong: 'INVITE sips:bob@example.com over UDP',
    on: { requests: 'any' },
    check({ message, transport, name, srcIp, dstIp }) {
      if (!isForSips(message)) return undefined;
      // Within one host nobody else can read it.
      if (!plain.has(transport) || srcIp === dstIp || srcIp.startsWith('127.')) return 'kept';
      // By its own words it was encrypted: it was captured where TLS ends.
      const said = message.topVia?.transport.toUpperCase() ?? '';
      if (said.includes('TLS') || said === 'WSS') return 'kept';
      const { uriStart, uriEnd } = message.framing.startLine;
      return {
        seen: `The ${name} for ${quoted(message.text([uriStart, uriEnd]))} came over ${transport}.`,
        span: [uriStart, uriEnd],
      };
    },
  }),
  messageRule({
    id: 'SIP-TRP-011',
    title: 'sips and sip URIs mixed in one request',
    level: 'must',
    severity: 'error',
    rfc: 5630,
    section: '5.1.1',
    why: 'Requests in the other direction go over hops that are not encrypted, or are refused with 416 or 480.',
    advice: 'With a sips Request-URI or Route, give a sips Contact; register sips contacts for a sips address alone.',
    right: 'INVITE sips:bob@example.com SIP/2.0\nContact: <sips:alice@192.0.2.1>',
    wrong: 'INVITE sips:bob@example.com SIP/2.0\nContact: <sip:alice@192.0.2.1>',
    headers: ['Contact', 'Route', 'From', 'To'],
    on: { requests: 'any', has: ['Contact'] },
    check({ message, method, viaCount }) {
      if (viaCount !== 1) return undefined;
      if (method === 'REGISTER') return ofRegistration(message);
      const [route] = hasField(message, 'Route') ? message.routes : [];
      const isRouted = route?.uriText.toLowerCase().startsWith('sips:') === true;
      if (!isForSips(message) && !isRouted) return undefined;
      const contact = addressesOf(message).find(({ uriText }) => uriText.toLowerCase().startsWith('sip:'));
      if (contact === undefined) return 'kept';
      return {
        seen: `The ${isRouted ? 'topmost Route' : 'Request-URI'} is a sips one, and Contact is ${quoted(contact.uriText)}.`,
        span: contact.uriSpan,
      };
    },
  }),
];

const uriFields: readonly HeaderName[] = ['Contact', 'Route', 'Record-Route'];

/** Whether `transport=tls` stands there, in any case; no URI is read for that. */
function saysTls(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + transportWord.length; at + tls.length < end; at++) {
    if (bytes[at] !== equals || !tls.every((letter, index) => (bytes[at + 1 + index]! | 0x20) === letter)) continue;
    if (isWordChar(bytes[at + 1 + tls.length])) continue;
    const from = at - transportWord.length;
    let isWord = true;
    for (let index = 0; index < transportWord.length; index++)
      if ((bytes[from + index]! | 0x20) !== transportWord.charCodeAt(index)) isWord = false;
    if (isWord) return true;
  }
  return false;
}

function isWordChar(byte: number | undefined): boolean {
  return (
    byte !== undefined &&
    ((byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte === 0x2d)
  );
}

/** By the fourth letter of the Request-URI. */
function isForSips({ bytes, framing: { startLine } }: SipMessage): boolean {
  const { uriStart, uriEnd } = startLine;
  return uriEnd - uriStart > 5 && (bytes[uriStart + 3]! | 0x20) === 0x73 && bytes[uriStart + 4] === 0x3a;
}

function addressesOf(message: SipMessage): readonly ContactAddress[] {
  return message.contacts.flatMap((contact) => (contact === '*' ? [] : contact));
}

/** All contacts are sips ones and so are From and To, or neither. */
function ofRegistration(message: SipMessage): 'kept' | Fault | undefined {
  const addresses = addressesOf(message);
  if (addresses.length === 0) return undefined;
  const isSips = (uriText: string): boolean => uriText.toLowerCase().startsWith('sips:');
  const areSips = addresses.every(({ uriText }) => isSips(uriText));
  // A mail address is neither.
  if (!areSips && !addresses.some(({ uriText }) => /^sip:/i.test(uriText))) return undefined;
  const names = ['From', 'To'] as const;
  // A tel URI is neither.
  const mixed = names.find((name) => {
    const uriText = (name === 'From' ? message.from : message.to)?.uriText ?? '';
    return /^sips?:/i.test(uriText) && isSips(uriText) !== areSips;
  });
  if (mixed === undefined) return areSips ? 'kept' : undefined;
  const [was, is] = areSips ? ['sips', 'sip'] : ['sip', 'sips'];
  return { seen: `Contact has ${was} URIs, and ${mixed} a ${is} one.`, span: message.valueSpan(mixed) };
}
