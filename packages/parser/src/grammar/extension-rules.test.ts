import { describe, expect, test } from 'vitest';
import type { HeaderName } from '../header/header-table.ts';
import { parseHeader } from '../message/parse-header.ts';

const codes = (name: HeaderName, text: string): readonly string[] =>
  parseHeader(name, text).diagnostics.map(({ code }) => code);

/** The value as the grammar of its RFC, and of another's examples, allows it. */
const right: readonly (readonly [HeaderName, string])[] = [
  ['Reason', 'SIP ;cause=200 ;text="Call completed elsewhere"'],
  ['Reason', 'Q.850;cause=16;text="Terminated", SIP;cause=600'],
  ['Reason', 'preemption ;cause=1 ;text="UA Preemption"'],
  ['Session-ID', 'ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2;logme'],
  ['Security-Client', 'ipsec-ike;q=0.1, tls;q=0.2, digest'],
  ['Security-Server', 'digest;d-alg=MD5;d-qop=auth;d-ver="0123456789abcdef0123456789abcdef"'],
  [
    'Security-Verify',
    'ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;ealg=aes-cbc;prot=esp;mod=trans;spi-c=98765432;spi-s=87654321;port-c=8642;port-s=7531',
  ],
  ['Resource-Priority', 'dsn.flash, wps.3'],
  ['Accept-Resource-Priority', ''],
  ['Accept-Resource-Priority', 'dsn.flash-override, q735.0'],
  [
    'Geolocation',
    '<cid:target123@atlanta.example.com>, <https://lis.example.com:8222/y77syc7cuecbh>;loc-src=edgeproxy.example.com',
  ],
  ['Geolocation-Routing', 'yes'],
  ['Geolocation-Routing', 'x="y"'],
  ['Geolocation-Error', '100 ; code="Cannot Process Location"'],
  ['Geolocation-Error', '5'],
  ['AlertMsg-Error', '103 ; message="Alert payload was corrupted"'],
  ['User-to-User', '56a390f3d2b7310023a2;encoding=hex;purpose=foo;content=bar, "a b";encoding=ascii'],
  ['Answer-Mode', 'Manual'],
  ['Priv-Answer-Mode', 'Auto;require'],
  ['Policy-ID', 'sip:policy@example.com;token=abc;x=1, sips:other@example.com'],
  ['Policy-Contact', '<sip:policy@example.com>;non-cacheable, <sip:a@b>;alt-uri=policy.example.com'],
  ['Trigger-Consent', 'sip:123@relay.example.com;target-uri="sip:friends@relay.example.com"'],
  ['Permission-Missing', 'sip:C@example.com, <sip:D@example.com>;x=y'],
];

const wrong: readonly (readonly [HeaderName, string, string])[] = [
  ['Reason', '', 'token-list-syntax'],
  ['Reason', 'SIP;cause=busy', 'parameter-form'],
  ['Reason', 'SIP;cause', 'parameter-form'],
  ['Reason', 'Q.850;cause=16;location=HERE', 'parameter-form'],
  ['Session-ID', 'AB30317F1A784DC48FF824D0D3715D86', 'value-form'],
  ['Session-ID', 'ab30317f-1a78-4dc4-8ff8-24d0d3715d86', 'value-form'],
  ['Session-ID', 'ab30317f1a784dc48ff824d0d3715d86;remote=0', 'parameter-form'],
  ['Session-ID', 'ab30317f1a784dc48ff824d0d3715d86;logme=1', 'parameter-form'],
  ['Security-Client', 'tls;q=1.1', 'parameter-form'],
  ['Security-Client', 'ipsec-3gpp;prot=tcp', 'parameter-form'],
  ['Security-Client', 'ipsec-3gpp;spi-c=4294967296', 'parameter-form'],
  ['Security-Client', 'ipsec-3gpp;port-s=65536', 'parameter-form'],
  ['Security-Client', 'digest;d-ver="0123"', 'parameter-form'],
  ['Resource-Priority', 'dsn', 'value-form'],
  ['Resource-Priority', 'dsn.flash.x', 'value-form'],
  ['Resource-Priority', '', 'token-list-syntax'],
  ['Geolocation', 'cid:target123@atlanta.example.com', 'uri-brackets'],
  ['Geolocation', '<cid:a@b.example>;loc-src=192.0.2.1', 'parameter-form'],
  ['Geolocation-Routing', '', 'parameter-syntax'],
  ['Geolocation-Error', '1000', 'value-form'],
  ['Geolocation-Error', 'none', 'number-syntax'],
  ['Geolocation-Error', '100;code', 'parameter-form'],
  ['AlertMsg-Error', '10', 'value-form'],
  ['User-to-User', 'ab;purpose', 'parameter-form'],
  ['User-to-User', '', 'token-list-syntax'],
  ['Answer-Mode', 'Auto;require=yes', 'parameter-form'],
  ['Policy-ID', '<sip:policy@example.com>;token=abc', 'addr-spec-bare'],
  ['Policy-Contact', 'sip:policy@example.com', 'uri-brackets'],
  ['Policy-Contact', '<sip:a@b>;alt-uri=[::1]', 'parameter-form'],
  ['Trigger-Consent', 'tel:+1', 'uri-not-sip'],
  ['Trigger-Consent', 'sip:a@b;target-uri', 'parameter-form'],
];

