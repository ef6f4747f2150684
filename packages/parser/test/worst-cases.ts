import { encode, withHeaders } from './sip.ts';

/** How the bytes come: a message in a datagram, a stream in chunks of one byte, or an XML document. */
export type WorstCaseKind = 'message' | 'stream' | 'xml';
export type WorstCase = {
  readonly name: string;
  readonly kind: WorstCaseKind;
  /** About so many bytes of it. */
  readonly make: (length: number) => Uint8Array;
};

type Fill = (length: number) => string;
type Row = readonly [name: string, make: WorstCase['make']];

const times =
  (text: string): Fill =>
  (length) =>
    text.repeat(Math.ceil(length / text.length)).substring(0, length);
/** The piece over and over, whole each time. */
const whole =
  (text: string): Fill =>
  (length) =>
    text.repeat(Math.floor(length / text.length));
const between =
  (start: string, fill: Fill, end = ''): Fill =>
  (length) =>
    `${start}${fill(length)}${end}`;
const inHeader = (name: string, fill: Fill) => (length: number) => withHeaders(`${name}: ${fill(length)}`);
const inBody = (type: string, fill: Fill) => (length: number) =>
  encode(`INVITE sip:a@b SIP/2.0\r\nContent-Type: ${type}\r\nMIME-Version: 1.0\r\n\r\n${fill(length)}`);
const inSdp = (fill: Fill) => inBody('application/sdp', fill);
const raw = (fill: Fill) => (length: number) => encode(fill(length));
const fields = (line: string) => (length: number) =>
  withHeaders(...Array.from({ length: Math.floor(length / (line.length + 2)) }, () => line));

