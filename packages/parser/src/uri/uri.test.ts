import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnosticTable } from '../diagnostic/diagnostic-table.ts';
import { parseUri } from './parse-uri.ts';
import { normalizeEscapes, unescapeUri } from './unescape-uri.ts';
import { type Uri, type UriParts, uriUser, writeUri } from './uri.ts';

const read = (text: string): Uri | undefined => parseUri(text).uri;
/** The fields of a URI without its class. */
const partsOf = (uri: Uri | undefined): object => Object.assign({}, uri);
const codes = (text: string): string[] => parseUri(text).diagnostics.map(({ code }) => code);

const sip = (parts: object) => ({
  kind: 'sip',
  scheme: 'sip',
  user: undefined,
  password: undefined,
  port: undefined,
  params: [],
  headers: [],
  ...parts,
});
const param = (name: string, value?: string) => ({ name, value, quoted: false });

describe('a SIP URI', () => {
  test.each([
    ['sip:example.com', sip({ host: 'example.com' })],
    ['sips:alice@atlanta.com', sip({ scheme: 'sips', user: 'alice', host: 'atlanta.com' })],
    [
      'SIP:alice:secretword@atlanta.com;transport=tcp',
      sip({ user: 'alice', password: 'secretword', host: 'atlanta.com', params: [param('transport', 'tcp')] }),
    ],
    [
      'sips:alice@atlanta.com?subject=project%20x&priority=urgent',
      sip({
        scheme: 'sips',
        user: 'alice',
        host: 'atlanta.com',
        headers: [
          { name: 'subject', value: 'project%20x' },
          { name: 'priority', value: 'urgent' },
        ],
      }),
    ],
    [
      'sip:+1-212-555-1212:1234@gateway.com;user=phone',
      sip({ user: '+1-212-555-1212', password: '1234', host: 'gateway.com', params: [param('user', 'phone')] }),
    ],
    [
      'sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com',
      sip({
        host: 'atlanta.com',
        params: [param('method', 'REGISTER')],
        headers: [{ name: 'to', value: 'alice%40atlanta.com' }],
      }),
    ],
    ['sip:alice;day=tuesday@atlanta.com', sip({ user: 'alice;day=tuesday', host: 'atlanta.com' })],
    ['sip:[2001:db8::10]:5070', sip({ host: '[2001:db8::10]', port: 5070 })],
    ['sip:[2001:db8::10:5070]', sip({ host: '[2001:db8::10:5070]' })],
    ['sip:a:@b', sip({ user: 'a', password: '', host: 'b' })],
    ['sip:a@b;lr;x=%41', sip({ user: 'a', host: 'b', params: [param('lr'), param('x', '%41')] })],
    ['sip:user@192.0.2.1:99999', sip({ user: 'user', host: '192.0.2.1' })],
  ])('%s is read into its parts', (text, expected) => {
    expect(partsOf(read(text))).toEqual({ ...expected, text });
  });

  test.each([
    'sip:',
    'sip:@b',
    'sip:a@',
    'sip:a@b@c',
    'sip:a@b:',
    'sip:a@b:x',
    'sip:a@b;',
    'sip:a@b;=x',
    'sip:a@b;x=',
    'sip:a@b?',
    'sip:a@b?c',
    'sip:a%4@b',
    'sip:a%zz@b',
    'sip:2001:db8::10',
    'sip:a@[::1',
    'sip:a@b#c',
    'sip:a@b;x=a`',
    'sip:a@b;x=a%',
    'sip:a@[::1]x',
    'sip:a@b:5060x',
    'sip:a b@c',
    'sip:a@b?x=y;z',
    'sip:a@b?=y',
    'sip:a@b?x=y&',
    'sip:a@b?x=y@z',
  ])('%s is none', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe('another URI', () => {
  test.each([
    ['tel:+1-201-555-0123', { kind: 'tel', scheme: 'tel', number: '+1-201-555-0123', global: true, params: [] }],
    [
      'tel:7042;phone-context=example.com',
      { kind: 'tel', scheme: 'tel', number: '7042', global: false, params: [param('phone-context', 'example.com')] },
    ],
    ['urn:service:sos', { kind: 'urn', scheme: 'urn', opaque: 'service:sos' }],
    ['HTTP://example.com/a?b=c', { kind: 'absolute', scheme: 'http', opaque: '//example.com/a?b=c' }],
    ['soap.beep://192.0.2.103:3002', { kind: 'absolute', scheme: 'soap.beep', opaque: '//192.0.2.103:3002' }],
  ])('%s is read into its parts', (text, expected) => {
    expect(partsOf(read(text))).toEqual({ ...expected, text });
  });

  test.each(['tel:', 'tel:;x', 'tel:+1x', 'http:', 'bob', '1x:y', ':x'])('%s is none', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe('parseUri()', () => {
  test.each([
    ['sip:a@b;transport=%7a`;user=`;METHOD=%;comp=`'],
    ["sip:b;x=[/:&+$]-_.!~*'()%41"],
    ["sip:-_.!~*'()&=+$,;?/%00:&=+$,%ff@b"],
    ['sip:a@b?[/?:+$]-=[/?:+$]%0d&x='],
    ['sip:a@b.?x='],
    ['sip:a@1.b-c.d2:0005060'],
    ['sip:a@[::ffff:192.0.2.1]'],
    ['http:a'],
    ['http:/'],
    ['http://'],
    ['http://a@[2001:db8::1]:80/b?c'],
    ['http://a;b%41:@[::1]'],
    ['cid:a%20b@c'],
    ['data:,x'],
    ['mailto:a@b?subject=x'],
    ['aaa://host.example.com:1813;transport=tcp;protocol=diameter'],
    ['urn:urn-7:3gpp-service.ims.icsi.mmtel'],
    ['urn:service:sos.fire'],
    ['urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
    ['urn:gsma:imei:90420156-025763-0;svn=42;vers=0'],
    ['urn:alert:service:call-waiting@example'],
    ['urn:example:a/b'],
    ['tel:+1-(201).555'],
    ['tel:*#aF;phone-context=a.example.'],
    ['tel:863-1234;phone-context=+1-914-555'],
    ['tel:+1;ext=1-2;isub-encoding=nsap;x-y=[]'],
    ['tel:+1;isub=a/b;phone-context=+1;cic=+1-6789;rn=+1;tgrp=a/b;trunk-context=c.d'],
    ['tel:+1;cic=A-1;cic-context=+1;npdi;rn=2;rn-context=x'],
  ])('finds nothing wrong with %s', (text) => {
    expect([read(text) === undefined, codes(text)]).toEqual([false, []]);
  });

  test.each([
    ['sip:a@b;ttl=256', 'parameter-form'],
    ['sip:a@b;ttl', 'parameter-form'],
    ['sip:a@b;maddr=a..b', 'parameter-form'],
    ['sip:a@b;transport=[x]', 'parameter-form'],
    ['sip:a@b;transport', 'parameter-form'],
    ['sip:a@b;cause=abc', 'parameter-form'],
    ['sip:a@b;x;y;X', 'uri-parameter-repeated'],
    ['sip:a@b;1;2;3;4;5;6;7;8;9;10;11;2', 'uri-parameter-repeated'],
    ['sip:a@b;1;2;3;4;5;6;7;8;9;10;11;10', 'uri-parameter-repeated'],
    ['sip:a@192.0.2.01', 'host-ipv4'],
    ['sip:a@b-.c', 'host-name'],
    ['sip:a@[fe80::1%25eth0]', 'host-ipv6-zone'],
    ['sip:a@[fe80::1%eth0]', 'host-ipv6-zone'],
    ['sip:+1x@b;user=phone', 'phone-user'],
    ['sip:-@b;user=phone', 'phone-user'],
    ['tel:+', 'tel-number'],
    ['tel:+1#', 'tel-number'],
    ['tel:-.;phone-context=a', 'tel-number'],
    ['tel:1;phone-context=1', 'parameter-form'],
    ['tel:+1;ext=a', 'parameter-form'],
    ['tel:+1;npdi=yes', 'parameter-form'],
    ['tel:+1;rn=1', 'tel-context'],
    ['tel:+1;tgrp=a:b', 'parameter-form'],
    ['tel:+1;a;A', 'uri-parameter-repeated'],
    ['tel:+1;b;a', 'tel-parameter-order'],
    ['http:[', 'uri-authority'],
    ['http://[::1', 'uri-authority'],
    ['http://@[::1]', 'uri-authority'],
    ['http://:a@[::1]', 'uri-authority'],
    ['http://]@[::1]', 'uri-authority'],
    ['http://a:b:c@[::1]', 'uri-authority'],
    ['http://[::1]x', 'uri-authority'],
    ['http://[::1]:/', 'uri-authority'],
    ['http://a@b@[::1]', 'uri-authority'],
    ['http://[::1]/[', 'uri-authority'],
    ['http://a/#b', 'uri-fragment'],
    ['urn:', 'uri-syntax'],
    ['urn:service:sos..x', 'urn-syntax'],
    ['urn:service:-', 'urn-syntax'],
    ['urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bfg', 'urn-syntax'],
    ['urn:gsma:imei:90420156-025763', 'urn-syntax'],
    ['urn:gsma:imei:90420156-025763-0;vers=0;svn=42', 'urn-syntax'],
    ['urn:alert:service', 'urn-syntax'],
    ['urn:alert:service:a@', 'urn-syntax'],
  ])('says of %s: %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  test('reads bytes, and counts places from the first', () => {
    const bytes = new TextEncoder().encode('tel:7042');

    expect(parseUri(bytes).diagnostics).toEqual([{ code: 'tel-context', span: [4, 8] }]);
  });

  test('takes a time that grows with the length, however many parameters there are', () => {
    const many = (count: number): string => Array.from({ length: count }, (_, at) => `;p${at}`).join('');

    expect(codes(`sip:a@b${many(20_000)}`)).toEqual([]);
    expect(codes(`tel:+1${many(20_000)}`).every((code) => code === 'tel-parameter-order')).toBe(true);
  });

  test('never throws, and ends', () => {
    fc.assert(fc.property(uriText, (text) => parseUri(text).diagnostics !== undefined));
  });
});

/** Text that is a URI, or nearly so. */
const uriText = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...'sip:;=@?&[]%.+-/#*09aZ_'.split(''),
          'sip:a@b',
          'tel:+1',
          ';lr',
          ';user=phone',
          '%41',
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom('sips:', 'urn:', 'http://', '[::1]', ';ttl=', 'phone-context=', '?x=', 'x=y'),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Text that is a URI in most cases. */
const rightUriText = fc
  .tuple(
    fc.constantFrom('sip:', 'sips:', 'SIP:', 'tel:', 'Tel:', 'urn:', 'http:', 'HTTP:'),
    fc.constantFrom('a@b', 'a:@b', 'b:0050', '%41b:c@[::1]:5070', '+1-2', '12', '//A/b', 'service:sos', 'x'),
    fc.array(fc.constantFrom(';lr', ';X=1', ';transport=TCP', ';user=phone', ';phone-context=+1', ';ext=2'), {
      maxLength: 3,
    }),
    fc.constantFrom('', '', '?a=b', '?a=b&C=', '?'),
  )
  .map((parts) => parts.flat().join(''));

describe('writeUri()', () => {
  test('gives back what was read, byte for byte', () => {
    fc.assert(
      fc.property(fc.oneof(uriText, rightUriText), (text) => {
        const uri = read(text);

        expect(uri === undefined ? text : writeUri(uri)).toBe(text);
      }),
    );
  });

  test('makes a URI that is read into the parts it was made of', () => {
    fc.assert(
      fc.property(rightUriText, (text) => {
        const { uri, diagnostics } = parseUri(text);
        if (uri === undefined || diagnostics.some(({ code }) => diagnosticTable[code].severity === 'error')) return;
        const parts = partsOf(uri) as UriParts;
        const again = partsOf(read(writeUri(parts)));

        expect({ ...again, text: '' }).toEqual({ ...parts, text: '' });
      }),
    );
  });

  test('writes parts that were changed', () => {
    const uri = read('sip:a@b;lr');
    const tel = read('tel:+1;ext=2');

    expect(uri?.kind === 'sip' && writeUri(uri.with({ user: 'c', port: 5070 }))).toBe('sip:c@b:5070;lr');
    expect(tel?.kind === 'tel' && writeUri(tel.with({ params: [] }))).toBe('tel:+1');
    expect(writeUri({ kind: 'tel', number: '+1', params: [] })).toBe('tel:+1');
    expect(writeUri({ kind: 'urn', scheme: 'urn', opaque: 'service:sos' })).toBe('urn:service:sos');
  });
});

describe('normalizeEscapes()', () => {
  test.each([
    ['%61lice', 'alice'],
    ['a%2fb%3b%40', 'a%2Fb%3B%40'],
    ['%2561', '%2561'],
    ['%c3%b6%00%20', '%C3%B6%00%20'],
    ['%zz%4', '%zz%4'],
    ['%5B%7e', '%5B~'],
  ])('of %s gives %s', (text, normal) => {
    expect(normalizeEscapes(text)).toBe(normal);
  });
});

describe('unescapeUri()', () => {
  test('resolves escapes once', () => {
    expect(unescapeUri('sips%3Auser%40example.com')).toBe('sips:user@example.com');
    expect(unescapeUri('v%61lue%25%34%31')).toBe('value%41');
    expect(unescapeUri('null-%00-null')).toBe('null-\0-null');
  });

  test('joins the bytes of UTF-8, and leaves what is no escape', () => {
    expect(unescapeUri('J%C3%B6rg%')).toBe('Jörg%');
    expect(unescapeUri('%zz%4')).toBe('%zz%4');
    expect(unescapeUri('%ff')).toBe('\ufffd');
  });

  test('undoes encodeURIComponent()', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => unescapeUri(encodeURIComponent(text)) === text));
  });
});

test('a URI in a text is what was written', () => {
  for (const text of ['sip:A@B;x?y=z', 'tel:+49-1;ext=2', 'urn:Service:sos', 'http://a/b'])
    expect(String(read(text))).toBe(text);
});

describe('uriUser()', () => {
  test('is the user or the number, escapes resolved', () => {
    expect(['sip:a%62c@d', 'tel:+49-1', 'sip:d', 'urn:x'].map((text) => uriUser(read(text) as Uri))).toEqual([
      'abc',
      '+49-1',
      undefined,
      undefined,
    ]);
  });
});
