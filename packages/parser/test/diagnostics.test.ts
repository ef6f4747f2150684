import { describe, expect, test } from 'vitest';
import {
  describeDiagnostic,
  diagnosticClasses,
  diagnosticTable,
  frameDatagram,
  type FramedPiece,
  frameWebSocketMessage,
  MessageFramer,
  parseMessage,
  type ParseOptions,
  parseHeader,
  readPassport,
  decodePassport,
} from '../src/index.ts';
import { decode, encode, withHeaders } from './sip.ts';

const right = decode(withHeaders());

/** The right message with a piece of it replaced. */
const replaced = (piece: string, by: string): Uint8Array => encode(right.replace(piece, by));
const line = (text: string): Uint8Array => withHeaders(text);
const uri = (text: string): Uint8Array => replaced('sip:bob@example.com SIP', `${text} SIP`);
const via = (params: string): Uint8Array => withHeaders(`Via: SIP/2.0/UDP h.example.com${params}`);

const sdpLines = ['v=0', 'o=a 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0', 'm=audio 4000 RTP/AVP 0'];
const sdp = (lines: readonly string[]): Uint8Array =>
  encode(
    `${right.trimEnd().replace(/Content-Length: 0/, 'Content-Type: application/sdp')}\r\n\r\n${lines.join('\r\n')}\r\n`,
  );
/** The right message with a body of that type. */
const body = (mediaType: string, text: string): Uint8Array =>
  encode(right.replace('Content-Length: 0\r\n\r\n', `Content-Type: ${mediaType}\r\n\r\n${text}`));
const without = (letter: string): Uint8Array => sdp(sdpLines.filter((text) => !text.startsWith(letter)));
const instead = (text: string): Uint8Array => sdp(sdpLines.map((other) => (other[0] === text[0] ? text : other)));