describe('header fields of many RFCs', () => {
  test.each(right)('%s: %s is right', (name, text) => {
    expect(parseHeader(name, text).diagnostics).toEqual([]);
  });

  test.each(wrong)('%s: %s is wrong', (name, text, code) => {
    expect(codes(name, text)).toEqual([code]);
  });
});

describe('their typed values', () => {
  test('Reason gives protocol, cause, text and location', () => {
    const [reason] = parseHeader('Reason', 'Q.850;cause=1;text="Unallocated number";location=LN').values;

    expect([reason?.protocol, reason?.cause, reason?.text, reason?.location]).toEqual([
      'Q.850',
      1,
      'Unallocated number',
      'LN',
    ]);
  });

  test('Session-ID gives both halves', () => {
    const [id] = parseHeader('Session-ID', `ab30317f1a784dc48ff824d0d3715d86;remote=${'0'.repeat(32)};logme`).values;

    expect([id?.uuid, id?.remote, id?.isRemoteNil, id?.logMe]).toEqual([
      'ab30317f1a784dc48ff824d0d3715d86',
      '0'.repeat(32),
      true,
      true,
    ]);
  });

  test('Session-ID of RFC 7329 has one half', () => {
    const [id] = parseHeader('Session-ID', 'f81d4fae7dec11d0a76500a0c91e6bf6').values;

    expect([id?.remote, id?.isRemoteNil, id?.logMe]).toEqual([undefined, false, false]);
  });

  test('Security-Client gives indexes and ports by the names of RFC 3329 and of 3GPP', () => {
    const [one, other] = parseHeader(
      'Security-Client',
      'ipsec-3gpp;q=0.5;spi=1234567890;port1=1;port2=2, ipsec-3gpp;spi-c=3;spi-s=4;port-c=5;port-s=6;alg=hmac-md5-96',
    ).values;

    expect([one?.q, one?.spiClient, one?.spiServer, one?.portClient, one?.portServer]).toEqual([
      0.5,
      1_234_567_890,
      undefined,
      1,
      2,
    ]);
    expect([other?.spiClient, other?.spiServer, other?.portClient, other?.portServer]).toEqual([3, 4, 5, 6]);
    expect([other?.algorithm, other?.encryptAlgorithm, other?.protocol, other?.mode]).toEqual([
      'hmac-md5-96',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('Resource-Priority gives namespace and priority', () => {
    expect(parseHeader('Resource-Priority', 'dsn.flash, wps.3').values).toEqual([
      { namespace: 'dsn', priority: 'flash' },
      { namespace: 'wps', priority: '3' },
    ]);
  });

  test('Geolocation gives source, and whether it points into the body', () => {
    const [one, other] = parseHeader('Geolocation', '<CID:a@b.example>, <https://a.example>;loc-src=c.example').values;

    expect([one?.isInBody, one?.locationSource]).toEqual([true, undefined]);
    expect([other?.isInBody, other?.locationSource]).toEqual([false, 'c.example']);
  });

  test('Geolocation-Error and AlertMsg-Error give number and text', () => {
    const [location] = parseHeader('Geolocation-Error', '300;code="Dereference Failure"').values;
    const [alert] = parseHeader('AlertMsg-Error', '100;message="Cannot process"').values;

    expect([location?.code, location?.text]).toEqual([300, 'Dereference Failure']);
    expect([alert?.code, alert?.text]).toEqual([100, 'Cannot process']);
  });

  test('Answer-Mode gives whether it is demanded', () => {
    const [mode] = parseHeader('Answer-Mode', 'Auto;require').values;

    expect([mode?.mode, mode?.isRequired]).toEqual(['Auto', true]);
  });

  test('Policy-ID, Policy-Contact and Trigger-Consent give their parameters', () => {
    expect(parseHeader('Policy-ID', 'sip:p@a.example;token=xyz').values[0]?.token).toBe('xyz');
    const [contact] = parseHeader('Policy-Contact', '<sip:p@a.example>;non-cacheable;alt-uri=b.example').values;
    expect([contact?.isNonCacheable, contact?.alternative]).toEqual([true, 'b.example']);
    expect(parseHeader('Trigger-Consent', 'sip:1@a.example;target-uri="sip:f@a.example"').values[0]?.targetUri).toBe(
      'sip:f@a.example',
    );
  });
});
