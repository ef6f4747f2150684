import { describe, expect, test } from 'vitest';
import type { HeaderName } from '../header/header-table.ts';
import { parseHeader } from '../message/parse-header.ts';

/** What is wrong with the value, its URIs included. */
const codes = (name: HeaderName, text: string): readonly string[] =>
  parseHeader(name, text).diagnostics.map(({ code }) => code);

const right: readonly (readonly [HeaderName, string])[] = [
  ['P-Associated-URI', ''],
  ['P-Associated-URI', '<sip:a@b>;x=1, "A" <tel:+1>'],
  ['P-Called-Party-ID', '<sip:user1-business@example.com>'],
  ['P-Visited-Network-ID', 'other.net,"Visited network number 1"'],
  ['P-Access-Network-Info', '3GPP-UTRAN-TDD; utran-cell-id-3gpp=234151D0FCE11'],
  [
    'P-Access-Network-Info',
    'IEEE-802.11;i-wlan-node-id="00:11";network-provided, 3GPP-E-UTRAN;local-time-zone="UTC+01:00"',
  ],
  ['P-Access-Network-Info', 'DVB-RCS2; dvb-rcs2-node-id="1F2000021FF"'],
  ['P-Charging-Function-Addresses', 'ccf=192.0.8.1; ecf=192.0.8.3, ccf-2=192.0.8.2; ecf-2=192.0.8.4'],
  ['P-Charging-Function-Addresses', 'ccf=[5555::b99:c88:d77:e66]; ccf=[5555::a55:b44:c33:d22]; ecf="x:1"'],
  ['P-Charging-Vector', 'icid-value=1234bc9876e;icid-generated-at=192.0.6.8;orig-ioi=home1.net'],
  ['P-Charging-Vector', 'icid-value="a b";transit-ioi="operatorA.1, void, operatorB.3";related-icid=x'],
  ['P-Served-User', '<sip:user@example.com>; orig-cdiv; regstate=reg'],
  ['P-Served-User', '<sip:user@example.com>; sescase=term; regstate=unreg'],
  ['P-User-Database', '<aaa://host.example.com;transport=tcp>'],
  ['P-Profile-Key', '<sip:chatroom-!.*!@example.com>'],
  ['P-Refused-URI-List', 'sip:friends-list@example.net;members="cid:an3bt8jf03@example.net"'],
  ['P-Early-Media', ''],
  ['P-Early-Media', 'sendrecv, gated'],
  ['P-Answer-State', 'Unconfirmed'],
  ['P-Asserted-Service', 'urn:urn-7:3gpp-service.exampletelephony.version1'],
  ['P-Preferred-Service', 'urn:urn-7:3gpp-service.a, urn:urn-7:3gpp-application.b'],
  ['P-Private-Network-Indication', 'example.com;x=y'],
  ['P-Charge-Info', '<sip:+14075550134@example.net;user=phone>'],
  ['P-Media-Authorization', '0020000100100101706466312e726368, ff'],
  ['P-DCS-Trace-Party-ID', '<sip:+12345678912@domain.com;user=phone>;timestamp=3434688831.2327'],
  ['P-DCS-OSPS', 'BLV'],
  [
    'P-DCS-Billing-Info',
    'a1b2/0123456789abcdef@host.example;charge="sip:a@b";jip="1-2*3;jip-context=+1";rksgroup=g1;calling="tel:+1"',
  ],
  ['P-DCS-LAES', 'host.example:1234;content=[2001:db8::1]:56;cccid=ab;bcid=cd'],
  ['P-DCS-LAES', '192.0.2.1;content=192.0.2.2:80'],
  ['P-DCS-Redirect', '"sip:a@b";redirector-uri="sip:c@d";count=2'],
];

const wrong: readonly (readonly [HeaderName, string, string])[] = [
  ['P-Associated-URI', 'sip:a@b', 'name-addr-brackets'],
  ['P-Called-Party-ID', '', 'address-syntax'],
  ['P-Visited-Network-ID', '', 'token-list-syntax'],
  ['P-Access-Network-Info', '3GPP-GERAN;cgi-3gpp', 'parameter-form'],
  ['P-Access-Network-Info', '3GPP-GERAN;network-provided=1', 'parameter-form'],
  ['P-Charging-Function-Addresses', 'ccf', 'parameter-form'],
  ['P-Charging-Vector', 'orig-ioi=a', 'value-form'],
  ['P-Charging-Vector', 'icid-value=a;icid-generated-at="x y"', 'parameter-form'],
  ['P-Charging-Vector', 'icid-value=a;transit-ioi="a b"', 'parameter-form'],
  ['P-Charging-Vector', 'icid-value=a, orig-ioi=b', 'parameter-syntax'],
  ['P-Served-User', '<sip:a@b>;sescase=both', 'parameter-form'],
  ['P-User-Database', '<sip:a@b>', 'value-form'],
  ['P-Asserted-Service', 'urn:urn-8:x', 'value-form'],
  ['P-Asserted-Service', 'mmtel', 'address-syntax'],
  ['P-Private-Network-Indication', '192.0.2.1', 'value-form'],
  ['P-Charge-Info', '<sip:a@b>;noa=2', 'parameter-unexpected'],
  ['P-Media-Authorization', 'xyz', 'value-form'],
  ['P-DCS-Trace-Party-ID', '<sip:a@b>;timestamp=now', 'parameter-form'],
  ['P-DCS-Billing-Info', 'a1', 'token-syntax'],
  ['P-DCS-Billing-Info', 'xyz/1@host', 'value-form'],
  ['P-DCS-Billing-Info', 'a / 1@host', 'value-form'],
  ['P-DCS-Billing-Info', 'a/1@host;charge=sip', 'parameter-form'],
  ['P-DCS-LAES', 'host;bcid=xy', 'parameter-form'],
  ['P-DCS-Redirect', '"nobody"', 'uri-scheme'],
  ['P-DCS-Redirect', '"sip:a@b";redirector-uri="sip:{"', 'uri-syntax'],
  ['P-DCS-LAES', 'host;x=[::1]:5', 'parameter-form'],
  ['P-User-Database', '<aaa://host;transport=>', 'value-form'],
  ['P-DCS-Redirect', '"sip:a@b";count=x', 'parameter-form'],
];

