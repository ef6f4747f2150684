import { describe, expect, test } from 'vitest';
import { parseHeader, stringifyHeader } from '../index.ts';

describe('plain objects', () => {
  test('an address', () => {
    const written = stringifyHeader('From', { uri: 'sip:alice@example.com', displayName: 'Alice "A" \\', tag: 'x' });

    expect(written).toBe('"Alice \\"A\\" \\\\" <sip:alice@example.com>;tag=x');
  });

  test('a URI made of its parts', () => {
    const uri = { kind: 'tel', number: '+1-201-555-0123', params: [] } as const;

    expect(stringifyHeader('To', { uri })).toBe('<tel:+1-201-555-0123>');
  });

  test('a Via', () => {
    const via = {
      transport: 'UDP',
      sentBy: { host: '[2001:db8::1]', port: 5070 },
      branch: 'z9hG4bKa',
      rport: true,
    } as const;

    expect(stringifyHeader('Via', via)).toBe('SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bKa;rport');
  });

  test('quotes stand where the RFC of a parameter wants them', () => {
    const params = {
      'reg-id': 1,
      '+sip.instance': '<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>',
      audio: true,
      x: 'a b',
    };

    expect(stringifyHeader('Contact', { uri: 'sip:a@b', q: 0.5, expires: 60, params })).toBe(
      '<sip:a@b>;q=0.5;expires=60;reg-id=1;+sip.instance="<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>";audio;x="a b"',
    );
    expect(
      stringifyHeader('Authorization', {
        scheme: 'Digest',
        params: { username: 'a', realm: 'b', qop: 'auth', nc: '00000001' },
      }),
    ).toBe('Digest username="a", realm="b", qop=auth, nc=00000001');
    expect(
      stringifyHeader('WWW-Authenticate', { scheme: 'Digest', params: { realm: 'b', qop: 'auth', stale: 'true' } }),
    ).toBe('Digest realm="b", qop="auth", stale=true');
    expect(stringifyHeader('Reason', { protocol: 'Q.850', params: { cause: 16, text: 'Terminated' } })).toBe(
      'Q.850;cause=16;text="Terminated"',
    );
  });

  test('a parameter that is false or undefined is left out', () => {
    expect(stringifyHeader('Contact', { uri: 'sip:a@b', params: { audio: false, video: undefined } })).toBe(
      '<sip:a@b>',
    );
  });

  test.each([
    ['Session-Expires', 1800, '1800'],
    ['Session-Expires', { seconds: 1800, params: { refresher: 'uac' } }, '1800;refresher=uac'],
    ['Date', new Date(0), 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['User-Agent', [{ name: 'a', version: '1' }, { text: '(b c)' }], 'a/1 (b c)'],
    ['Timestamp', 54.5, '54.5'],
    ['CSeq', { number: 1, method: 'INVITE' }, '1 INVITE'],
    ['Privacy', ['id', 'user'], 'id;user'],
    ['Content-ID', 'a@b.example', '<a@b.example>'],
    ['Geolocation-Routing', { name: 'yes' }, 'yes'],
    ['Supported', [], ''],
    ['X-Any', 'any text', 'any text'],
  ] as const)('%s of %j', (name, value, written) => {
    expect(stringifyHeader(name as string, value)).toBe(written);
  });

  test('names are known in any case, long or compact', () => {
    expect(stringifyHeader('f', { uri: 'sip:a@b' })).toBe('<sip:a@b>');
    expect(stringifyHeader('call-id', 'a@b')).toBe('a@b');
  });
});

test('a text is a value as it is to be written', () => {
  expect(stringifyHeader('Route', ['<sip:p1;lr>', { uri: 'sip:p2;lr' }])).toBe('<sip:p1;lr>, <sip:p2;lr>');
  expect(stringifyHeader('Contact', '*')).toBe('*');
});

test('a value that was read is changed by its parts', () => {
  const { values } = parseHeader('From', 'Bob <sip:bob@example.com>;tag=a;x=1');
  const { uriText, params } = values[0]!;

  expect(stringifyHeader('From', { uriText, params, tag: 'b' })).toBe('<sip:bob@example.com>;tag=b;x=1');
});

describe('what is refused', () => {
  test.each<[string, unknown, RegExp]>([
    ['Subject', 'a\r\nVia: b', /line break/],
    ['Subject', 'a\u0001b', /control/],
    ['From', { uri: 'sip:a@b>\r\nX: y' }, /URI/],
    ['From', { uri: 'sip:a@b', displayName: 'a\nb' }, /line break/],
    ['From', { uri: 'sip:a@b', tag: 'a;b' }, /a token/],
    ['From', { uri: 'sip:a@b', params: { x: 'a\rb' } }, /line break/],
    ['From', { uri: 'sip:a@b', params: { 'a b': '1' } }, /token/],
    ['From', { displayName: 'a' }, /uri/],
    ['From', 'a\r\n b', /line break/],
    ['From', undefined, /value/],
    ['From', ['<sip:a@b>', '<sip:c@d>'], /several/],
    ['Route', [], /value/],
    ['Via', { transport: 'UDP', sentBy: 'a b' }, /host/],
    ['Via', { transport: 'UDP', sentBy: 'a', params: { ttl: 256 } }, /255/],
    ['Supported', ['a b'], /token/],
    ['Supported', [1], /text/],
    ['Call-ID', 'a@b@c', /Call-ID/],
    ['CSeq', { number: -1, method: 'BYE' }, /whole number/],
    ['CSeq', { number: 2 ** 32, method: 'BYE' }, /whole number/],
    ['Expires', undefined, /number/],
    ['Date', new Date(Number.NaN), /year/],
    ['Retry-After', { seconds: 1, comment: 'a' }, /parentheses/],
    ['Content-ID', 'a b', /Content-ID/],
    ['Warning', { code: 1000, agent: 'a', text: 'b' }, /digits/],
    ['Warning', { code: 300, agent: 'a,b', text: 'b' }, /agent/],
    ['Timestamp', { timestamp: 'a' }, /decimal/],
    ['Identity', { digest: 'a b' }, /PASSporT/],
    ['P-Charging-Vector', { params: {} }, /parameters/],
    ['Policy-ID', { uri: 'sip:a@b;c' }, /brackets/],
    ['Policy-ID', { uri: 'sip:a@b', displayName: 'c' }, /display name/],
  ])('%s of %j', (name, value, told) => {
    expect(() => stringifyHeader(name, value)).toThrow(RangeError);
    expect(() => stringifyHeader(name, value)).toThrow(told);
  });
});

test('a copy of an address that was read must be given its URI', () => {
  const from = parseHeader('From', '"A" <sip:a@b>;tag=1').values[0]!;

  expect(stringifyHeader('From', { ...from, uri: from.uri!, tag: '2' })).toBe('"A" <sip:a@b>;tag=2');
  expect(() => stringifyHeader('From', { ...from, tag: '2' })).toThrow(/uri: from\.uri/);
});

test('the name says what a value is made of', () => {
  // @ts-expect-error -- a CSeq has a number
  expect(() => stringifyHeader('CSeq', { number: '1', method: 'BYE' })).toThrow(RangeError);
  // @ts-expect-error -- an address has a URI
  expect(() => stringifyHeader('t', { displayName: 'a' })).toThrow(RangeError);
  // @ts-expect-error -- what the table does not know is text
  expect(() => stringifyHeader('X-Any', { value: 'a' })).toThrow(RangeError);
});