/** One message for each code, and the text at its place. */
const cases: readonly (readonly [
  code: keyof typeof diagnosticTable,
  bytes: Uint8Array,
  at: string,
  options?: ParseOptions,
])[] = [
  ['start-line', replaced('OPTIONS sip:bob@example.com SIP/2.0', 'hello'), 'hello'],
  ['start-line-space', replaced('OPTIONS sip', 'OPTIONS   sip'), '   '],
  ['sip-version', replaced('com SIP/2.0', 'com SIP/3.0'), 'SIP/3.0'],
  ['method-syntax', replaced('OPTIONS sip', 'OPT{IONS sip'), '{'],
  ['status-code', replaced('OPTIONS sip:bob@example.com SIP/2.0', 'SIP/2.0 701 x'), '701'],
  ['reason-phrase-space', replaced('OPTIONS sip:bob@example.com SIP/2.0', 'SIP/2.0 200'), ''],
  ['request-uri-brackets', uri('<sip:a@b>'), '<sip:a@b>'],
  ['request-uri-headers', uri('sip:a@b?c=d'), '?c=d'],
  ['uri-scheme', uri('bob@example.com'), 'bob@example.com'],
  ['uri-syntax', uri('sip:a{b@c'), '{'],
  ['uri-space', line('Contact: < sip:a@b >'), 'sip:a@b'],
  ['uri-fragment', line('Call-Info: <http://a/b#c>'), '//a/b#c'],
  ['uri-authority', line('Call-Info: <http://[x>'), '//[x'],
  ['urn-syntax', uri('urn:uuid:1'), 'uuid:1'],
  ['uri-parameter-repeated', uri('sip:a@b;x=1;X=2'), 'X'],
  ['uri-flag-value', line('Route: <sip:a;lr=on>'), 'on'],
  ['sips-transport', uri('sips:a@b;transport=udp'), 'udp'],
  ['phone-user', uri('sip:alice@b;user=phone'), 'alice'],
  ['phone-user-context', uri('sip:7042@b;user=phone'), '7042'],
  ['tel-number', uri('tel:+1a'), '+1a'],
  ['tel-context', uri('tel:7042'), '7042'],
  ['tel-parameter-order', uri('tel:+1;x=1;ext=2'), 'ext'],
  ['host-ipv6-zone', uri('sip:a@[fe80::1%25eth0]'), '[fe80::1%25eth0]'],
  ['host-name', uri('sip:a@b-'), 'b-'],
  ['host-underscore', uri('sip:a@b_c.example.com'), 'b_c.example.com'],
  ['host-ipv4', uri('sip:a@192.0.2.256'), '192.0.2.256'],
  ['host-ipv6', uri('sip:a@[1::2::3]'), '[1::2::3]'],
  ['host-ipv6-three-colons', uri('sip:a@[2001:db8:::192.0.2.1]'), '[2001:db8:::192.0.2.1]'],
  ['host-ipv6-brackets', line('Via: SIP/2.0/UDP fe80::1;branch=x'), 'fe80::1'],
  ['port-range', uri('sip:a@b:65536'), '65536'],
  ['header-colon', line('nothing'), 'nothing'],
  ['header-name', line('X{Y: z'), '{'],
  ['header-duplicate', line('To: <sip:x@y>'), 'To: <sip:x@y>\r\n'],
  ['header-encoding', withHeaders('Subject: ~').map((byte) => (byte === 0x7e ? 0xff : byte)), '\ufffd'],
  ['header-control', line('Subject: a\u0000b'), '\u0000'],
  ['headers-unterminated', encode('OPTIONS sip:a@b SIP/2.0\r\nTo: <sip:a@b>\r\n'), ''],
  ['line-end-lf', replaced('SIP/2.0\r\nVia', 'SIP/2.0\nVia'), '\n'],
  ['via-syntax', via(';branch'.concat(';;')), ';'],
  ['via-protocol', line('Via: XMPP/1.0/TCP h'), '1.0'],
  ['via-ttl', via(';ttl=256'), '256'],
  ['via-rport', via(';rport=x'), 'x'],
  ['via-received', via(';received=host'), 'host'],
  ['via-received-brackets', via(';received=[::1]'), '[::1]'],
  ['via-branch', via(';branch'), 'branch'],
  ['address-syntax', replaced('From: <sip:alice@example.com>', 'From: <sip:alice@example.com'), ''],
  ['addr-spec-brackets', line('Contact: sip:a@b?c=d'), 'sip:a@b?c=d'],
  ['route-syntax', line('Route: <sip:a>;'), ''],
  ['route-brackets', line('Route: sip:a;lr'), 'sip:a'],
  ['contact-syntax', line('Contact: "a" b'), 'b'],
  ['contact-q', line('Contact: <sip:a@b>;q=1.5'), '1.5'],
  ['contact-expires', line('Contact: <sip:a@b>;expires=4294967296'), '4294967296'],
  ['call-id-syntax', replaced('a1@host.example.com', 'a 1'), '1'],
  ['call-id-at', replaced('a1@host.example.com', 'a@b@c'), 'a@b@c'],
  ['cseq-syntax', replaced('CSeq: 1 OPTIONS', 'CSeq: OPTIONS'), 'OPTIONS'],
  ['rack-syntax', line('RAck: 1 INVITE'), 'INVITE'],
  ['number-syntax', line('Expires: soon'), 'soon'],
  ['number-too-large', line('Expires: 4294967296'), '4294967296'],
  ['number-form', line('Timestamp: 1.2.3'), '1.2.3'],
  ['max-forwards-range', replaced('Max-Forwards: 70', 'Max-Forwards: 256'), '256'],
  ['token-syntax', line('Event: "presence"'), '"presence"'],
  ['token-list-syntax', line('Supported: a,,b'), ','],
  ['parameter-syntax', line('P-Charging-Vector: a=b;'), ''],
  ['parameter-value', line('Event: presence;id=a@b'), 'a@b'],
  ['parameter-form', via(';keep=x'), 'x'],
  ['parameter-repeated', line('Event: presence;a=1;A=2'), '2'],
  ['parameter-quotes', line('Event: presence;id="a"'), '"a"'],
  ['uri-brackets', line('Alert-Info: http://example.com/ring'), 'http://example.com/ring'],
  ['uri-not-sip', line('Refer-Events-At: <tel:+1>'), '>'],
  ['language-tag', line('Content-Language: en_US'), 'en_US'],
  ['date-space', line('Date: Sat,13 Nov 2010 23:29:00 GMT'), '13'],
  ['event-type', line('Event: presence.'), 'presence.'],
  ['dialog-tags', line('Replaces: a@b;to-tag=1'), '1'],
  ['content-id-syntax', line('Content-ID: a@b'), 'a@b'],
  ['feature-cap', line('Feature-Caps: *;audio'), 'audio'],
  ['auth-combined', line('WWW-Authenticate: Digest realm="a", Bearer realm="b"'), 'Bearer'],
  ['identity-syntax', line('Identity: a.b;'), ''],
  ['identity-obsolete', line('Identity: abc='), 'abc='],
  ['identity-digest', line('Identity: a%b;info=<https://a.example>'), 'a%b'],
  ['identity-info', line('Identity: abc;alg=ES256'), 'ES256'],
  ['history-index', line('History-Info: <sip:a@b>'), '>'],
  ['history-index-zeros', line('History-Info: <sip:a@b>;index=01'), '01'],
  ['name-addr-brackets', line('Diversion: sip:a@b'), 'sip:a@b'],
  ['addr-spec-bare', line('Policy-ID: <sip:a@b>'), '<sip:a@b>'],
  ['parameter-unexpected', line('P-Asserted-Identity: <sip:a@b>;x=y'), 'y'],
  ['value-form', line('Session-ID: 1'), '1'],
  ['media-type-syntax', line('Content-Type: sdp'), ''],
  ['auth-syntax', line('Authorization: Digest'), ''],
  ['product-syntax', line('User-Agent: a/b/c'), '/'],
  ['warning-syntax', line('Warning: 399 host text'), 'text'],
  ['warning-code', line('Warning: 1399 host "text"'), '1399'],
  ['date-syntax', line('Date: today'), ''],
  ['date-day', line('Date: Xat, 13 Nov 2010 23:29:00 GMT'), 'Xat'],
  ['date-month', line('Date: Sat, 13 Now 2010 23:29:00 GMT'), 'Now'],
  ['date-number', line('Date: Sat, 13 Nov 2010 24:29:00 GMT'), '24'],
  ['date-zone', line('Date: Sat, 13 Nov 2010 23:29:00 EST'), 'EST'],
  [
    'via-missing',
    replaced('Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKa1\r\n', ''),
    'OPTIONS sip:bob@example.com SIP/2.0',
  ],
  ['from-missing', replaced('From: <sip:alice@example.com>;tag=1\r\n', ''), 'OPTIONS sip:bob@example.com SIP/2.0'],
  ['to-missing', replaced('To: <sip:bob@example.com>\r\n', ''), 'OPTIONS sip:bob@example.com SIP/2.0'],
  ['call-id-missing', replaced('Call-ID: a1@host.example.com\r\n', ''), 'OPTIONS sip:bob@example.com SIP/2.0'],
  ['cseq-missing', replaced('CSeq: 1 OPTIONS\r\n', ''), 'OPTIONS sip:bob@example.com SIP/2.0'],
  ['max-forwards-missing', replaced('Max-Forwards: 70\r\n', ''), 'OPTIONS sip:bob@example.com SIP/2.0'],
  ['cseq-method-mismatch', replaced('CSeq: 1 OPTIONS', 'CSeq: 1 INVITE'), '1 INVITE'],
  ['content-length-missing', replaced('Content-Length: 0\r\n', ''), '', { transport: 'stream' }],
  ['content-length-too-large', replaced('Content-Length: 0', 'Content-Length: 9'), '9'],
  ['trailing-bytes', encode(`${right}more`), ''],
  ['sdp-line', sdp([...sdpLines, 'hello']), 'hello\r\n'],
  ['sdp-line-type', sdp([...sdpLines, 'y=1']), 'y=1\r\n'],
  ['sdp-order', sdp(['v=0', 's=-', 'o=a 1 1 IN IP4 192.0.2.1', ...sdpLines.slice(3)]), 'o=a 1 1 IN IP4 192.0.2.1\r\n'],
  ['sdp-version', instead('v=1'), 'v=1\r\n'],
  ['sdp-line-repeated', sdp([...sdpLines.slice(0, 4), 'c=IN IP4 192.0.2.2', 't=0 0']), 'c=IN IP4 192.0.2.2\r\n'],
  ['sdp-line-empty', instead('s='), 's=\r\n'],
  ['sdp-line-break', instead('s=a\rb'), '\r'],
  ['sdp-version-missing', without('v'), ''],
  ['sdp-origin-missing', without('o'), ''],
  ['sdp-name-missing', without('s'), ''],
  ['sdp-timing-missing', without('t'), ''],
  ['sdp-connection-missing', without('c'), ''],
  ['sdp-origin', instead('o=a b 1 IN IP4 192.0.2.1'), 'b'],
  ['sdp-connection', instead('c=IN IP4'), ''],
  ['sdp-ttl', instead('c=IN IP4 233.252.0.1/256'), '256'],
  ['sdp-ttl-misplaced', instead('c=IN IP4 192.0.2.1/127'), '127'],
  ['sdp-address-count', instead('c=IN IP4 233.252.0.1/127/1000000000'), '1000000000'],
  ['sdp-number-too-large', sdp([...sdpLines, 'b=AS:9007199254740992']), '9007199254740992'],
  ['sdp-bandwidth', sdp([...sdpLines, 'b=AS']), ''],
  ['sdp-timing', instead('t=0'), ''],
  ['sdp-time-form', sdp([...sdpLines.slice(0, 5), 'r=7d 1h x']), 'x'],
  ['sdp-media', instead('m=audio x RTP/AVP 0'), 'x'],
  ['sdp-port', instead('m=audio 65536 RTP/AVP 0'), '65536'],
  ['sdp-port-count', instead('m=audio 65534/3 RTP/AVP 0'), '3'],
  ['sdp-attribute', sdp([...sdpLines, 'a=']), ''],
  ['sdp-attribute-value', sdp([...sdpLines, 'a=setup:x']), 'x'],
  ['sdp-attribute-level', sdp([...sdpLines, 'a=charset:utf-8']), 'a=charset:utf-8\r\n'],
  ['sdp-rtpmap', sdp([...sdpLines, 'a=rtpmap:0 PCMU']), ''],
  ['sdp-clock-rate', sdp([...sdpLines, 'a=rtpmap:0 PCMU/0']), '0'],
  ['sdp-payload-type', sdp([...sdpLines, 'a=rtpmap:128 PCMU/8000']), '128'],
  ['sdp-fmtp', sdp([...sdpLines, 'a=fmtp:0']), ''],
  ['sdp-ptime', sdp([...sdpLines, 'a=ptime:x']), 'x'],
  ['sdp-maxptime', sdp([...sdpLines, 'a=maxptime:0']), '0'],
  [
    'content-type-missing',
    replaced('Content-Length: 0\r\n\r\n', 'Content-Length: 2\r\n\r\nhi'),
    'OPTIONS sip:bob@example.com SIP/2.0',
  ],
  ['mime-boundary-missing', body('multipart/mixed', '--b\r\n\r\n--b--'), '--b\r\n\r\n--b--'],
  ['mime-boundary', body('multipart/mixed;boundary="b{"', '--b{\r\n\r\n\r\n--b{--'), ''],
  ['mime-boundary-unused', body('multipart/mixed;boundary=b', 'text'), 'text'],
  ['mime-close-missing', body('multipart/mixed;boundary=b', '--b\r\n\r\n'), ''],
  ['mime-line-end', body('multipart/mixed;boundary=b', '--b\n\r\n\r\n--b--'), '\n'],
  ['mime-part-headers', body('multipart/mixed;boundary=b', '--b\r\nv=0\r\n--b--'), ''],
  [
    'mime-part-content-length',
    body('multipart/mixed;boundary=b', '--b\r\nContent-Length: 2\r\n\r\nhi\r\n--b--'),
    'Content-Length: 2\r\n',
  ],
  ['body-summary-status', body('application/simple-message-summary', 'Messages-Waiting: maybe\r\n'), 'maybe'],
  [
    'body-summary-counts',
    body('application/simple-message-summary', 'Messages-Waiting: no\r\nVoice-Message: many\r\n'),
    'many',
  ],
  ['body-cpim-header', body('message/cpim', 'hello\r\n\r\n\r\n'), 'hello\r\n'],
  ['body-cpim-content', body('message/cpim', 'Subject: x\r\n'), ''],
  ['body-vq-report', body('application/vq-rtcpxr', 'CallID: a\r\n'), 'CallID: a\r\n'],
  [
    'body-vq-metric',
    body('application/vq-rtcpxr', 'VQSessionReport\r\nLocalMetrics:\r\nPacketLoss:NLR=101 JDR=2.0\r\n'),
    'NLR=101',
  ],
  ['body-isup-type', body('application/isup', '\u007f'), '\u007f'],
  ['body-isup-length', body('application/isup', '\u000c\u0002\u0000\u0005ab'), '\u0002\u0000\u0005ab'],
  ['body-dtmf-signal', body('application/dtmf-relay', 'Signal=x\r\n'), 'Signal=x'],
  ['body-dtmf-duration', body('application/dtmf-relay', 'Signal=1\r\nDuration=long\r\n'), 'Duration=long'],
  [
    'limit-body-depth',
    body('multipart/mixed;boundary=b', '--b\r\n\r\n\r\n--b--'),
    '--b\r\n\r\n\r\n--b--',
    { limits: { bodyDepth: 0 } },
  ],
  [
    'limit-body-parts',
    body('multipart/mixed;boundary=b', '--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b--'),
    '\r\n2\r\n--b--',
    { limits: { bodyParts: 1 } },
  ],
  ['limit-message', withHeaders(), '', { limits: { messageBytes: 60 } }],
  [
    'limit-headers',
    withHeaders(),
    'Call-ID: a1@host.example.com\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n',
    { limits: { headers: 3 } },
  ],
  [
    'limit-header-section',
    withHeaders(),
    'Content-Length: 0\r\n\r\n',
    { limits: { headerSectionBytes: right.indexOf('Content-Length') - right.indexOf('Via') } },
  ],
  ['limit-value', line('Event: presence'), 'presence', { limits: { valueBytes: 7 } }],
  ['limit-vias', withHeaders('Via: SIP/2.0/UDP h'), 'Via: SIP/2.0/UDP h\r\n', { limits: { vias: 1 } }],
  ['limit-errors', line(`Supported: ${'"",'.repeat(40)}`), '""'],
  ['limit-comment-depth', line('Server: ((x))'), '(', { limits: { commentDepth: 1 } }],
  [
    'limit-sdp-media',
    sdp([...sdpLines, 'm=video 5000 RTP/AVP 31']),
    'm=video 5000 RTP/AVP 31\r\n',
    { limits: { sdpMedia: 1 } },
  ],
  ['limit-sdp-attributes', sdp([...sdpLines, 'a=x', 'a=y']), 'a=y\r\n', { limits: { sdpAttributes: 1 } }],
];

