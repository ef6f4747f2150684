import { describe, expect, test } from 'vitest';
import { bytesOf, uint16, uint32 } from '../../test/build-capture.ts';
import { ethernet, ipv4, ipv6, udp, vlanTags } from '../../test/build-packet.ts';
import {
  authentication,
  erspan2,
  erspan3,
  espNull,
  framed,
  geneve,
  gre,
  gtp,
  l2tp2,
  l2tp3,
  mplsLabels,
  nsh,
  pptpGre,
  tagged,
  vxlan,
} from '../../test/build-tunnel.ts';
import { readOne } from '../../test/read-datagrams.ts';
import { LINK_TYPE } from '../capture/link-type.ts';

const inner = ipv4(udp('hello'), { source: [10, 0, 0, 1], id: 9 });
const inner6 = ipv6(udp('hello'));
const whole = {
  payload: 'hello',
  payloadAtPlace: 'hello',
  source: '0a000001',
  sourcePort: 5060,
  ipId: 9,
  slicedBytes: 0,
  codes: {},
  skipped: [],
};
const whole6 = { payload: 'hello', payloadAtPlace: 'hello', ipId: -1, codes: {}, skipped: [] };

/** In IP of either version, between routers. */
const over4 = (payload: Uint8Array, protocol = 17): Uint8Array => ethernet(ipv4(payload, { protocol }));
const over6 = (payload: Uint8Array, nextHeader = 17): Uint8Array => ethernet(ipv6(payload, { nextHeader }), 0x86dd);
const read = (data: Uint8Array, originalLength?: number): ReturnType<typeof readOne> =>
  readOne(LINK_TYPE.ethernet, data, originalLength);

describe('IP in IP', () => {
  test('of every combination of versions, by the inner addresses', () => {
    expect(read(over4(inner, 4))).toMatchObject(whole);
    expect(read(over6(inner, 4))).toMatchObject(whole);
    expect(read(over4(inner6, 41))).toMatchObject(whole6);
    expect(read(over6(inner6, 41))).toMatchObject(whole6);
  });

  test('behind an authentication header', () => {
    expect(read(over4(authentication(udp('hello'), 17), 51))).toMatchObject({ payload: 'hello', codes: {} });
    expect(read(over6(authentication(inner, 4), 51))).toMatchObject(whole);
    expect(read(over4(new Uint8Array(9), 51))).toMatchObject({ payload: undefined, codes: { 'net-ip': 1 } });
  });

  test('tells what the capture cut off the inner datagram', () => {
    const packet = over4(ipv4(udp('hello, and more')), 4);

    expect(read(packet.subarray(0, packet.length - 10), packet.length)).toMatchObject({
      payload: 'hello',
      slicedBytes: 10,
      codes: {},
    });
  });
});

describe('GRE', () => {
  test.each([0, 0x8000, 0x2000, 0x1000, 0xb000, 0x4000, 0xf000])('with flags %i', (flags) => {
    expect(read(over4(gre(inner, 0x0800, flags), 47))).toMatchObject(whole);
    expect(read(over6(gre(inner6, 0x86dd, flags), 47))).toMatchObject(whole6);
  });

  test('that carries Ethernet, MPLS, PPP, and what a web cache was sent', () => {
    expect(read(over4(gre(framed(inner), 0x6558), 47))).toMatchObject(whole);
    expect(read(over4(gre(mplsLabels(inner), 0x8847), 47))).toMatchObject(whole);
    expect(read(over4(gre(bytesOf(0xff, 0x03, 0x00, 0x21, inner), 0x880b), 47))).toMatchObject(whole);
    expect(read(over4(gre(bytesOf(0, 0, 0, 1, inner), 0x883e), 47))).toMatchObject(whole);
    expect(read(over4(gre(inner, 0x883e), 47))).toMatchObject(whole);
  });

  test('of PPTP', () => {
    expect(read(over4(pptpGre(bytesOf(0xff, 0x03, 0x00, 0x21, inner)), 47))).toMatchObject(whole);
    expect(read(over4(pptpGre(bytesOf(0x00, 0xfd, 1, 2, 3)), 47)).skipped).toEqual([
      { what: 'PPP, compressed or encrypted', packets: 1 },
    ]);
  });

  test('of ERSPAN, all three types', () => {
    expect(read(over4(gre(tagged(inner), 0x88be), 47))).toMatchObject(whole);
    expect(read(over4(erspan2(tagged(inner)), 47))).toMatchObject(whole);
    expect(read(over4(erspan3(framed(inner)), 47))).toMatchObject(whole);
    expect(read(over4(erspan3(framed(inner6), true), 47))).toMatchObject(whole6);
  });

  test('counts what it carries beside', () => {
    expect(read(over4(gre(new Uint8Array(0), 0x0800), 47)).skipped).toEqual([{ what: 'GRE control', packets: 1 }]);
    expect(read(over4(gre(new Uint8Array(9), 0x0806), 47)).skipped).toEqual([{ what: 'ARP', packets: 1 }]);
    expect(read(over4(gre(inner, 0x0800, 2), 47)).skipped).toEqual([{ what: 'GRE control', packets: 1 }]);
  });

  test.each([
    ['a header', bytesOf(0, 0, 8)],
    ['its options', bytesOf(0xb0, 0, 8, 0, 0, 0, 0, 0)],
    ['its routing', bytesOf(0x40, 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 200, 1)],
    ['an ERSPAN header', gre(new Uint8Array(5), 0x88be, 0x1000)],
    ['an ERSPAN subheader', gre(bytesOf(new Uint8Array(11), 1), 0x22eb)],
  ])('tells a packet that ends inside %s', (_, packet) => {
    expect(read(over4(packet, 47))).toMatchObject({ payload: undefined, codes: { 'link-short': 1 } });
  });
});

