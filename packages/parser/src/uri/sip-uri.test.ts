import { describe, expect, test } from 'vitest';
import { parseUri } from './parse-uri.ts';
import { SipUri } from './sip-uri.ts';

function read(text: string): SipUri {
  const { uri } = parseUri(text);
  if (!(uri instanceof SipUri)) throw new Error(`no SIP URI: ${text}`);
  return uri;
}

describe('SipUri', () => {
  test('says what the parameters say that RFCs name', () => {
    const uri = read(
      'sip:a@b;Transport=TCP;user=ip;method=MESSAGE;ttl=15;maddr=239.255.255.1;lr;ob;gr=x%3d;comp=sigcomp;cause=486',
    );

    expect({
      transport: uri.transport,
      user: uri.userParam,
      method: uri.method,
      ttl: uri.ttl,
      maddr: uri.maddr,
      lr: uri.lr,
      ob: uri.ob,
      gr: uri.gr,
      comp: uri.comp,
      cause: uri.cause,
    }).toEqual({
      transport: 'TCP',
      user: 'ip',
      method: 'MESSAGE',
      ttl: 15,
      maddr: '239.255.255.1',
      lr: true,
      ob: true,
      gr: 'x=',
      comp: 'sigcomp',
      cause: 486,
    });
  });

  test('says nothing of parameters that are not there, or make no sense', () => {
    const uri = read('sip:b;ttl=300;cause=4x');

    expect([uri.transport, uri.ttl, uri.cause, uri.lr, uri.gr, uri.target]).toEqual([
      undefined,
      undefined,
      undefined,
      false,
      undefined,
      undefined,
    ]);
    expect(read('sip:b;gr').gr).toBe('');
  });

  test('resolves the escapes of a target', () => {
    // RFC 4458 §3.1.
    expect(read('sip:voicemail@example.com;target=sip:+15555551002%40example.com;user=phone;cause=486').target).toBe(
      'sip:+15555551002@example.com',
    );
  });

  test.each([
    ['sip:a@b.example', 'name'],
    ['sip:a@1.b', 'name'],
    ['sip:a@192.0.2.1', 'ipv4'],
    ['sip:a@[::1]', 'ipv6'],
  ])('tells the kind of the host of %s', (text, kind) => {
    expect(read(text).hostKind).toBe(kind);
  });

  test('reads the telephone number its user is', () => {
    const { telephone } = read('sip:+358-555-1234567;postd=pp22;phone-context=%2B1@foo.com;user=phone');

    expect([telephone?.number, telephone?.digits, telephone?.global]).toEqual([
      '+358-555-1234567',
      '+3585551234567',
      true,
    ]);
    expect([telephone?.param('postd'), telephone?.phoneContext]).toEqual(['pp22', '+1']);
  });

  test('reads a local number with what must be escaped in a user part', () => {
    const { telephone } = read('sip:*21%23;phone-context=example.com@foo.com;user=phone');

    expect([telephone?.number, telephone?.global, telephone?.phoneContext]).toEqual(['*21#', false, 'example.com']);
  });

  test('reads no telephone number without user=phone, or where there is none', () => {
    expect([
      read('sip:+1@b').telephone,
      read('sip:alice@b;user=phone').telephone,
      read('sip:b;user=phone').telephone,
    ]).toEqual([undefined, undefined, undefined]);
  });
});
