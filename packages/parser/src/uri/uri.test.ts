import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '../index.ts';
import { encode } from '../../test/sip.ts';
import { unescapeUri, type Uri, uriUser } from './uri.ts';

function read(text: string): Uri | undefined {
  const { startLine } = parseMessage(encode(`OPTIONS ${text} SIP/2.0\r\n\r\n`));
  return startLine?.kind === 'request' ? startLine.uri : undefined;
}

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
    expect(read(text)).toEqual({ ...expected, text });
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
    ['urn:service:sos', { kind: 'absolute', scheme: 'urn', opaque: 'service:sos' }],
    ['HTTP://example.com/a?b=c', { kind: 'absolute', scheme: 'http', opaque: '//example.com/a?b=c' }],
    ['soap.beep://192.0.2.103:3002', { kind: 'absolute', scheme: 'soap.beep', opaque: '//192.0.2.103:3002' }],
  ])('%s is read into its parts', (text, expected) => {
    expect(read(text)).toEqual({ ...expected, text });
  });

  test.each(['tel:', 'tel:;x', 'tel:+1x', 'http:', 'bob', '1x:y', ':x'])('%s is none', (text) => {
    expect(read(text)).toBeUndefined();
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