describe('tunnels inside UDP', () => {
  test.each([
    ['VXLAN', vxlan(framed(inner))],
    ['VXLAN on the port it had on Linux', vxlan(tagged(inner), 8472)],
    ['VXLAN with a next protocol', udp(bytesOf(0x0c, 0, 0, 1, 0, 0, 9, 0, inner), { destinationPort: 4790 })],
    ['the same, and the flag for it unset', udp(bytesOf(8, 0, 0, 1, 0, 0, 9, 0, inner), { destinationPort: 4790 })],
    ['VXLAN on the port of that', vxlan(framed(inner), 4790)],
    ['Geneve', geneve(framed(inner))],
    ['Geneve with options, right to IP', geneve(inner, 0x0800, [0, 1, 0x80, 1, 1, 2, 3, 4])],
    ['GTP-U', gtp(inner)],
    ['GTP-U with a PDU session container', gtp(inner, [[0x85, [0x10, 0x09]]])],
    [
      'GTP-U with several extension headers',
      gtp(inner, [
        [0x85, [0x10, 0x09]],
        [0x40, [1, 2, 3, 4, 5, 6]],
      ]),
    ],
    ['GTP-U that carries Ethernet', gtp(tagged(inner))],
    [
      'GTP-U with a sequence number',
      udp(bytesOf(0x32, 255, uint16(inner.length + 4), uint32(1), 0, 9, 0, 0, inner), { destinationPort: 2152 }),
    ],
    ['ESP without encryption', udp(espNull(inner, 4), { destinationPort: 4500 })],
    ['L2TP version 2', l2tp2(bytesOf(0xff, 0x03, 0x00, 0x21, inner))],
    ['L2TP version 3', l2tp3(framed(inner))],
    ['GRE', udp(gre(inner, 0x0800), { destinationPort: 4754 })],
    ['MPLS', udp(mplsLabels(inner), { destinationPort: 6635 })],
    ['LISP', udp(bytesOf(new Uint8Array(8), inner), { destinationPort: 4341 })],
    ['TZSP', udp(bytesOf(1, 0, 0, 1, 0, 10, 1, 5, 1, framed(inner)), { destinationPort: 37_008 })],
    ['a service header in VXLAN', udp(bytesOf(0x0c, 0, 0, 4, 0, 0, 9, 0, nsh(inner, 1)), { destinationPort: 4790 })],
  ])('%s', (_, packet) => {
    expect(read(over4(packet))).toMatchObject(whole);
    expect(read(over6(packet))).toMatchObject(whole);
  });

  test('Teredo, plain and behind what a relay adds', () => {
    const relayed = bytesOf(0, 1, 0, 0, new Uint8Array(9), 0, 0, 1, 2, 3, 4, 5, 6, inner6);

    expect(read(over4(udp(inner6, { destinationPort: 3544 })))).toMatchObject(whole6);
    expect(read(over4(udp(relayed, { sourcePort: 3544 })))).toMatchObject(whole6);
  });

  test.each([1701, 2152, 3544, 4341, 4500, 4754, 4789, 4790, 6081, 6635, 8472, 37_008])(
    'a message on port %i of a tunnel is handed on as what it is',
    (destinationPort) => {
      for (const text of ['INVITE sip:bob@example.com SIP/2.0\r\n', 'SIP/2.0 200 OK\r\n\r\n', '\r\n\r\n', '', 'HEP3']) {
        expect(read(over4(udp(text, { destinationPort })))).toMatchObject({ payload: text, codes: {}, skipped: [] });
      }
    },
  );

  test.each([
    ['GTP-U of another type', bytesOf(0x30, 26, 0, 0, uint32(0)), 2152],
    ['GTP-U longer than its datagram', bytesOf(0x30, 255, uint16(90), uint32(0), inner), 2152],
    [
      'GTP-U with an extension header of 0 bytes',
      bytesOf(0x34, 255, uint16(9), uint32(0), 0, 0, 0, 0x85, 0, 0, 0, 0, 0),
      2152,
    ],
    ['VXLAN that carries ARP', bytesOf(8, 0, 0, 0, 0, 0, 1, 0, ethernet(new Uint8Array(28), 0x0806)), 4789],
    ['a key exchange', bytesOf(uint32(0), new Uint8Array(40)), 4500],
    ['an L2TP control message', bytesOf(uint16(0xc802), uint16(12), new Uint8Array(8)), 1701],
  ])('%s is handed on as what it is', (_, payload, destinationPort) => {
    const expected = Buffer.from(payload).toString('latin1');

    expect(read(over4(udp(payload, { destinationPort })))).toMatchObject({ payload: expected, codes: {}, skipped: [] });
  });

  test('an inner packet of another protocol ends there', () => {
    const ospf = ipv4(new Uint8Array(20), { protocol: 89 });

    expect(read(over4(gtp(ospf)))).toMatchObject({ payload: undefined, skipped: [{ what: 'OSPF', packets: 1 }] });
  });
});

