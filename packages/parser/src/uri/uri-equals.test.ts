import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUri } from './parse-uri.ts';
import type { Uri } from './uri.ts';
import { uriEquals } from './uri-equals.ts';

function read(text: string): Uri {
  const { uri } = parseUri(text);
  if (uri === undefined) throw new Error(`no URI: ${text}`);
  return uri;
}

const equals = (one: string, other: string): boolean => uriEquals(read(one), read(other));

describe('uriEquals() of SIP URIs', () => {
  // RFC 3261 §19.1.4: the examples, all of them.
  test.each([
    ['sip:%61lice@atlanta.com;transport=TCP', 'sip:alice@AtLanTa.CoM;Transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;newparam=5'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;security=on'],
    ['sip:carol@chicago.com;newparam=5', 'sip:carol@chicago.com;security=on'],
    [
      'sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com',
      'sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com',
    ],
    [
      'sip:alice@atlanta.com?subject=project%20x&priority=urgent',
      'sip:alice@atlanta.com?priority=urgent&subject=project%20x',
    ],
    // Beyond the examples.
    ['sip:a@[2001:db8::1]', 'sip:a@[2001:DB8:0:0:0:0:0:1]'],
    ['sip:a@[::ffff:192.0.2.1]', 'sip:a@[::ffff:c000:201]'],
    ['sip:a@b:5060', 'sip:a@b:05060'],
    ['sip:a@b;gr', 'sip:a@b'],
    ['sip:a@b;x=%41', 'sip:a@b;X=a'],
    ['sip:a@b?Priority=URGENT', 'sip:a@b?priority=urgent'],
    ['sip:a@b?to=%3Csip:c%40D%3E%3Bx%3D1', 'sip:a@b?To=Sip:c%40d%3By'],
    ['sip:a@b?route=1&x=2&route=3', 'sip:a@b?route=1&route=3&x=2'],
  ])('%s equals %s', (one, other) => {
    expect([equals(one, other), equals(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['SIP:ALICE@AtLanTa.CoM;Transport=udp', 'sip:alice@AtLanTa.CoM;Transport=UDP'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:5060'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com;transport=udp'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:6000;transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com?Subject=next%20meeting'],
    ['sip:bob@phone21.boxesbybob.com', 'sip:bob@192.0.2.4'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;security=off'],
    // Beyond the examples.
    ['sip:a@b', 'sips:a@b'],
    ['sip:a@b', 'sip:b'],
    ['sip:a:@b', 'sip:a@b'],
    ['sip:a:x@b', 'sip:a:X@b'],
    ['sip:a%3Bb@c', 'sip:a;b@c'],
    ['sip:a@b;user=ip', 'sip:a@b'],
    ['sip:a@b;ttl=1', 'sip:a@b'],
    ['sip:a@b;method=INVITE', 'sip:a@b'],
    ['sip:a@b;method=INVITE', 'sip:a@b;method=invite'],
    ['sip:a@b;maddr=c', 'sip:a@b'],
    ['sip:a@b;lr', 'sip:a@b;lr=on'],
    ['sip:a@b?x=1', 'sip:a@b?x=1&x=1'],
    ['sip:a@b?route=1&route=3', 'sip:a@b?route=3&route=1'],
    ['sip:a@b?call-id=x', 'sip:a@b?call-id=X'],
    ['sip:a@b?x=%22A%22', 'sip:a@b?x=%22a%22'],
    ['sip:a@b?to=sip:c%40d%3Btag%3D1', 'sip:a@b?to=sip:c%40d'],
    ['sip:a@b?to=sip:C%40d', 'sip:a@b?to=sip:c%40d'],
    ['sip:+358-555-1234567;postd=pp22@foo.com;user=phone', 'sip:+358-555-1234567;POSTD=PP22@foo.com;user=phone'],
    ['sip:+1;postd=pp22;isub=1411@foo.com;user=phone', 'sip:+1;isub=1411;postd=pp22@foo.com;user=phone'],
  ])('%s does not equal %s', (one, other) => {
    expect([equals(one, other), equals(other, one)]).toEqual([false, false]);
  });

  test('is not transitive', () => {
    const uris = [
      'sip:carol@chicago.com;security=on',
      'sip:carol@chicago.com',
      'sip:carol@chicago.com;security=off',
    ] as const;

    expect([equals(uris[0], uris[1]), equals(uris[1], uris[2]), equals(uris[0], uris[2])]).toEqual([true, true, false]);
  });
});

describe('uriEquals() of other URIs', () => {
  test.each([
    // RFC 3261 §19.1.6.
    ['tel:+358-555-1234567;postd=pp22', 'tel:+358-555-1234567;POSTD=PP22'],
    ['tel:+358-555-1234567;postd=pp22;isub=1411', 'tel:+358-555-1234567;isub=1411;postd=pp22'],
    // RFC 3966 §4, §5.1.1.
    ['tel:+1-201-555-0123', 'TEL:+1(201)5550123'],
    ['tel:7042;phone-context=Example.com', 'tel:70-42;phone-context=example.com'],
    ['tel:863;phone-context=+1-914', 'tel:863;phone-context=+1914'],
    ['tel:+1;ext=1-2', 'tel:+1;ext=12'],
    ['tel:+1;rn=+1-2', 'tel:+1;rn=+12'],
    ['urn:service:SOS', 'URN:SERVICE:sos'],
    ['urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6', 'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
    ['urn:gsma:imei:90420156-025763-0;vers=0', 'urn:gsma:imei:90420156-025763-0'],
    ['urn:alert:Source:internal', 'urn:alert:source:internal'],
    // RFC 8141 §3.2.
    ['urn:example:a123%2C456', 'URN:EXAMPLE:a123%2c456'],
    ['urn:example:a123,z456', 'urn:example:a123,z456?+abc'],
    ['urn:example:a123,z456', 'urn:example:a123,z456?=xyz'],
    // RFC 3986 §6.2.2, §6.2.3.
    ['HTTP://www.EXAMPLE.com/', 'http://www.example.com'],
    ['http://example.com:80/', 'http://example.com:/'],
    ['example://a/b/c/%7Bfoo%7D', 'eXAMPLE://a/./b/../b/%63/%7bfoo%7d'],
    ['https://example.com:443/a/..', 'https://example.com/'],
    ['mailto:a%62@c', 'mailto:ab@c'],
  ])('%s equals %s', (one, other) => {
    expect([equals(one, other), equals(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['tel:+1', 'tel:1;phone-context=a'],
    ['tel:7042;phone-context=a.example', 'tel:7042;phone-context=b.example'],
    ['tel:7042;phone-context=ab', 'tel:7042;phone-context=a.b'],
    ['tel:+1', 'tel:+1;ext=2'],
    ['tel:+1;x', 'tel:+1;y'],
    ['tel:+1', 'sip:+1@b'],
    // RFC 8141 §3.2.
    ['urn:example:A123,z456', 'urn:example:a123,z456'],
    ['urn:example:a123,z456', 'urn:example:a123%2Cz456'],
    ['urn:example:a', 'urn:other:a'],
    ['urn:gsma:imei:90420156-025763-0;svn=42', 'urn:gsma:imei:90420156-025763-0'],
    ['http://a/b', 'https://a/b'],
    ['http://a/b', 'http://a/B'],
    ['http://a?', 'http://a'],
    ['http://a/%2f', 'http://a//'],
    ['http:a', 'http://a'],
    ['urn:x1:y', 'mailto:y'],
  ])('%s does not equal %s', (one, other) => {
    expect([equals(one, other), equals(other, one)]).toEqual([false, false]);
  });
});

const piece = fc.constantFrom('a', 'A', '%61', '%3b', 'b.example', '192.0.2.1', '[::1]');
const sipUri = fc
  .record({
    scheme: fc.constantFrom('sip:', 'sips:'),
    user: fc.constantFrom('', 'a@', 'A@', '%61@', 'a:b@'),
    host: fc.constantFrom('b', 'B', '[::1]', '[0::1]', 'b:5060'),
    params: fc.array(fc.constantFrom(';lr', ';x=1', ';x=2', ';X=1', ';transport=tcp', ';user=phone'), { maxLength: 3 }),
    headers: fc.constantFrom('', '?a=b', '?a=B', '?to=sip:a%40b', '?a=b&c=d', '?c=d&a=b'),
  })
  .map(({ scheme, user, host, params, headers }) => scheme + user + host + params.join('') + headers);
const otherUri = fc
  .tuple(
    fc.constantFrom('tel:', 'urn:', 'urn:service:', 'http:', 'http://', 'mailto:'),
    fc.array(piece, { minLength: 1, maxLength: 2 }),
  )
  .map(([scheme, pieces]) => scheme + pieces.join('/'))
  .filter((text) => parseUri(text).uri !== undefined);

/** The URI with some letters written as escapes (hosts of those made above have none of them), and its scheme in capitals. */
function rewritten(text: string, isChanged: (at: number) => boolean, isUpper: boolean): string {
  const colon = text.indexOf(':');
  const scheme = text.substring(0, colon);
  const rest = text.substring(colon).replaceAll(/(?<!%[\da-f]?)[ax]/g, (letter, at: number) => {
    return isChanged(at) ? `%${letter.charCodeAt(0).toString(16)}` : letter;
  });
  return (isUpper ? scheme.toUpperCase() : scheme) + rest;
}

describe('uriEquals()', () => {
  test('is reflexive and symmetric', () => {
    fc.assert(
      fc.property(fc.oneof(sipUri, otherUri), fc.oneof(sipUri, otherUri), (one, other) => {
        expect(equals(one, one)).toBe(true);
        expect(equals(one, other)).toBe(equals(other, one));
      }),
      { numRuns: 500 },
    );
  });

  test('finds no difference in what does not count', () => {
    const alike = fc
      .tuple(sipUri, fc.func(fc.boolean()), fc.boolean())
      .map(([text, isChanged, isUpper]) => [text, rewritten(text, isChanged, isUpper)] as const);

    fc.assert(
      fc.property(alike, ([one, other]) => {
        expect(equals(one, other), `${one} ${other}`).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('ends where URIs stand in the headers of URIs', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'sip:a@b' : `sip:a@b?to=${encodeURIComponent(nested(depth - 1))}`;

    expect(equals(nested(6), nested(6))).toBe(true);
    expect(equals(nested(2), nested(2).replace('sip:a@b?', 'sip:a@B?'))).toBe(true);
  });
});
