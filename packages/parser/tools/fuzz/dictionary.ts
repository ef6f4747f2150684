import { attributeTable } from '../../src/body/sdp/attribute-table.ts';
import { headerTable, methodTable, statusTable } from '../../src/index.ts';
import {
  authSchemeTable,
  bodyTypeTable,
  codecTable,
  eventPackageTable,
  headerParameterTable,
  optionTagTable,
  sdpProtocolTable,
  uriParameterTable,
  uriSchemeTable,
} from '../../src/registry/index.ts';

const encoder = new TextEncoder();

function encodeAll(texts: Iterable<string>): readonly Uint8Array[] {
  return Array.from(new Set(texts), (text) => encoder.encode(text));
}

/** The lines of a text. */
function linesOf(text: string): readonly string[] {
  return text.trim().split('\n');
}

/** Names of header fields: long, compact, in odd cases, and names that objects have. */
export const headerNames: readonly Uint8Array[] = encodeAll([
  ...headerTable.flatMap(({ name, compact = name }) => [name, name, compact, name.toUpperCase()]),
  ...linesOf("__proto__\nconstructor\ntoString\nX\nx-y.z\nCon tent\n\u00e9\n!%*_+`'~"),
  '',
  'To ',
  'Via\t',
]);

/** Numbers where something ends: of bytes, of RFC 3261's limits, of what a double holds. */
export const numbers: readonly Uint8Array[] = encodeAll([
  ...linesOf('0\n00\n1\n-1\n+1\n0.5\n1.0001\n1e9\n0x10\n69\n70\n99\n100\n199\n255\n256\n699\n700\n999\n65535\n65536'),
  ...linesOf('99999\n2147483647\n2147483648\n4294967295\n4294967296\n9007199254740993\n99999999999999999999\n\u0663'),
  '1'.repeat(400),
  `${'0'.repeat(300)}5`,
  '',
]);

export const uris: readonly Uint8Array[] = encodeAll([
  ...linesOf(`
sip:a@b
sips:a@b:5061
sip:b;lr
sip:[2001:db8::1]:5060
sip:[::ffff:192.0.2.1]
sip:[fe80::1%25eth0]
sip:a:b@c:1;transport=tcp;x?y=z&q=
sip:%61%00@b
sip:a@b?Replaces=c%40d%3Bto-tag%3De%3Bfrom-tag%3Df
sip:;@b
sip:
sip:@
sip:+1-212-555;phone-context=b@c;user=phone
tel:+1(2)3
tel:7;phone-context=b.c;ext=1;isub=2
tel:
TEL:*#
urn:service:sos.fire
urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6
urn:gsma:imei:90420156-025763-0;svn=42
urn:
http://a:b@c/d?e#f
mailto:a@b
cid:a%20b@c
data:,x
a:
:
*
//
sip:a@b;c=d,e`),
  ...uriSchemeTable.map(({ scheme }) => `${scheme}:x`),
]);

/** Parameters with the semicolon before them. */
export const parameters: readonly Uint8Array[] = encodeAll([
  ...headerParameterTable.flatMap(({ name }) => [`;${name}`, `;${name}=1`, `;${name}="a b"`]),
  ...uriParameterTable.flatMap(({ name }) => [`;${name}`, `;${name}=x`]),
  ...linesOf(
    ';\n;;\n;=\n;a==b\n;a=\n;a="\n;a="\\"\n;a=<b>\n;tag=;tag\n;branch=z9hG4bK\n;lr\n;received=[::1]\n;__proto__=1',
  ),
  ...linesOf(';q=1.0\n;q=0.9999\n;expires=-1\n;a*=UTF-8\'\'%e2\n;ttl=256\n;maddr=[::1\n;a = "b" ; c'),
]);

/** Other words of SIP. */
export const tokens: readonly Uint8Array[] = encodeAll([
  ...methodTable.map(({ method }) => method),
  ...statusTable.map(({ status }) => String(status)),
  ...optionTagTable.map(({ tag }) => tag),
  ...eventPackageTable.map(({ name }) => name),
  ...bodyTypeTable.map(({ name }) => name),
  ...authSchemeTable.map(({ name }) => name),
  ...linesOf(
    'SIP/2.0\nsip/2.0\nSIP/3.0\nSIP / 2.0 / UDP h\nSIP/2.0/UDP h\nHTTP/1.1\nmultipart/mixed;boundary=b1\nbase64',
  ),
  ...linesOf(
    'quoted-printable\nbinary\ngzip\nidentity\nsession;handling=optional\nMon, 01 Jan 2024 00:00:00 GMT\nq=0.5',
  ),
  ...linesOf('realm="a"\nnonce="b"\nqop="auth,auth-int"\nnc=00000001\ncause=200\ntext="x"\nQ.850\nearly-only'),
]);