describe('ESP', () => {
  test.each([0, 8, 12, 16, 20, 24, 32])('without encryption and with a check value of %i bytes', (checkBytes) => {
    expect(read(over4(espNull(udp('hello'), 17, checkBytes), 50))).toMatchObject({ payload: 'hello', codes: {} });
    expect(read(over6(espNull(inner, 4, checkBytes), 50))).toMatchObject(whole);
    expect(read(over4(espNull(inner6, 41, checkBytes), 50))).toMatchObject(whole6);
  });

  test('carries TCP, whose payload is right to the byte', () => {
    const segment = bytesOf(uint16(5060), uint16(5062), uint32(1), uint32(2), 0x50, 0x18, new Uint8Array(6));

    const packet = read(over6(espNull(bytesOf(segment, 0x68, 0x69), 6), 50));

    expect(packet).toMatchObject({ protocol: 'TCP', payload: 'hi', slicedBytes: 0 });
  });

  test('cut by the capture, whose headers still say how long they were', () => {
    const packet = over4(espNull(udp('hello, and more'), 17), 50);
    const tunnelled = over6(espNull(ipv4(udp('hello, and more')), 4), 50);

    for (const data of [packet, tunnelled]) {
      const comma = data.lastIndexOf(0x2c);
      expect(read(data.subarray(0, comma), data.length)).toMatchObject({
        payload: 'hello',
        slicedBytes: 10,
        codes: {},
      });
    }
  });

  test('that is encrypted is counted, also where it is cut', () => {
    const noise = Uint8Array.from({ length: 64 }, (_, i) => (i * 89 + 7) & 0xff);
    const packet = over4(noise, 50);

    for (const data of [packet, packet.subarray(0, -20), packet.subarray(0, 45)]) {
      expect(read(data, packet.length)).toMatchObject({
        payload: undefined,
        codes: {},
        skipped: [{ what: 'ESP, encrypted', packets: 1 }],
      });
    }
  });
});

describe('Ethernet in IP', () => {
  test('as EtherIP, L2TP version 3, segment routing and MPLS', () => {
    expect(read(over4(bytesOf(0x30, 0, framed(inner)), 97))).toMatchObject(whole);
    expect(read(over4(bytesOf(uint32(77), framed(inner)), 115))).toMatchObject(whole);
    expect(read(over6(tagged(inner), 143))).toMatchObject(whole);
    expect(read(over4(mplsLabels(framed(inner)), 137))).toMatchObject(whole);
  });

  test('of an L2TP control message is counted', () => {
    expect(read(over4(bytesOf(uint32(0), new Uint8Array(40)), 115)).skipped).toEqual([
      { what: 'L2TP control or unknown session', packets: 1 },
    ]);
  });
});

describe('layers', () => {
  const deep = (tags: number): Uint8Array => ethernet(vlanTags(ipv4(udp('hello')), tags), 0x8100);

  test('are read up to 16', () => {
    expect(read(deep(13))).toMatchObject({ payload: 'hello', codes: {} });
    expect(read(deep(14))).toMatchObject({ payload: undefined, codes: { 'limit-tunnel-depth': 1 }, damaged: true });
  });
});