const valuesOfHeaders: readonly Row[] = [
  ['nested comments', inHeader('User-Agent', times('('))],
  ['nested comments that close', inHeader('Server', (length) => '('.repeat(length / 2) + ')'.repeat(length / 2))],
  ['comments one after another', inHeader('User-Agent', times('()'))],
  ['a comment of escapes', inHeader('User-Agent', between('(', times('\\)')))],
  ['an open quote with backslashes', inHeader('To', between('"', times('\\')))],
  ['a quoted string of escapes', inHeader('To', between('"', whole('\\"'), '" <sip:a@b>'))],
  ['open quotes', inHeader('Contact', times('"a,'))],
  ['quoted strings one after another', inHeader('From', times('"a" '))],
  ['quoted values of parameters', inHeader('From', between('<sip:a@b>', whole(';a="\\""')))],
  ['blanks before a URI', inHeader('To', (length) => `${' '.repeat(length)}<sip:a@b>`)],
  ['blanks behind a URI', inHeader('To', (length) => `<sip:a@b>${' '.repeat(length)}x`)],
  ['blanks round semicolons', inHeader('Via', between('SIP/2.0/UDP a', times(' \t ; \t a')))],
  ['folds', inHeader('Subject', times('a\r\n '))],
  ['empty folds', inHeader('Subject', times('\r\n '))],
  ['folds between parameters', inHeader('Via', between('SIP/2.0/UDP a', whole(';\r\n a')))],
  ['folds between elements', inHeader('Route', whole('<sip:a@b>,\r\n\t'))],
  ['commas', inHeader('Contact', times(','))],
  ['elements that are wrong', inHeader('Contact', times('(,'))],
  ['elements with an open bracket', inHeader('Contact', times('<sip:a,'))],
  ['elements cut in the middle', inHeader('Contact', times('"a" <sip:a@b>;q=,'))],
  ['every kind of mistake in one value', inHeader('Contact', times(';;=,<>"@:\\()'))],
  ['addresses with odd names', inHeader('Contact', times('@ <sip:a>,'))],
  ['open brackets', inHeader('Route', times('<'))],
  ['closed brackets', inHeader('Route', times('>'))],
  ['open square brackets', inHeader('Via', (length) => `SIP/2.0/UDP ${'['.repeat(length)}`)],
  ['parameters', inHeader('From', between('<sip:a@b>', times(';a')))],
  ['parameters with values', inHeader('Via', between('SIP/2.0/UDP a', times(';a=b')))],
  ['tags', inHeader('From', between('<sip:a@b>', times(';tag=a')))],
  ['semicolons', inHeader('Via', between('SIP/2.0/UDP a', times(';')))],
  ['colons', inHeader('Via', between('SIP/2.0/UDP a;received=', times(':')))],
  ['equals signs', inHeader('Event', between('a;b', times('=')))],
  ['Via values', inHeader('Via', times('SIP/2.0/UDP a,'))],
  ['Via values that are wrong', inHeader('Via', times('a,'))],
  ['Via values cut before the host', inHeader('Via', times('SIP/2.0/UDP ,'))],
  ['Via values with IPv6', inHeader('Via', times('SIP/2.0/UDP [::1]:1,'))],
  ['slashes', inHeader('Via', between('SIP', times('/')))],
  ['tokens in a display name', inHeader('To', times('a '))],
  ['digits', inHeader('CSeq', times('9'))],
  ['digits of a length', inHeader('Content-Length', times('1'))],
  ['a Call-ID of @', inHeader('Call-ID', times('@'))],
  ['credentials', inHeader('Authorization', between('Digest ', times('a="b",')))],
  ['credentials with open quotes', inHeader('Authorization', between('Digest ', times('a="b,')))],
  ['challenges one after another', inHeader('WWW-Authenticate', times('Digest a=b, '))],
  ['challenges without parameters', inHeader('Proxy-Authenticate', times('Digest , '))],
  ['a token of base 64', inHeader('Authorization', between('Bearer ', times('a+/'), '=='))],
  ['a PASSporT', inHeader('Identity', between('', times('eyJh.'), ';info=<https://a>;alg=ES256'))],
  ['option tags', inHeader('Supported', times('a,'))],
  ['media ranges', inHeader('Accept', times('a/b;q=0.1,'))],
  ['media ranges that are wrong', inHeader('Accept', times('a/,'))],
  ['languages', inHeader('Accept-Language', times('a-b-c;q=1,'))],
  ['warnings', inHeader('Warning', times('399 a "b",'))],
  ['warnings without text', inHeader('Warning', times('399 a ,'))],
  ['a history index', inHeader('History-Info', between('<sip:a@b>;index=', times('1.')))],
  ['a history', inHeader('History-Info', times('<sip:a@b?Reason=SIP%3Bcause%3D302>;index=1,'))],
  ['reasons', inHeader('Reason', times('SIP;cause=1,'))],
  ['addresses of information', inHeader('Call-Info', times('<http://a>;purpose=icon,'))],
  ['addresses of information that are wrong', inHeader('Call-Info', times('<http://a;'))],
  ['feature tags', inHeader('Accept-Contact', between('*', times(';+a="<b>,!c"')))],
  ['security mechanisms', inHeader('Security-Client', times('tls;q=0.1,'))],
  ['charging parameters', inHeader('P-Charging-Vector', between('icid-value=a', times(';a="b"')))],
  ['a date', inHeader('Date', times('Sat, '))],
];

const uris: readonly Row[] = [
  ['a URI of @', inHeader('To', between('<sip:', times('@'), '>'))],
  ['a URI of escapes', inHeader('To', between('<sip:', times('%41'), '@b>'))],
  ['a URI of escapes cut short', inHeader('To', between('<sip:', times('%4'), '@b>'))],
  ['a password of colons', inHeader('To', between('<sip:a', times(':'), '@b>'))],
  ['URI parameters', inHeader('To', between('<sip:a', times(';b=c'), '>'))],
  ['a user of semicolons', inHeader('To', between('<sip:a', times(';b'), '@c>'))],
  ['URI headers', inHeader('To', between('<sip:a?', times('a=b&'), '>'))],
  ['an IPv6 address without end', inHeader('To', between('<sip:[', times('1:'), ']>'))],
  ['an IPv6 address of colons', inHeader('To', between('<sip:[', times(':'), ']>'))],
  ['labels of a host', inHeader('To', between('<sip:', times('a.'), '>'))],
  ['numbers of a host', inHeader('To', between('<sip:', times('1.'), '>'))],
  ['hyphens of a host', inHeader('To', between('<sip:a', times('-'), '>'))],
  ['separators of a telephone number', inHeader('To', between('<tel:+1', times('-('), '>'))],
  ['parameters of a telephone number', inHeader('To', between('<tel:1', times(';a=b'), '>'))],
  ['a URN', inHeader('To', between('<urn:service:', times('a.'), '>'))],
  ['an absolute URI', inHeader('To', between('<http://', times('/?#'), '>'))],
];