/** Whole lines of header fields. */
export const headerLines: readonly Uint8Array[] = encodeAll(
  linesOf(`
Via: SIP/2.0/UDP h;branch=z9hG4bK1
v:SIP/2.0/TCP [::1]:5060,SIP/2.0/UDP x;rport
From: "A" <sip:a@b>;tag=1
t: <sip:c>
Call-ID: a@b
CSeq: 1 INVITE
Contact: *
m: <sip:a>;expires=0
Content-Length: 0
l: 5
Content-Length: 4294967296
Content-Type: application/sdp
c: multipart/mixed;boundary="b1"
Content-Type: multipart/related
Content-Type: message/sipfrag
Content-Type: message/sip
Content-Type: message/cpim
Content-Type: application/pidf+xml
Content-Type: application/isup;version=itu-t92+
Content-Type: application/vq-rtcpxr
Content-Type: application/dtmf-relay
Content-Type: application/simple-message-summary
Content-Transfer-Encoding: base64
Content-Disposition: session;handling=optional
e: gzip
Content-ID: <a@b>
Max-Forwards: 70
Route: <sip:p;lr>,<sip:q>
Refer-To: <sip:a@b?Replaces=c%3Bto-tag%3D1%3Bfrom-tag%3D2>
Warning: 399 h "x"
Authorization: Digest username="a",realm="b",nonce="c",uri="sip:d",response="e"
Reason: Q.850;cause=16;text="x"
Identity: a.b.c;info=<http://d>;alg=ES256
Date: Sat, 13 Nov 2010 23:29:00 GMT
User-Agent: a/1 (b (c)) d
Subject: \u00fc\u{1f600}
: x
x
 y`),
);

/** Whole lines of session descriptions. */
export const sdpLines: readonly Uint8Array[] = encodeAll([
  ...linesOf(
    'v=0\no=- 1 2 IN IP4 h\ns=-\ni=x\nu=http://a\ne=a@b (c)\np=+1 2\nc=IN IP4 224.2.1.1/127/3\nc=IN IP6 ::1/2',
  ),
  ...linesOf(
    'b=AS:64\nb=X-y:1\nt=0 0\nt=3034423619 3042462419\nr=7d 1h 0 25h\nz=2882844526 -1h 2898848070 0\nk=prompt',
  ),
  ...linesOf(
    'm=audio 49170/2 RTP/AVP 0 8\nm=video 0 UDP/TLS/RTP/SAVPF 96\nm=image 9 udptl t38\nm=message 1 TCP/MSRP *',
  ),
  ...linesOf(
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=rtpmap:96 opus/48000/2\na=fmtp:96 a=b;c\na=\na=:\nx=y\n=',
  ),
  ...linesOf(
    'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:YQ==|2^20|1:4\na=candidate:1 1 UDP 2130706431 10.0.1.1 8998 typ host',
  ),
  ...linesOf('a=fingerprint:sha-256 AB:CD\na=group:BUNDLE 0 1\na=ssrc:1 cname:x\na=imageattr:97 send [x=1,y=2]'),
  ...linesOf('a=rid:1 send pt=97;max-width=1\na=simulcast:send 1;~2,3 recv 4\na=extmap:1/sendonly urn:x y\na=msid:a b'),
  ...Object.keys(attributeTable).flatMap((name) => [`a=${name}`, `a=${name}:`, `a=${name}:1`, `a=${name}:1 a/b c=d;e`]),
  ...sdpProtocolTable.map(({ name }) => `m=audio 1 ${name} 0`),
  ...codecTable.map(({ name, clockHz }) => `a=rtpmap:97 ${name}/${clockHz}`),
]);

/** Pieces of XML. */
export const xmlPieces: readonly Uint8Array[] = encodeAll([
  ...linesOf(
    '<\n>\n/>\n</\n</a>\n<a>\n<a b="c"/>\n<a:b>\nxml:lang="en"\n<?xml version="1.0"?>\n<?p x?>\n<!-- x -->\n<!--\n-->',
  ),
  ...linesOf(
    '<?xml version="1.1" encoding="ISO-8859-1"?>\n<![CDATA[\n]]>\n<![CDATA[x]]>\n<!DOCTYPE a [\n<!ENTITY a "b">',
  ),
  ...linesOf(
    '&amp;\n&#0;\n&#x41;\n&#x1F600;\n&#xD800;\n&#99999999;\n&lol;\n&\n\u0001\n=""\n=\'\n<list>\n</list>\nxsi:nil="true"',
  ),
  ...linesOf(
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:a@b">\n2024-02-30T25:00:00Z\n2003-08-27T11:49:00-24:01',
  ),
  ...linesOf('<tuple id="a"><status><basic>open</basic></status></tuple>\nINF\nNaN\ntrue\n-0\nstate="partial"'),
  ' id="a"',
  ' xmlns=""',
  ' xmlns:a="b"',
  ' version="1"',
  '\ufeff',
  '\u{10ffff}',
]);

const oddBytes = [[0], [0x7f], [0x80], [0xc3], [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]];

/** Bytes that decide something, and some that should not be there. */
export const telling: readonly Uint8Array[] = [
  ...encodeAll(' \t\r\n;,=:<>"\\()[]{}@/?*%&._-+~|\'0a'.split('')),
  ...encodeAll(['\r\n', '\r\n ', '\r\n\r\n', '\n\n', '\r\r\n', '%41', '%zz', '\\"', '""', '"\\', '(()', '<>']),
  ...encodeAll(['\u00e9', '\u2028', '\u{1f600}', '\ufeff', '--b1\r\n', '--b1--\r\n', '\r\n--b1\r\n', '--b2', '--']),
  ...oddBytes.map((bytes) => Uint8Array.from(bytes)),
];
