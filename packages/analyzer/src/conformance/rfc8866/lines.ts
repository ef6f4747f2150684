import { quoted } from '../quoted.ts';
import type { Rule } from '../rule.ts';
import { isUsed, lineOf, mediaLinesOf, mediaSpanOf, spanOf, streamName } from '../sdp-places.ts';
import { judgeStreams, sdpRule } from '../sdp-rules.ts';

/** RFC 3264 §5: a 64-bit signed integer holds it. */
const largest = 2n ** 63n - 1n;

export const lineRules: readonly Rule[] = [
  sdpRule({
    id: 'SDP-SYN-001',
    title: 'Lines of a session description out of order, missing or repeated',
    level: 'must',
    severity: 'warning',
    rfc: 8866,
    section: '5',
    why: 'Strict parsers refuse such a description with 488 or 400, others ignore the line.',
    advice: 'Send v, o, s, then i, u, e, p, c, b, t, k, a as needed, then each m with its i, c, b, k, a.',
    right: 'v=0, o=…, s=-, c=IN IP4 192.0.2.1, t=0 0, m=audio …',
    wrong: 'v=0, o=…, c=IN IP4 192.0.2.1, s=-, m=audio …, without t=',
    codes: [
      'sdp-line',
      'sdp-line-type',
      'sdp-order',
      'sdp-version-missing',
      'sdp-origin-missing',
      'sdp-name-missing',
      'sdp-timing-missing',
      'sdp-line-repeated',
      'sdp-line-empty',
      'sdp-timing',
      'sdp-time-form',
    ],
    // Two descriptions in one body are another rule's.
    applies: ({ lines }) => lines.filter(({ type }) => type === 'v').length < 2,
  }),
  sdpRule({
    id: 'SDP-SYN-002',
    title: 'Version of the session description is not 0',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '5.1',
    why: 'There is no other version: strict parsers refuse the description.',
    advice: 'Begin every session description with v=0; its version within the session stands in o=.',
    right: 'v=0',
    wrong: 'v=1',
    codes: ['sdp-version'],
    applies: ({ version }) => version !== undefined,
  }),
  sdpRule({
    id: 'SDP-SYN-003',
    title: 'o= line malformed',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '5.2',
    why: 'By this line a peer tells whether a later description is a new one: changes are overlooked, or the description is refused.',
    advice: 'Send a user name without spaces or "-", two numbers below 2**63, IN, IP4 or IP6, and the address.',
    right: 'o=- 3858294 1 IN IP4 192.0.2.1',
    wrong: 'o=John Doe 3858294 1 IN IP4 192.0.2.1',
    abnf: 'origin-field',
    codes: ['sdp-origin'],
    check(sdp) {
      const line = lineOf(sdp, 'o');
      if (line === undefined) return undefined;
      const span = spanOf(line);
      const { origin } = sdp;
      if (origin === undefined) return undefined;
      const { sessionId, sessionVersion, addressType, address } = origin;
      const tooLarge = [sessionId, sessionVersion].find(isTooLarge);
      if (tooLarge !== undefined)
        return { seen: `The number ${quoted(tooLarge)} of the o= line is above 2**63 - 1.`, span };
      const other = otherFamily(addressType, address);
      if (other !== undefined)
        return {
          seen: `The address ${quoted(address)} of the o= line is called ${addressType}, and is ${other}.`,
          span,
        };
      return 'kept';
    },
  }),
  sdpRule({
    id: 'SDP-SYN-004',
    title: 'c= line missing or malformed',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '5.7',
    why: 'The peer does not know where to send its media: the description is refused, or there is no sound.',
    advice: 'Send c=IN IP4 or c=IN IP6 with the address before the first m-line, or in each of the streams.',
    right: 'c=IN IP4 192.0.2.1',
    wrong: 'c=IN IP4 2001:db8::1',
    abnf: 'connection-field',
    codes: ['sdp-connection', 'sdp-ttl', 'sdp-ttl-misplaced', 'sdp-address-count'],
    check(sdp) {
      return judgeStreams(sdp, (media) => {
        if (!isUsed(media)) return undefined;
        const { connection } = media;
        const line = lineOf(sdp, 'c', media);
        // One that cannot be read the parser tells of.
        if (line !== undefined && connection === undefined) return undefined;
        if (connection === undefined || line === undefined)
          return {
            seen: `The ${streamName(sdp, media)} has no c= line, nor has the session.`,
            span: mediaSpanOf(sdp, media),
          };
        const other = otherFamily(connection.addressType, connection.address);
        if (other === undefined) return 'kept';
        return {
          seen: `The address ${quoted(connection.address)} is called ${connection.addressType}, and is ${other}.`,
          span: spanOf(line),
        };
      });
    },
  }),
  sdpRule({
    id: 'SDP-SYN-005',
    title: 'm= line malformed',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '5.14',
    why: 'Streams are known by their place, and this one cannot be read: the description is refused, or the stream is missing.',
    advice:
      'Send a medium, a port from 0 to 65535, a protocol and at least one format; of RTP payload types from 0 to 127.',
    right: 'm=audio 4000 RTP/AVP 0 8 101',
    wrong: 'm=audio 4000 RTP/AVP PCMU',
    abnf: 'media-field',
    codes: ['sdp-media', 'sdp-port', 'sdp-port-count'],
    applies: (sdp) => mediaLinesOf(sdp).length > 0,
    check: (sdp) =>
      judgeStreams(sdp, (media) => {
        const wrong = media.isRtp ? media.formats.find((format) => !isPayloadType(format)) : undefined;
        if (wrong === undefined) return 'kept';
        return {
          seen: `The format ${quoted(wrong)} of the ${streamName(sdp, media)} is no payload type from 0 to 127.`,
          span: mediaSpanOf(sdp, media),
        };
      }),
  }),
  sdpRule({
    id: 'SDP-SYN-006',
    title: 'White space or line ends of a session description',
    level: 'must',
    severity: 'info',
    rfc: 8866,
    section: '5',
    why: 'Parsers differ in what they make of it: some refuse the description, some read the blank as part of the value.',
    advice:
      'Write the letter, = and the value without blanks around them, single spaces between fields, and CRLF at the end of each line.',
    right: 'c=IN IP4 192.0.2.1',
    wrong: 'c= IN IP4  192.0.2.1',
    codes: ['sdp-space', 'sdp-line-break'],
    check({ lines }, { bytes }) {
      const line = lines.find(({ span: [, end] }) => bytes[end - 1] === 0x0a && bytes[end - 2] !== 0x0d);
      if (line === undefined) return 'kept';
      return {
        seen: `The line ${quoted(`${line.type}=…`)} and perhaps others end in LF without CR.`,
        span: spanOf(line),
      };
    },
  }),
  sdpRule({
    id: 'SDP-SYN-013',
    title: 'b= line malformed',
    level: 'must',
    severity: 'error',
    rfc: 8866,
    section: '5.8',
    why: 'The limit is not kept to, or is taken for another one: video is throttled to nothing, or floods the line.',
    advice:
      'Send a type of letters and digits (AS and CT in kbit/s, TIAS, RS and RR in bit/s), a colon and a whole number.',
    right: 'b=AS:64',
    wrong: 'b=AS 64',
    abnf: 'bandwidth-field',
    codes: ['sdp-bandwidth'],
    applies: ({ lines }) => lines.some(({ type }) => type === 'b'),
  }),
  sdpRule({
    id: 'SDP-SYN-014',
    title: 'More than one session description in a body',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '5',
    why: 'An offer or an answer is exactly one description: which of them counts nobody knows.',
    advice: 'Send one description; put others into parts of a multipart, each with a disposition of its own.',
    right: 'v=0 … m=audio …',
    wrong: 'v=0 … m=audio … v=0 … m=audio …',
    check(sdp) {
      const versions = sdp.lines.filter(({ type }) => type === 'v');
      const [, second] = versions;
      if (second === undefined) return versions.length === 0 ? undefined : 'kept';
      return { seen: `The body has ${versions.length} lines that begin a session description.`, span: spanOf(second) };
    },
  }),
  sdpRule({
    id: 'SDP-SYN-023',
    title: 'Attribute that has not the form of its RFC, or stands at the wrong level',
    level: 'must',
    severity: 'warning',
    rfc: 8866,
    section: '5.13',
    why: 'Devices ignore the attribute or read something else than was meant.',
    advice:
      'Write the attribute as the RFC that defines it has it, before the first m-line or below it as that RFC says.',
    right: 'm=audio 4000 RTP/AVP 0, a=rtcp:4001',
    wrong: 'a=rtcp:4001 before the first m-line',
    abnf: 'attribute-field',
    codes: ['sdp-attribute', 'sdp-attribute-value', 'sdp-attribute-level'],
    takes: ({ header }) => header === undefined || !judgedElsewhere.has(header),
    applies: ({ lines }) => lines.some(({ type }) => type === 'a'),
  }),
];

/** Attributes that have rules of their own. */
const judgedElsewhere: ReadonlySet<string> = new Set([
  'a=rtpmap',
  'a=fmtp',
  'a=ptime',
  'a=maxptime',
  'a=candidate',
  'a=ice-ufrag',
  'a=ice-pwd',
  'a=fingerprint',
  'a=setup',
  'a=crypto',
  'a=group',
]);

function isPayloadType(format: string): boolean {
  return /^\d{1,3}$/.test(format) && Number(format) <= 127;
}

function isTooLarge(number: string): boolean {
  return number.length > mostDigits || (/^\d{19,}$/.test(number) && BigInt(number) > largest);
}

/** Numbers of more digits are not counted out. */
const mostDigits = 200;

/** Of an address that is not of the type it is said to be: what it is. */
function otherFamily(addressType: string, address: string): string | undefined {
  const isIp6 = address.includes(':');
  const isIp4 = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);
  if (addressType.toUpperCase() === 'IP4' && isIp6) return 'one of IPv6';
  return addressType.toUpperCase() === 'IP6' && isIp4 ? 'one of IPv4' : undefined;
}