const lines: readonly Row[] = [
  ['header fields', fields('a:b')],
  ['duplicate header fields', fields('To:b')],
  ['header fields of one list', fields('Via: a')],
  ['lines without colon', fields('ab')],
  ['names without end', raw(between('OPTIONS sip:a SIP/2.0\r\n', times('a')))],
  ['blanks before a colon', raw(between('OPTIONS sip:a SIP/2.0\r\nTo', times(' '), ': <sip:a>\r\n\r\n'))],
  ['CR without LF', raw(between('OPTIONS sip:a SIP/2.0\r\n', times('a:b\r')))],
  ['LF without CR', raw(between('OPTIONS sip:a SIP/2.0\n', times('a:b\n')))],
  ['line breaks before a message', raw(between('', times('\r\n'), 'OPTIONS sip:a SIP/2.0\r\n\r\n'))],
  ['a method', raw(between('', times('A'), ' sip:a SIP/2.0\r\n\r\n'))],
  ['blanks in a start line', raw(between('OPTIONS', times(' '), 'sip:a SIP/2.0\r\n\r\n'))],
  ['a Request-URI', raw(between('OPTIONS sip:a', times(';b'), ' SIP/2.0\r\n\r\n'))],
  ['a reason phrase', raw(between('SIP/2.0 200 ', times('%4'), '\r\n\r\n'))],
  [
    'bytes that are not UTF-8',
    (length) => withHeaders(`Subject: ${'x'.repeat(length)}`).map((byte) => (byte === 0x78 ? 0xff : byte)),
  ],
  ['bytes of zero', (length) => withHeaders(`Contact: ${'\0'.repeat(length)}`)],
];

const descriptions: readonly Row[] = [
  ['SDP attributes', inSdp(times('a=x\r\n'))],
  ['SDP media', inSdp(times('m=audio 1 RTP/AVP 0\r\n'))],
  ['SDP formats', inSdp(between('m=audio 1 RTP/AVP', times(' 0')))],
  ['SDP rtpmaps', inSdp(between('m=audio 1 RTP/AVP 0\r\n', times('a=rtpmap:0 a/8000\r\n')))],
  ['SDP lines that are wrong', inSdp(times('x\n'))],
  ['SDP slashes', inSdp(between('c=IN IP4 a', times('/')))],
  ['SDP format parameters', inSdp(between('m=audio 1 RTP/AVP 0\r\na=fmtp:0 ', times('a=b;')))],
  ['SDP candidates', inSdp(between('m=audio 1 RTP/AVP 0\r\n', times('a=candidate:1 1 udp 1 a 1 typ host\r\n')))],
  ['SDP candidates cut short', inSdp(between('m=audio 1 RTP/AVP 0\r\n', times('a=candidate:1 1 udp\r\n')))],
  ['SDP crypto sessions', inSdp(between('m=audio 1 RTP/SAVP 0\r\na=crypto:1 A ', times('inline:a|1:1;')))],
  ['SDP groups', inSdp(between('a=group:BUNDLE', times(' 0')))],
  ['SDP simulcast', inSdp(between('m=video 1 RTP/AVP 99\r\na=simulcast:send ', times('1,~2;')))],
  [
    'SDP image attributes',
    inSdp(between('m=video 1 RTP/AVP 99\r\na=imageattr:99 send ', times('[x=1,y=[1:2],q=0.1] '))),
  ],
  ['SDP fingerprints', inSdp(between('a=fingerprint:sha-256 ', times('AB:')))],
  ['SDP repeats', inSdp(between('t=0 0\r\n', times('r=1 1 0 1\r\n')))],
  ['SDP time zones', inSdp(between('z=', times('1 -1h ')))],
  ['SDP blanks', inSdp(between('o=', times(' ')))],
];

