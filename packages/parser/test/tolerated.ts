import { parseMessage, type ParseOptions, type SipMessage } from '../src/index.ts';
import { torture } from './corpus.ts';
import { decode, encode, withHeaders } from './sip.ts';

/** Text that is read though it is not as the grammar has it, or that the grammar takes though few expect it. */
export type Tolerated = {
  /** The RFC and section that say to take it, or by which it is wrong. */
  readonly by: string;
  readonly what: string;
  readonly bytes: Uint8Array;
  /** What is told of it; nothing where it is right. */
  readonly codes: readonly string[];
  /** What is read all the same. */
  readonly read: (message: SipMessage) => unknown;
  readonly value: unknown;
  readonly options?: ParseOptions;
};

const right = decode(withHeaders());
const replaced = (piece: string, by: string): Uint8Array => encode(right.replace(piece, by));
const line = (text: string): Uint8Array => withHeaders(text);
const of4475 = (name: string): Uint8Array => torture('rfc4475', `${name}.dat`);
const of5118 = (name: string): Uint8Array => torture('rfc5118', `${name}.dat`);

const requestUri = ({ startLine }: SipMessage): unknown =>
  startLine?.kind === 'request' ? startLine.uri?.text : startLine?.reason;

export const tolerated: readonly Tolerated[] = [
  {
    by: 'RFC 3261 §7.3.1',
    what: 'white space before the colon, several blanks behind it, folds',
    bytes: line('Subject  :   a\r\n   b'),
    codes: [],
    read: (message) => message.get('Subject'),
    value: 'a b',
  },
  {
    by: 'RFC 3261 §7.3.1',
    what: 'names, parameter names and tokens in any case; the compact form beside the long one',
    bytes: line('CONTACT: <sip:a@b>\r\nm: <sip:c@d>;Q=0.5'),
    codes: [],
    read: ({ contacts }) => contacts.map((contact) => contact !== '*' && contact.uriText),
    value: ['sip:a@b', 'sip:c@d'],
  },
  {
    by: 'RFC 3261 §7.3.1',
    what: 'a header field that is not known, whatever its value',
    bytes: line('X-Unknown: ;;,,;;,;'),
    codes: [],
    read: (message) => message.header('X-Unknown')?.value,
    value: ';;,,;;,;',
  },
  {
    by: 'RFC 3261 §8.2.2',
    what: 'a header field that is malformed: it alone is not read',
    bytes: line('Expires: soon'),
    codes: ['number-syntax'],
    read: ({ expires, to }) => [expires, to?.uriText],
    value: [undefined, 'sip:bob@example.com'],
  },
  {
    by: 'RFC 3261 §7.3.1',
    what: 'a header field a second time where one may stand: the first counts',
    bytes: line('Call-ID: other'),
    codes: ['header-duplicate'],
    read: ({ callId }) => callId,
    value: 'a1@host.example.com',
  },
  {
    by: 'RFC 3261 §7.1',
    what: 'SIP-Version in small letters',
    bytes: replaced('com SIP/2.0', 'com sip/2.0'),
    codes: [],
    read: requestUri,
    value: 'sip:bob@example.com',
  },
  {
    by: 'RFC 3261 §7.2',
    what: 'no space behind the status code',
    bytes: replaced('OPTIONS sip:bob@example.com SIP/2.0', 'SIP/2.0 200'),
    codes: ['reason-phrase-space'],
    read: ({ startLine }) => startLine?.kind === 'response' && startLine.status,
    value: 200,
  },
  {
    by: 'RFC 3261 §7.5',
    what: 'line breaks before the start line',
    bytes: encode(`\r\n\r\n${right}`),
    codes: [],
    read: ({ callId }) => callId,
    value: 'a1@host.example.com',
  },
  {
    by: 'RFC 3261 §7',
    what: 'lines that end in LF alone',
    bytes: encode(right.replaceAll('\r\n', '\n')),
    codes: ['line-end-lf'],
    read: ({ headers }) => headers.length,
    value: 7,
  },
  {
    by: 'RFC 3261 §18.3',
    what: 'bytes behind the body in a datagram: thrown away',
    bytes: encode(`${right}more`),
    codes: ['trailing-bytes'],
    read: ({ body }) => body,
    value: undefined,
  },
  {
    by: 'RFC 3261 §18.3',
    what: 'a datagram without Content-Length: the body ends with it',
    bytes: replaced('Content-Length: 0\r\n\r\n', 'Content-Type: text/plain\r\n\r\nhello'),
    codes: [],
    read: ({ body }) => body?.text,
    value: 'hello',
  },
  {
    by: 'RFC 3261 §18.3',
    what: 'a Content-Length beyond the datagram: elements answer 400, what is there is read',
    bytes: replaced('Content-Length: 0\r\n\r\n', 'Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nhello'),
    codes: ['content-length-too-large'],
    read: ({ body }) => body?.text,
    value: 'hello',
  },
  {
    by: 'RFC 3261 §20',
    what: 'an address without angle brackets: its parameters are those of the header field',
    bytes: replaced('To: <sip:bob@example.com>', 'To: sip:bob@example.com;tag=2'),
    codes: [],
    read: ({ to }) => [to?.uriText, to?.tag],
    value: ['sip:bob@example.com', '2'],
  },
  {
    by: 'RFC 3261 §20',
    what: 'a question mark in an address without angle brackets',
    bytes: line('Contact: sip:a@b?Subject=x'),
    codes: ['addr-spec-brackets'],
    read: ({ contacts }) => contacts.map((contact) => contact !== '*' && contact.uriText),
    value: ['sip:a@b?Subject=x'],
  },
  {
    by: 'RFC 3261 §20.34',
    what: 'a route without angle brackets',
    bytes: line('Route: sip:p.example.com;lr'),
    codes: ['route-brackets'],
    read: ({ routes }) => routes.map(({ uriText }) => uriText),
    value: ['sip:p.example.com'],
  },
  {
    by: 'RFC 3261 §25.1',
    what: 'a value for `lr`, which is a flag',
    bytes: line('Route: <sip:p.example.com;lr=on>'),
    codes: ['uri-flag-value'],
    read: ({ routes }) => routes.length,
    value: 1,
  },
  {
    by: 'RFC 3261 §25.1',
    what: 'an underscore in the name of a host',
    bytes: replaced('host.example.com;', 'my_host.example.com;'),
    codes: ['host-underscore'],
    read: ({ topVia }) => topVia?.sentBy.host,
    value: 'my_host.example.com',
  },
  {
    by: 'RFC 3261 §25.1',
    what: 'an empty element of a list',
    bytes: line('Supported: 100rel,,timer'),
    codes: ['token-list-syntax'],
    read: ({ supported }) => supported,
    value: ['100rel', 'timer'],
  },
  {
    by: 'RFC 3261 §22.4',
    what: 'quotes where none belong, or none where they do',
    bytes: line('WWW-Authenticate: Digest realm="a", nonce=b, stale="true"'),
    codes: ['parameter-quotes', 'parameter-quotes'],
    read: ({ wwwAuthenticate }) => wwwAuthenticate.length,
    value: 1,
  },
  {
    by: 'RFC 4475 §3.1.1.1',
    what: 'a short tortuous INVITE',
    bytes: of4475('wsinv'),
    codes: [],
    read: ({ via }) => via.length,
    value: 3,
  },
  {
    by: 'RFC 4475 §3.1.1.6',
    what: 'no white space between display name and `<`',
    bytes: of4475('lwsdisp'),
    codes: [],
    read: ({ from }) => from?.displayName,
    value: 'caller',
  },
  {
    by: 'RFC 4475 §3.1.1.8',
    what: 'a second message in the datagram: noise',
    bytes: of4475('dblreq'),
    codes: ['trailing-bytes'],
    read: ({ cseq }) => cseq?.method,
    value: 'REGISTER',
  },
  {
    by: 'RFC 4475 §3.1.1.13',
    what: 'an empty reason phrase',
    bytes: of4475('noreason'),
    codes: [],
    read: ({ startLine }) => startLine?.kind === 'response' && startLine.reason,
    value: '',
  },
  {
    by: 'RFC 4475 §3.1.2.7',
    what: 'angle brackets round the Request-URI',
    bytes: of4475('ltgtruri'),
    codes: ['request-uri-brackets'],
    read: requestUri,
    value: 'sip:user@example.com',
  },
  {
    by: 'RFC 4475 §3.1.2.9',
    what: 'several blanks between the parts of the start line',
    bytes: of4475('lwsstart'),
    codes: ['start-line-space', 'start-line-space'],
    read: requestUri,
    value: 'sip:user@example.com',
  },
  {
    by: 'RFC 4475 §3.1.2.10',
    what: 'blanks at the end of the start line',
    bytes: of4475('trws'),
    codes: ['start-line-space'],
    read: requestUri,
    value: 'sip:remote-target@example.com',
  },
  {
    by: 'RFC 4475 §3.1.2.11',
    what: 'headers within the Request-URI',
    bytes: of4475('escruri'),
    codes: ['request-uri-headers'],
    read: ({ cseq }) => cseq?.method,
    value: 'INVITE',
  },
  {
    by: 'RFC 4475 §3.1.2.14',
    what: 'white space between the brackets and the URI',
    bytes: of4475('badaspec'),
    codes: ['uri-space'],
    read: ({ to }) => to?.uriText,
    value: 'sip:t.watson@example.org',
  },
  {
    by: 'RFC 4475 §3.1.2.15',
    what: 'a display name that needs quotes and has none',
    bytes: replaced('From: <sip:alice@example.com>;tag=1', 'From: Bell, Alexander <sip:alice@example.com>;tag=43'),
    codes: ['address-syntax'],
    read: ({ from }) => [from?.displayName, from?.tag],
    value: ['Bell, Alexander', '43'],
  },
  {
    by: 'RFC 4475 §3.3.15',
    what: 'a request of RFC 2543: no branch, no Max-Forwards',
    bytes: of4475('inv2543'),
    codes: ['max-forwards-missing'],
    read: ({ cseq }) => cseq?.method,
    value: 'INVITE',
  },
  {
    by: 'RFC 5118 §4.5',
    what: 'brackets round the IPv6 address of `received`, or none',
    bytes: of5118('via-received-param-with-delim'),
    codes: ['via-received-brackets'],
    read: ({ topVia }) => topVia?.received,
    value: '[2001:db8::9:255]',
  },
  {
    by: 'RFC 5118 §4.10',
    what: 'three colons in an IPv6 address, as the grammar of RFC 3261 let them be',
    bytes: of5118('ipv6-bug-abnf-3-colons'),
    codes: ['host-ipv6-three-colons', 'host-ipv6-three-colons'],
    read: ({ cseq }) => cseq?.method,
    value: 'OPTIONS',
  },
  {
    by: 'RFC 5118 §4.2',
    what: 'an IPv6 address without brackets in Via',
    bytes: replaced('host.example.com;', '2001:db8::1;'),
    codes: ['host-ipv6-brackets'],
    read: ({ topVia }) => topVia?.branch,
    value: 'z9hG4bKa1',
  },
];

/** What is told of it, but for its session description, and what is read. */
export function take({ bytes, read, options }: Tolerated): {
  readonly codes: readonly string[];
  readonly value: unknown;
} {
  const message = parseMessage(bytes, options);
  const codes = message.diagnostics.map(({ code }) => code).filter((code) => !code.startsWith('sdp-'));
  return { codes, value: read(message) };
}
