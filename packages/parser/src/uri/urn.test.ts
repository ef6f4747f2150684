import { describe, expect, test } from 'vitest';
import { AbsoluteUri } from './absolute-uri.ts';
import { contentIdOf } from './content-id-of.ts';
import { parseUri } from './parse-uri.ts';
import { Urn } from './urn.ts';

function read(text: string): Urn {
  const { uri } = parseUri(text);
  if (!(uri instanceof Urn)) throw new Error(`no URN: ${text}`);
  return uri;
}

describe('Urn', () => {
  test('has the labels of a service', () => {
    expect([read('urn:service:sos.fire').service, read('URN:SERVICE:SOS').service]).toEqual([['sos', 'fire'], ['sos']]);
  });

  test('has a UUID', () => {
    expect(read('urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6').uuid).toBe('f81d4fae-7dec-11d0-a765-00a0c91e6bf6');
  });

  test('has an IMEI and the version of its software', () => {
    expect([read('urn:gsma:imei:90420156-025763-0;svn=42').imei, read('urn:gsma:x').imei]).toEqual([
      { imei: '90420156-025763-0', svn: '42' },
      undefined,
    ]);
  });

  test('has the parts of an alert', () => {
    expect(read('urn:alert:service:call-waiting').alert).toEqual(['service', 'call-waiting']);
  });

  test('has a namespace and what that says, whatever they are', () => {
    const urn = read('urn:URN-7:3gpp-service.ims.icsi.mmtel');

    expect([urn.namespace, urn.specific, urn.service, urn.uuid, urn.alert]).toEqual([
      'urn-7',
      '3gpp-service.ims.icsi.mmtel',
      undefined,
      undefined,
      undefined,
    ]);
    expect([read('urn:x').namespace, read('urn:x').specific]).toEqual(['x', '']);
  });
});

describe('AbsoluteUri', () => {
  // RFC 3986 §1.1.2, §3.
  test.each([
    ['http://example.com:8042/over/there?name=ferret#nose', 'example.com:8042', '/over/there', 'name=ferret', 'nose'],
    ['https://example.com', 'example.com', '', undefined, undefined],
    ['mailto:John.Doe@example.com?subject=x', undefined, 'John.Doe@example.com', 'subject=x', undefined],
    ['cid:foo4%25foo1@bar.net', undefined, 'foo4%25foo1@bar.net', undefined, undefined],
    ['pres:alice@example.com', undefined, 'alice@example.com', undefined, undefined],
    ['data:text/plain,a?b', undefined, 'text/plain,a', 'b', undefined],
    ['ldap://[2001:db8::7]/c=GB?objectClass?one', '[2001:db8::7]', '/c=GB', 'objectClass?one', undefined],
    ['aaa://h.example:1813;transport=tcp', 'h.example:1813;transport=tcp', '', undefined, undefined],
  ])('%s has its components', (text, authority, path, query, fragment) => {
    const { uri } = parseUri(text);

    expect(uri instanceof AbsoluteUri && [uri.authority, uri.path, uri.query, uri.fragment]).toEqual([
      authority,
      path,
      query,
      fragment,
    ]);
  });
});

describe('contentIdOf()', () => {
  test('is what a cid URI says, escapes resolved', () => {
    // RFC 2392 §4.
    const [cid, http] = ['cid:foo4%25foo1@bar.net', 'http://bar.net'].map((text) => parseUri(text).uri);

    expect([cid && contentIdOf(cid), http && contentIdOf(http)]).toEqual(['foo4%foo1@bar.net', undefined]);
  });
});
