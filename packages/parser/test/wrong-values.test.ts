import { describe, expect, test } from 'vitest';
import { describeDiagnostic, type HeaderName, parseHeader } from '../src/index.ts';
import { encode } from './sip.ts';

/**
 * Values that are wrong, and for each of their faults, in the order they are told: its place under the value (`^` each byte, `|` between two), its code, and the rule
 * of the ABNF with what it would have taken, or the detail.
 */
const wrong: readonly (readonly [
  name: HeaderName,
  value: string,
  faults: readonly (readonly [place: string, code: string, why: string])[],
])[] = [
  [
    'Accept',
    'application/sdp;q=2',
    [['                  ^', 'parameter-form', 'q: expected a number from 0 to 1 with at most three decimals']],
  ],
  ['Accept-Language', 'en_US;q=1', [['^^^^^', 'language-tag', '']]],
  ['Alert-Info', '<http://x', [['         |', 'address-syntax', 'name-addr: ">"']]],
  ['Allow', 'INVITE;x', [['      ^', 'token-list-syntax', ': a separator, the end of the value']]],
  ['Answer-Mode', 'Auto;require=x', [['             ^', 'parameter-form', 'require: expected no value']]],
  ['Authentication-Info', 'nextnonce=x', [['          ^', 'parameter-quotes', 'nextnonce: expected a quoted string']]],
  [
    'Authentication-Info',
    'qop=auth, nc=1',
    [['             ^', 'parameter-form', 'nc: expected eight hexadecimal digits']],
  ],
  [
    'Authorization',
    'Digest realm="x", nonce=abc',
    [['                        ^^^', 'parameter-quotes', 'nonce: expected a quoted string']],
  ],
  [
    'Authorization',
    'Digest username="a" realm="b"',
    [['                    ^^^^^', 'auth-syntax', ': a separator, the end of the value']],
  ],
  ['Authorization', 'Digest qop="auth"', [['           ^^^^^^', 'parameter-quotes', 'qop: expected a token']]],
  ['Authorization', 'Digest nc=1', [['          ^', 'parameter-form', 'nc: expected eight hexadecimal digits']]],
  [
    'Authorization',
    'Digest response="xyz"',
    [['                ^^^^^', 'parameter-form', 'response: expected hexadecimal digits in lower case and quotes']],
  ],
  ['CSeq', '1', [[' |', 'cseq-syntax', ': a token']]],
  ['CSeq', 'INVITE 1', [['^^^^^^', 'cseq-syntax', ': a number']]],
  ['CSeq', '1 INVITE x', [['         ^', 'cseq-syntax', ': a separator, the end of the value']]],
  ['CSeq', '4294967296 INVITE', [['^^^^^^^^^^', 'number-too-large', '']]],
  ['CSeq', '-1 INVITE', [['^^', 'cseq-syntax', ': a number']]],
  ['CSeq', '1  IN(VITE', [['     ^^^^^', 'cseq-syntax', ': a separator, the end of the value']]],
  ['Call-ID', 'a b', [['  ^', 'call-id-syntax', ': a separator, the end of the value']]],
  ['Call-ID', 'a@b@c', [['   ^', 'call-id-at', '']]],
  ['Call-ID', 'a@', [[' ^', 'call-id-at', '']]],
  ['Call-ID', '', [['|', 'call-id-syntax', 'callid: a Call-ID']]],
  ['Call-Info', 'http://x', [['^^^^^^^^', 'uri-brackets', '']]],
  ['Call-Info', '<http://x>;purpose', [['           ^^^^^^^', 'parameter-form', 'purpose: expected a token']]],
  ['Call-Info', '<http://a/b#c>', [['           ^^', 'uri-fragment', '']]],
  ['Contact', '*, <sip:a>', [[' ^', 'contact-syntax', 'name-addr: "<"']]],
  ['Contact', '<sip:a>;q=2', [['          ^', 'contact-q', '']]],
  ['Contact', '<sip:a>;expires=x', [['                ^', 'contact-expires', '']]],
  ['Contact', '<sip:a>, <sip:b', [['               |', 'contact-syntax', 'name-addr: ">"']]],
  ['Contact', '<sip:a> <sip:b>', [['        ^', 'contact-syntax', ': a separator, the end of the value']]],
  ['Contact', '<sip:a>;q=.5', [['          ^^', 'contact-q', '']]],
  ['Contact', '', [['|', 'contact-syntax', 'Contact: "*", a token, a quoted string, a display name, "<", a URI']]],
  [
    'Contact',
    '<sip:a>;+sip.instance=x',
    [['                      ^', 'parameter-form', '+sip.instance: expected a URN in angle brackets and quotes']],
  ],
  [
    'Contact',
    '<sip:a@b;transport=udp;transport=tcp>',
    [['                       ^^^^^^^^^', 'uri-parameter-repeated', '']],
  ],
  ['Contact', '<sip:a>;q=a@b', [['          ^^^', 'contact-q', '']]],
  ['Content-ID', 'a@b', [['^^^', 'content-id-syntax', '']]],
  ['Content-Length', '1,2', [[' ^', 'number-syntax', ': a separator, the end of the value']]],
  ['Content-Type', 'application', [['           |', 'media-type-syntax', 'media-type: "/"']]],
  ['Content-Type', 'application/sdp;charset', [['                       |', 'media-type-syntax', 'm-parameter: "="']]],
  ['Content-Type', 'application/sdp;', [['                |', 'media-type-syntax', 'm-parameter: a token']]],
  ['Content-Type', 'a/b;c=d e', [['        ^', 'media-type-syntax', ': a separator, the end of the value']]],
  [
    'Content-Type',
    'text/plain charset=x',
    [['           ^^^^^^^', 'media-type-syntax', ': a separator, the end of the value']],
  ],
  ['Date', 'Sat, 13 Nov 2010 23:29:00', [['                         |', 'date-syntax', 'SIP-date: a token']]],
  ['Date', 'Sat, 32 Nov 2010 23:29:00 GMT', [['     ^^', 'date-number', '']]],
  ['Date', 'Sat 13 Nov 2010 23:29:00 GMT', [['    ^^', 'date-syntax', 'SIP-date: ","']]],
  [
    'Date',
    '2010-11-13T23:29:00Z',
    [
      ['^^^^^^^^^^^^^', 'date-day', ''],
      ['             ^', 'date-syntax', 'SIP-date: ","'],
    ],
  ],
  [
    'Diversion',
    '<sip:a>;reason=a b',
    [['                 ^', 'address-syntax', ': a separator, the end of the value']],
  ],
  [
    'Event',
    'presence;id=',
    [
      [
        '            |',
        'token-syntax',
        'generic-param: a token, a quoted string, an IPv6 address in brackets, an IPv6 address',
      ],
    ],
  ],
  ['Event', ';id=1', [['^', 'token-syntax', 'event-type: a token']]],
  ['Expires', '99999999999', [['^^^^^^^^^^^', 'number-too-large', '']]],
  ['Feature-Caps', '*;audio', [['  ^^^^^', 'feature-cap', 'audio']]],
  ['Feature-Caps', '*;a=b@c', [['    ^^^', 'feature-cap', 'a']]],
  ['From', '<sip:a@b;tag=1', [['              |', 'address-syntax', 'name-addr: ">"']]],
  [
    'From',
    '"a <sip:a@b>;tag=1',
    [['^^^^^^^^^^^^^^^^^^', 'address-syntax', ': a token, a quoted string, a display name, "<", a URI']],
  ],
  [
    'From',
    'sip:a@b;tag=',
    [
      [
        '            |',
        'address-syntax',
        'generic-param: a token, a quoted string, an IPv6 address in brackets, an IPv6 address',
      ],
    ],
  ],
  ['From', '<sip:a@b>;tag="x"', [['              ^^^', 'parameter-quotes', 'tag: expected a token']]],
  ['From', '<sip:a@b> x', [['          ^', 'address-syntax', ': a separator, the end of the value']]],
  ['From', 'a, b <sip:a@b>;tag=1', [[' ^', 'address-syntax', 'name-addr: "<"']]],
  ['From', '<sip:a@b>;tag=1;tag=2', [['                ^^^', 'parameter-repeated', 'tag']]],
  ['From', '<sip:a@b:x>;tag=1', [['         ^', 'uri-syntax', 'port: a number']]],
  ['From', '<sip:a b@c>;tag=1', [['      ^', 'uri-syntax', 'SIP-URI: "@"']]],
  ['From', '<a@b>;tag=1', [[' ^^^', 'uri-scheme', 'Request-URI: "sip:" or "sips:", "tel:", a URI scheme']]],
  ['From', '', [['|', 'address-syntax', ': a token, a quoted string, a display name, "<", a URI']]],
  ['From', '"x" sip:a@b', [['    ^^^', 'address-syntax', 'name-addr: "<"']]],
  ['From', '<sip:a@b.c_d.e>;tag=1', [['       ^^^^^^^', 'host-underscore', '']]],
  ['Geolocation', 'http://x', [['^^^^^^^^', 'uri-brackets', '']]],
  ['History-Info', '<sip:a>', [['      ^', 'history-index', '']]],
  [
    'History-Info',
    '<sip:a>;index=1.',
    [['              ^^', 'parameter-form', 'index: expected numbers parted by dots']],
  ],
  ['History-Info', '<sip:a>;index=1.01', [['              ^^^^', 'history-index-zeros', '1.01']]],
  ['History-Info', 'sip:a;index=1', [['^^^^^', 'name-addr-brackets', '']]],
  [
    'History-Info',
    '<sip:a>;index=x;rc=y',
    [
      ['              ^', 'parameter-form', 'index: expected numbers parted by dots'],
      ['                   ^', 'parameter-form', 'rc: expected numbers parted by dots'],
    ],
  ],
  [
    'History-Info',
    '<sip:a>;index=1.01.',
    [['              ^^^^^', 'parameter-form', 'index: expected numbers parted by dots']],
  ],
  ['Identity', 'a.b.c;info=https://x', [['           ^^^^^^^^^', 'parameter-form', 'info: expected a URI in < and >']]],
  ['Identity', 'a.b;', [['    |', 'identity-syntax', 'ident-info-params: a token']]],
  ['Identity', 'a.b.c', [['^^^^^', 'identity-info', '']]],
  ['Identity', '"abc"', [['^^^^^', 'identity-obsolete', '']]],
  [
    'Identity',
    'a.b.c;info=<https://x;alg=ES256',
    [['                               |', 'identity-syntax', 'ident-info-params: ">"']],
  ],
  ['Identity', 'a.b.c;alg=ES256;info=<https://x>', [['      ^^^', 'identity-info', '']]],
  ['Identity', 'a b.c;info=<https://x>', [['^^^^^', 'identity-digest', '']]],
  ['Identity-Info', 'https://x', [['^^^^^^^^^', 'uri-brackets', '']]],
  ['In-Reply-To', 'a b', [['  ^', 'call-id-syntax', ': a separator, the end of the value']]],
  ['Info-Package', '"a"', [['^^^', 'token-syntax', ': a token']]],
  ['Join', 'a;to-tag=1', [['         ^', 'dialog-tags', 'to-tag, from-tag']]],
  ['MIME-Version', '1', [['^', 'number-form', '']]],
  ['Max-Breadth', 'x', [['^', 'number-syntax', 'delta-seconds: a number']]],
  ['Max-Forwards', 'x', [['^', 'number-syntax', 'delta-seconds: a number']]],
  ['Max-Forwards', '-1', [['^^', 'number-syntax', 'delta-seconds: a number']]],
  ['Max-Forwards', '70x', [['^^^', 'number-syntax', 'delta-seconds: a number']]],
  ['Min-SE', '-1', [['^^', 'number-syntax', 'Min-SE: a number']]],
  ['P-Access-Network-Info', '3GPP;', [['     |', 'token-list-syntax', 'generic-param: a token']]],
  ['P-Asserted-Identity', 'sip:a@b;x=y', [['        ^^^', 'parameter-unexpected', 'x']]],
  ['P-Asserted-Identity', '<sip:a@b>;x=y', [['          ^^^', 'parameter-unexpected', 'x']]],
  ['P-Asserted-Identity', '"A" <sip:a@b', [['            |', 'address-syntax', 'name-addr: ">"']]],
  ['P-Asserted-Identity', '<sip:a@b>, <sip:c@d', [['                   |', 'address-syntax', 'name-addr: ">"']]],
  [
    'P-Charging-Function-Addresses',
    'ccf=',
    [
      [
        '    |',
        'parameter-syntax',
        'generic-param: a token, a quoted string, an IPv6 address in brackets, an IPv6 address',
      ],
    ],
  ],
  [
    'P-Charging-Vector',
    'icid-value',
    [['^^^^^^^^^^', 'parameter-form', 'icid-value: expected a token or a quoted string or a host']],
  ],
  ['P-Early-Media', 'sendrecv gated', [['         ^^^^^', 'token-list-syntax', ': a separator, the end of the value']]],
  ['P-User-Database', '<sip:a@b>', [[' ^^^^^^^', 'value-form', 'expected aaa://host']]],
  ['P-Visited-Network-ID', '"a" b', [['    ^', 'token-list-syntax', ': a separator, the end of the value']]],
  ['Policy-ID', '<sip:a@b>', [['^^^^^^^^^', 'addr-spec-bare', '']]],
  ['Priority', 'a b', [['  ^', 'token-syntax', ': a separator, the end of the value']]],
  [
    'Proxy-Authorization',
    'Digest realm="a" nonce="b"',
    [['                 ^^^^^', 'auth-syntax', ': a separator, the end of the value']],
  ],
  ['RAck', '1 2', [['   |', 'rack-syntax', ': a token']]],
  ['RAck', '1 x INVITE', [['  ^', 'rack-syntax', ': a number']]],
  ['Reason', 'SIP;cause=x', [['          ^', 'parameter-form', 'cause: expected digits']]],
  ['Reason', 'SIP cause=200', [['    ^^^^^', 'token-list-syntax', ': a separator, the end of the value']]],
  [
    'Reason',
    'Q.850;cause=16;text=x y',
    [
      ['                    ^', 'parameter-quotes', 'text: expected a quoted string'],
      ['                      ^', 'token-list-syntax', ': a separator, the end of the value'],
    ],
  ],
  ['Record-Route', '<sip:a;lr', [['         |', 'route-syntax', 'name-addr: ">"']]],
  ['Recv-Info', 'a;;b', [['  ^', 'token-list-syntax', 'generic-param: a token']]],
  ['Refer-Events-At', '<tel:+1>', [[' ^^^^^^', 'uri-not-sip', '']]],
  ['Refer-To', 'sip:a@b?Replaces=x', [['^^^^^^^^^^^^^^^^^^', 'addr-spec-brackets', '']]],
  ['Referred-By', '<sip:a>;cid=x', [['            ^', 'parameter-form', 'cid: expected a Content-ID in quotes']]],
  ['Remote-Party-ID', '<sip:a@b>;privacy=a@b', [['                  ^^^', 'parameter-value', 'a@b']]],
  ['Replaces', 'a@b', [['^^^', 'dialog-tags', 'to-tag, from-tag']]],
  ['Replaces', 'a@b;to-tag=1;from-tag', [['             ^^^^^^^^', 'parameter-form', 'from-tag: expected a token']]],
  ['Resource-Priority', 'x', [['^', 'value-form', 'expected namespace.priority']]],
  ['Retry-After', '5 (x', [['  ^^', 'number-syntax', ': a separator, the end of the value']]],
  ['Retry-After', 'x', [['^', 'number-syntax', 'Retry-After: a number']]],
  ['Route', 'sip:a;lr', [['^^^^^', 'route-brackets', '']]],
  [
    'Route',
    '<sip:a;lr>,',
    [['           |', 'route-syntax', ': a token, a quoted string, a display name, "<", a URI']],
  ],
  [
    'Route',
    '<sip:a>,,<sip:b>',
    [['        ^', 'route-syntax', ': a token, a quoted string, a display name, "<", a URI']],
  ],
  ['Route', 'sip:p.example.com?x=y', [['^^^^^^^^^^^^^^^^^^^^^', 'route-brackets', '']]],
  ['SIP-ETag', 'a b', [['  ^', 'token-syntax', ': a separator, the end of the value']]],
  [
    'Security-Client',
    'tls;q=2',
    [['      ^', 'parameter-form', 'q: expected a number from 0 to 1 with at most three decimals']],
  ],
  [
    'Security-Server',
    'tls;q',
    [['    ^', 'parameter-form', 'q: expected a number from 0 to 1 with at most three decimals']],
  ],
  ['Session-Expires', 'x', [['^', 'number-syntax', 'Session-Expires: a number']]],
  ['Session-Expires', '1800;refresher=x', [['               ^', 'parameter-form', 'refresher: expected uac or uas']]],
  ['Session-ID', '123', [['^^^', 'value-form', 'expected 32 digits and small letters a to f']]],
  [
    'Session-ID',
    'xyz;remote=1',
    [
      ['^^^', 'value-form', 'expected 32 digits and small letters a to f'],
      ['           ^', 'parameter-form', 'remote: expected 32 digits and small letters a to f'],
    ],
  ],
  [
    'Subscription-State',
    'active;expires=x',
    [['               ^', 'parameter-form', 'expires: expected a number up to 4294967295']],
  ],
  [
    'Subscription-State',
    'active expires=1',
    [['       ^^^^^^^', 'token-syntax', ': a separator, the end of the value']],
  ],
  [
    'Subscription-State',
    'active;retry-after=-1',
    [['                   ^^', 'parameter-form', 'retry-after: expected a number up to 4294967295']],
  ],
  ['Supported', '100rel timer', [['       ^^^^^', 'token-list-syntax', ': a separator, the end of the value']]],
  ['Supported', '100rel,,timer', [['       ^', 'token-list-syntax', ': a token']]],
  ['Target-Dialog', 'a;local-tag=x', [['            ^', 'dialog-tags', 'remote-tag, local-tag']]],
  ['Timestamp', '1.2.3', [['^^^^^', 'number-form', '']]],
  ['To', '<sip:a@[::1>', [['       ^', 'uri-syntax', 'host: a token, an IPv6 address in brackets, an IPv6 address']]],
  ['To', '<sip:a@1.2.3.4.5>', [['       ^^^^^^^^^', 'host-ipv4', '']]],
  ['To', '<sip:a@b;x=1;x=2>', [['             ^', 'uri-parameter-repeated', '']]],
  ['To', '<tel:7042>', [['     ^^^^', 'tel-context', '']]],
  ['To', '<tel:+1-2a>', [['     ^^^^^', 'tel-number', '']]],
  ['To', 'sip:a@b?x=y', [['^^^^^^^^^^^', 'addr-spec-brackets', '']]],
  ['To', '<sips:a@b;transport=udp>', [['                    ^^^', 'sips-transport', '']]],
  [
    'To',
    '<sip:+1@b;user=phone;ttl=300>',
    [['                         ^^^', 'parameter-form', 'ttl: expected a number up to 255']],
  ],
  ['To', '< sip:a@b>', [[' ^', 'uri-space', '']]],
  ['To', '<sip:a@b >', [['        ^', 'uri-space', '']]],
  ['Trigger-Consent', 'sip:a@b;target-uri=sip:x', [['                   ^^^^^', 'parameter-value', 'sip:x']]],
  ['User-Agent', 'a/', [['  |', 'product-syntax', 'product: a token']]],
  ['User-Agent', '(x', [['^^', 'product-syntax', 'server-val: a token, a comment']]],
  [
    'Via',
    'SIP/2.0/UDP',
    [['           |', 'via-syntax', 'host: a token, an IPv6 address in brackets, an IPv6 address']],
  ],
  ['Via', 'SIP/2.0 UDP h', [['        ^^^', 'via-syntax', 'sent-protocol: "/"']]],
  ['Via', 'SIP/2.0/UDP h:99999', [['              ^^^^^', 'port-range', '']]],
  ['Via', 'SIP/2.0/UDP h:x', [['              ^', 'via-syntax', 'port: a number']]],
  [
    'Via',
    'SIP/2.0/UDP h;branch=',
    [
      [
        '                     |',
        'via-syntax',
        'generic-param: a token, a quoted string, an IPv6 address in brackets, an IPv6 address',
      ],
    ],
  ],
  [
    'Via',
    'SIP/2.0/UDP h;branch=a b',
    [['                       ^', 'via-syntax', ': a separator, the end of the value']],
  ],
  [
    'Via',
    'SIP/2.0/UDP h;ttl=999;rport=x',
    [
      ['                  ^^^', 'via-ttl', ''],
      ['                            ^', 'via-rport', ''],
    ],
  ],
  [
    'Via',
    'SIP/2.0/UDP h, SIP/2.0/UDP',
    [['                          |', 'via-syntax', 'host: a token, an IPv6 address in brackets, an IPv6 address']],
  ],
  ['Via', 'SIP/2.0/UDP h;received=1.2.3', [['                       ^^^^^', 'via-received', '']]],
  ['Via', 'SIP/2.0/UDP h;;rport', [['              ^', 'via-syntax', 'generic-param: a token']]],
  [
    'Via',
    'SIP/2.0/UDP [::1',
    [['            ^', 'via-syntax', 'host: a token, an IPv6 address in brackets, an IPv6 address']],
  ],
  ['Via', 'SIP/2.0/UDP h_x.example.com', [['            ^^^^^^^^^^^^^^^', 'host-underscore', '']]],
  [
    'Via',
    'SIP/2.0/UDP ,SIP/2.0/UDP h',
    [['            ^', 'via-syntax', 'host: a token, an IPv6 address in brackets, an IPv6 address']],
  ],
  ['Via', 'XMPP/1.0/TCP h', [['^^^^^^^^', 'via-protocol', '']]],
  ['Via', 'SIP/2.0/UDP h;received=a@b', [['                       ^^^', 'via-received', '']]],
  ['WWW-Authenticate', 'Digest realm=x', [['             ^', 'parameter-quotes', 'realm: expected a quoted string']]],
  [
    'WWW-Authenticate',
    'Digest qop=auth',
    [['           ^^^^', 'parameter-quotes', 'qop: expected tokens parted by commas, in quotes']],
  ],
  [
    'WWW-Authenticate',
    'Digest stale="true"',
    [['             ^^^^^^', 'parameter-quotes', 'stale: expected true or false']],
  ],
  ['WWW-Authenticate', 'Digest', [['      |', 'auth-syntax', 'auth-param: a token']]],
  ['Warning', '399 h "x', [['      ^^', 'warning-syntax', 'warning-value: a quoted string']]],
  ['Warning', '39 h "x"', [['^^', 'warning-code', '']]],
  ['Warning', '399 "x"', [['    ^^^', 'warning-syntax', 'warn-agent: a token, an IPv6 address in brackets']]],
  ['Warning', '399 h x', [['      ^', 'warning-syntax', 'warning-value: a quoted string']]],
];

describe('what is wrong with a header field', () => {
  test.each(wrong)('%s: %s is told at its place, once', (name, value, faults) => {
    const bytes = encode(value);
    const found = parseHeader(name, value).diagnostics.map((diagnostic) => {
      const [start, end] = diagnostic.span;
      const { code, rule, expected } = describeDiagnostic(diagnostic, bytes);
      const place = ' '.repeat(start) + (start === end ? '|' : '^'.repeat(end - start));
      const why = expected === undefined ? (diagnostic.detail ?? '') : `${rule ?? ''}: ${expected.join(', ')}`;
      return [place, code, why];
    });

    expect(found).toEqual(faults);
  });

  test('has at most one diagnostic of a code at one place', () => {
    for (const [name, value] of wrong) {
      const places = parseHeader(name, value).diagnostics.map(({ code, span }) => `${code} ${span.join('-')}`);

      expect(places).toEqual([...new Set(places)]);
    }
  });
});