describe('header fields of networks', () => {
  test.each(right)('%s: %s is right', (name, text) => {
    expect(codes(name, text)).toEqual([]);
  });

  test.each(wrong)('%s: %s is wrong', (name, text, code) => {
    expect(codes(name, text)).toEqual([code]);
  });
});

describe('their typed values', () => {
  test('P-Access-Network-Info gives type, cell or line, and who says so', () => {
    const [access, line] = parseHeader(
      'P-Access-Network-Info',
      '3GPP-E-UTRAN-FDD;utran-cell-id-3gpp="2340";network-provided, ADSL;dsl-location="x"',
    ).values;

    expect([access?.accessType, access?.cellId, access?.isNetworkProvided]).toEqual(['3GPP-E-UTRAN-FDD', '2340', true]);
    expect([line?.cellId, line?.lineLocation, line?.isNetworkProvided]).toEqual([undefined, 'x', false]);
    expect([access?.accessInfo('utran-cell-id-3gpp'), access?.accessInfo('operator-specific-GI')]).toEqual([
      '2340',
      undefined,
    ]);
  });

  test('P-Charging-Vector gives identity, networks, and those between', () => {
    const [vector] = parseHeader(
      'P-Charging-Vector',
      'icid-value=AyretyU0dm;orig-ioi=home1.net;term-ioi=home2.net;transit-ioi="operatorA.1, void";icid-generated-at=192.0.6.8',
    ).values;

    expect([vector?.icidValue, vector?.icidGeneratedAt, vector?.origIoi, vector?.termIoi]).toEqual([
      'AyretyU0dm',
      '192.0.6.8',
      'home1.net',
      'home2.net',
    ]);
    expect(vector?.transitIoi).toEqual([
      { name: 'operatorA', index: 1 },
      { name: 'void', index: undefined },
    ]);
  });

  test('P-Charging-Function-Addresses gives every address of a group', () => {
    const [one, other] = parseHeader('P-Charging-Function-Addresses', 'ccf=a.b;CCF=c.d;ecf=e.f, ccf-2=g.h').values;

    expect([one?.ccf, one?.ecf, one?.ccf2]).toEqual([['a.b', 'c.d'], ['e.f'], []]);
    expect([other?.ccf2, other?.ecf2]).toEqual([['g.h'], []]);
  });

  test('P-Served-User gives session case, registration and diversion', () => {
    const [user] = parseHeader('P-Served-User', '<sip:a@b>;sescase=orig;regstate=reg;orig-cdiv').values;

    expect([user?.sessionCase, user?.registrationState, user?.isDiverted]).toEqual(['orig', 'reg', true]);
  });

  test('P-Asserted-Service gives the names of the service', () => {
    const [service] = parseHeader('P-Asserted-Service', 'urn:urn-7:3gpp-service.ims.icsi.mmtel').values;

    expect(service?.names).toEqual(['3gpp-service', 'ims', 'icsi', 'mmtel']);
  });

  test('P-Visited-Network-ID gives what the quotes hold', () => {
    expect(parseHeader('P-Visited-Network-ID', 'other.net, "Visited network"').values).toMatchObject([
      { name: 'other.net', quoted: false },
      { name: 'Visited network', quoted: true },
    ]);
  });

  test('the header fields of PacketCable give their parts', () => {
    const [billing] = parseHeader('P-DCS-Billing-Info', 'a1/b2@host.example;called="tel:+1"').values;
    const [laes] = parseHeader('P-DCS-LAES', 'host.example:1234;content=x.example:5').values;
    const [redirect] = parseHeader('P-DCS-Redirect', '"sip:a@b";redirector-uri="sip:c@d";count=2').values;
    const [traced] = parseHeader('P-DCS-Trace-Party-ID', '<sip:a@b>;timestamp=1.5').values;

    expect([billing?.correlationId, billing?.feid, billing?.called]).toEqual(['a1', 'b2@host.example', 'tel:+1']);
    expect([laes?.signalling.port, laes?.content]).toEqual([1234, 'x.example:5']);
    expect([redirect?.called, redirect?.redirector, redirect?.count]).toEqual(['sip:a@b', 'sip:c@d', 2]);
    expect(traced?.timestamp).toBe('1.5');
    expect(parseHeader('P-DCS-OSPS', 'RING').values).toEqual(['RING']);
  });

  test('P-Refused-URI-List gives the members', () => {
    expect(parseHeader('P-Refused-URI-List', '<sip:a@b>;members="cid:x@y"').values[0]?.members).toBe('cid:x@y');
  });
});
