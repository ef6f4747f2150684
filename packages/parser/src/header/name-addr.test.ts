import { describe, expect, test } from 'vitest';
import { parseMessage } from '../index.ts';
import { withHeaders } from '../../test/sip.ts';

const contacts = (value: string) => parseMessage(withHeaders(`Contact: ${value}`)).contacts;
const summary = (value: string) =>
  contacts(value).map((contact) =>
    contact === '*'
      ? '*'
      : [contact.displayName, contact.uriText, contact.params.map(({ name, value: text }) => `${name}=${text}`)],
  );

describe('NameAddr', () => {
  test('has display name, URI as written and parameters', () => {
    expect(summary('"Mr. Watson" <sip:watson@worcester.example.com>;q=0.7; expires=3600')).toEqual([
      ['Mr. Watson', 'sip:watson@worcester.example.com', ['q=0.7', 'expires=3600']],
    ]);
  });

  test("takes the parameters of a URI without brackets for the header's (RFC 3261 §20.10)", () => {
    expect(summary('sip:caller@u1.example.com;transport=udp')).toEqual([
      [undefined, 'sip:caller@u1.example.com', ['transport=udp']],
    ]);
  });

  test("takes the parameters of a URI within brackets for the URI's", () => {
    expect(summary('<sip:caller@u1.example.com;transport=udp>')).toEqual([
      [undefined, 'sip:caller@u1.example.com;transport=udp', []],
    ]);
  });

  test('splits lists at commas, but not within quotes and brackets', () => {
    expect(summary('"A, B" <sip:a,b@example.com>, sip:c@example.com,"x\\",y" <sip:d>')).toEqual([
      ['A, B', 'sip:a,b@example.com', []],
      [undefined, 'sip:c@example.com', []],
      ['x",y', 'sip:d', []],
    ]);
  });

  test('allows a display name of several tokens, with and without a blank before the bracket', () => {
    expect(summary('Anonymous Caller <sip:c8oqz84zk7z@privacy.org>, caller<sip:caller@example.com>')).toEqual([
      ['Anonymous Caller', 'sip:c8oqz84zk7z@privacy.org', []],
      ['caller', 'sip:caller@example.com', []],
    ]);
  });

  test('is * alone where all bindings are meant', () => {
    expect(contacts('*')).toEqual(['*']);
  });

  test('reads UTF-8 in display names, quoted or (with a diagnostic) not', () => {
    expect(summary('"Jörg" <sip:j@example.com>, Jürgen (home) <sip:k@example.com>;q=1')).toEqual([
      ['Jörg', 'sip:j@example.com', []],
      ['Jürgen (home)', 'sip:k@example.com', ['q=1']],
    ]);
  });

  test('keeps the parameters before one that is wrong', () => {
    const message = parseMessage(withHeaders('Refer-To: <sip:a@b>;method=INVITE;;x=1'));

    expect(message.referTo?.params).toEqual([{ name: 'method', value: 'INVITE', quoted: false }]);
    expect(message.diagnostics.map(({ code }) => code)).toEqual(['address-syntax']);
  });

  test('keeps its tag where its URI is none', () => {
    const message = parseMessage(withHeaders().map((byte) => (byte === 0x6c ? 0x7c : byte)));

    expect([message.from?.tag, message.from?.uriText, message.from?.uri]).toEqual([
      '1',
      'sip:a|ice@examp|e.com',
      undefined,
    ]);
  });

  test('has the tag of its first tag parameter, whatever its case', () => {
    expect(parseMessage(withHeaders('Reply-To: <sip:a>;TAG=x;tag=y')).header('Reply-To')?.value).toBe(
      '<sip:a>;TAG=x;tag=y',
    );
    expect(contacts('<sip:a>;TAG=x;tag=y')).toMatchObject([{ tag: 'x' }]);
  });
});