/** The pieces of a stream that holds these bytes. */
const framed = (text: string): readonly FramedPiece[] => {
  const framer = new MessageFramer();
  return [...framer.push(encode(text)), ...framer.end()];
};
const withLength = (length: string): string => right.replace('Content-Length: 0', length);

/** What is said of where messages begin and end, in a stream, a datagram or a WebSocket message. */
const framingCases: readonly (readonly [code: keyof typeof diagnosticTable, pieces: readonly FramedPiece[]])[] = [
  ['framing-mid-stream', framed(`tag=1\r\n\r\n${right}`)],
  ['framing-junk', framed(`${right}more\r\n${right}`)],
  ['framing-body-unannounced', framed(`${withLength('X: y')}more\r\n${right}`)],
  ['framing-length-unknown', framed(`${withLength('l: -1')}more\r\n${right}`)],
  ['framing-length-too-large', framed(`${withLength('l: 99')}more\r\n${right}`)],
  ['framing-cut-off', framed(right.slice(0, 100))],
  ['framing-keep-alive', frameDatagram(encode('\r\n\r\n'))],
  ['framing-second-message', frameDatagram(encode(right + right))],
  ['websocket-second-message', frameWebSocketMessage(right + right)],
  ['websocket-not-sip', frameWebSocketMessage('{"type":"ping"}')],
  ['websocket-encoding', frameWebSocketMessage(Uint8Array.of(...withHeaders(), 0xff), { isText: true })],
];

