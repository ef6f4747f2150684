import { describe, expect, test } from 'vitest';
import { parseUri } from '../uri/parse-uri.ts';
import { SipUri } from '../uri/sip-uri.ts';
import { readUriHeader, uriBody } from './read-uri-header.ts';

function read(text: string): SipUri {
  const { uri } = parseUri(text);
  if (!(uri instanceof SipUri)) throw new Error(`no SIP URI: ${text}`);
  return uri;
}

describe('readUriHeader()', () => {
  test('reads Replaces with its escapes resolved once', () => {
    // RFC 3891 §3 and RFC 5589 §7.1.
    const uri = read(
      'sips:bob@biloxi.example.com?Replaces=12345%40192.168.118.3%3Bto-tag%3D12345%3Bfrom-tag%3D5FFE-3994',
    );

    expect(readUriHeader(uri, 'Replaces')).toMatchObject({
      values: [{ callId: '12345@192.168.118.3' }],
      diagnostics: [],
    });
  });

  test('reads any header by the rule of its name, compact or not', () => {
    const uri = read('sip:b?t=%22A%22%20%3Csip:c%40d%3E&Subject=project%20x&accept-contact=%2a%3Baudio');

    expect(readUriHeader(uri, 'To')?.values).toMatchObject([{ displayName: 'A', uriText: 'sip:c@d' }]);
    expect(readUriHeader(uri, 'Subject')?.values).toEqual(['project x']);
    expect(readUriHeader(uri, 'From')).toBeUndefined();
  });

  test('leaves an escape that was itself escaped', () => {
    expect(readUriHeader(read('sip:b?Subject=50%2525'), 'Subject')?.values).toEqual(['50%25']);
  });

  test('tells what is wrong with the value', () => {
    expect(readUriHeader(read('sip:b?Expires=soon'), 'Expires')?.diagnostics.map(({ code }) => code)).toEqual([
      'number-syntax',
    ]);
  });
});

describe('uriBody()', () => {
  test('gives the bytes of the body', () => {
    expect(uriBody(read('sip:b?body=a%00%FF'))).toEqual(Uint8Array.of(0x61, 0, 0xff));
    expect(uriBody(read('sip:b?x=y'))).toBeUndefined();
  });
});