/** Multiparts within multiparts, as deep as they fit. */
function nestedParts(length: number): string {
  const levels = Math.floor(length / 60);
  const start = Array.from(
    { length: levels },
    (_, level) => `--${level}\r\nContent-Type: multipart/mixed;boundary=${level + 1}\r\n\r\n`,
  );
  return start.join('').substring(0, length);
}

const bodies: readonly Row[] = [
  ['boundaries', inBody('multipart/mixed;boundary=b', times('--b\r\n'))],
  ['boundaries that are almost there', inBody('multipart/mixed;boundary=bbbb', times('\r\n--bbb'))],
  ['hyphens for boundaries', inBody('multipart/mixed;boundary=b', times('\r\n--'))],
  ['line breaks for boundaries', inBody('multipart/mixed;boundary=b', times('\r\n'))],
  ['a boundary of hyphens', inBody(`multipart/mixed;boundary="${'-'.repeat(60)}a"`, times('-'))],
  ['parts', inBody('multipart/mixed;boundary=b', times('--b\r\nContent-Type: text/plain\r\n\r\na\r\n'))],
  ['parts within parts', inBody('multipart/mixed;boundary=0', nestedParts)],
  ['header fields of a part', inBody('multipart/mixed;boundary=b', between('--b\r\n', times('a: b\r\n')))],
  [
    'messages within messages',
    inBody('message/sip', times('OPTIONS sip:a SIP/2.0\r\nContent-Type: message/sip\r\n\r\n')),
  ],
  ['a fragment', inBody('message/sipfrag', between('SIP/2.0 200 OK\r\n', times('Via: a\r\n')))],
  ['a message summary', inBody('application/simple-message-summary', times('Voice-Message: 1/1 (0/0)\r\n'))],
  ['CPIM header fields', inBody('message/cpim', times('NS: a <b>\r\n'))],
  ['a quality report', inBody('application/vq-rtcpxr', between('VQSessionReport\r\n', times('a:b=1 \r\n')))],
];

const streams: readonly Row[] = [
  ['a message, byte by byte', fields('Contact: <sip:a@b>')],
  ['messages, byte by byte', raw(whole('OPTIONS sip:a SIP/2.0\r\nl: 1\r\n\r\na'))],
  ['junk, byte by byte', raw(times('x'))],
  ['lines of junk, byte by byte', raw(times('ab\r\n'))],
  ['almost start lines, byte by byte', raw(times('SIP/2.0 SIP/2.'))],
  ['pings, byte by byte', raw(times('\r\n'))],
  ['a body without length, byte by byte', raw(between('OPTIONS sip:a SIP/2.0\r\n\r\n', times('SIP/2.0 2\r\n')))],
  ['a length that lies, byte by byte', raw(whole('OPTIONS sip:a SIP/2.0\r\nl: 9\r\n\r\na\r\n'))],
];

const document = (fill: Fill) => raw(between('<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="a">', fill));
const xml: readonly Row[] = [
  ['XML elements within elements', document(times('<a>'))],
  ['XML elements', document(times('<a/>'))],
  [
    'XML attributes',
    document(between('<a', (length) => Array.from({ length: length / 9 }, (_, at) => ` a${at}="b"`).join(''))),
  ],
  ['XML attributes of one name', document(between('<a', times(' a="b"')))],
  ['XML name spaces', document(times('<a xmlns:b="c">'))],
  ['XML references', document(times('&amp;'))],
  ['XML comments', document(times('<!---->'))],
  ['XML comments without end', document(times('<!--'))],
  ['XML end tags', document(times('</a>'))],
  ['XML open brackets', document(times('<'))],
];

const rowsByKind: readonly (readonly [WorstCaseKind, readonly Row[]])[] = [
  ['message', [...valuesOfHeaders, ...uris, ...lines, ...descriptions, ...bodies]],
  ['stream', streams],
  ['xml', xml],
];

/** What would cost a careless parser more than linear time, or its stack: made at any length. */
export const worstCases: readonly WorstCase[] = rowsByKind.flatMap(([kind, rows]) =>
  rows.map(([name, make]) => ({ name, kind, make })),
);