/** What `readPassport` tells, of which a message alone says nothing. */
const passportCases: readonly (readonly [code: keyof typeof diagnosticTable, text: string, at: string])[] = [
  ['passport-parts', 'a.b', 'a.b'],
  ['passport-encoding', 'e30.e30.*', '*'],
  ['passport-json', 'MQ.e30.c2ln', 'MQ'],
  ['passport-claim', 'e30.e30.c2ln', 'e30'],
  ['limit-passport', `${'A'.repeat(65_537)}.e30.c2ln`, 'A'.repeat(65_537)],
];

const named = cases.map(([code, bytes, at, options]) => ({ code, bytes, at, options }));

describe('diagnostics', () => {
  test('find nothing wrong with a message that is right', () => {
    expect(parseMessage(withHeaders()).diagnostics).toEqual([]);
    expect(parseMessage(sdp(sdpLines)).diagnostics).toEqual([]);
  });

  test.each(named)('tell of $code at its place', ({ code, bytes, at, options }) => {
    const found = parseMessage(bytes, options).diagnostics.filter((diagnostic) => diagnostic.code === code);

    expect(found.map(({ span }) => decode(bytes.subarray(span[0], span[1])))).toContain(at);
  });

  test.each(framingCases.map(([code, pieces]) => ({ code, pieces })))(
    'tell of $code with the piece',
    ({ code, pieces }) => {
      expect(pieces.flatMap(({ diagnostics }) => diagnostics.map((diagnostic) => diagnostic.code))).toContain(code);
    },
  );

  test('have a case for every code of the table', () => {
    expect(
      [...cases, ...framingCases, ...passportCases]
        .map(([code]) => code)
        .concat('passport-mismatch')
        .toSorted(),
    ).toEqual(Object.keys(diagnosticTable).toSorted());
  });

  test('stand in the order of their places', () => {
    const places = parseMessage(encode('OPTIONS x SIP/3.0\r\nTo: <\r\nVia: \r\nCSeq: x\r\n')).diagnostics.map(
      ({ span }) => span[0],
    );

    expect(places.length).toBeGreaterThan(5);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
});

describe('readPassport()', () => {
  test.each(passportCases)('tells of %s at its place', (code, text, at) => {
    const found = readPassport(text).diagnostics.filter((diagnostic) => diagnostic.code === code);

    expect(found.map(({ span }) => text.slice(...span))).toContain(at);
  });

  test('is told with an Identity of a parameter that says something else', () => {
    const [identity] = parseHeader('Identity', 'e30.e30.c2ln;info=<https://a.example>').values;
    const found = identity === undefined ? [] : decodePassport(identity).diagnostics;

    expect(found.map(({ code }) => code)).toContain('passport-mismatch');
  });
});

describe('the classes of diagnostics', () => {
  test('are each the class of some code, and every code has one of them', () => {
    const used = Object.values(diagnosticTable).map((row) => row.class);

    expect([...new Set(used)].toSorted()).toEqual(diagnosticClasses.toSorted());
  });

  test('follow the names of the codes where these say it', () => {
    for (const [code, row] of Object.entries(diagnosticTable)) {
      const area = /^(?:sdp|limit|mime|body)-/.exec(code)?.[0].replace('body', 'mime') ?? 'sip-';
      expect(row.class.startsWith(area), `${code} is ${row.class}`).toBe(true);
      expect(row.class === 'sip-missing-header').toBe(area === 'sip-' && code.endsWith('-missing'));
    }
  });
});

describe('describeDiagnostic()', () => {
  test('gives a sentence for people with what was seen, its severity and its place in an RFC', () => {
    const bytes = line('Expires: soon');
    const [diagnostic] = parseMessage(bytes).diagnostics;

    expect(diagnostic && describeDiagnostic(diagnostic, bytes)).toEqual({
      code: 'number-syntax',
      class: 'sip-number',
      severity: 'error',
      message: 'The value is not the number it should be. (Expires: found "soon", expected a number)',
      rfc: 3261,
      section: '25.1',
      rule: 'delta-seconds',
      expected: ['a number'],
    });
  });

  test('quotes the bytes at the place where there is no detail', () => {
    const bytes = replaced('OPTIONS sip', 'OPT{IONS sip');
    const diagnostic = parseMessage(bytes).diagnostics.find(({ code }) => code === 'method-syntax');

    expect(diagnostic && describeDiagnostic(diagnostic, bytes).message).toMatch(/\("\{"\)$/);
  });

  test('quotes nothing where a header is missing', () => {
    const bytes = replaced('To: <sip:bob@example.com>\r\n', '');
    const [diagnostic] = parseMessage(bytes).diagnostics;

    expect(diagnostic && describeDiagnostic(diagnostic, bytes).message).toBe(
      'There is no To, so it is unknown whom this is for.',
    );
  });

  test('has a sentence that begins with a capital and ends with a full stop for every code', () => {
    for (const { sentence } of Object.values(diagnosticTable)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
