import { describe, expect, test } from 'vitest';
import { bytesOf, uint16, uint32 } from '../../test/build-capture.ts';
import { ethernet, ipv4, ipv6, udp, vlanTags } from '../../test/build-packet.ts';
import { framed, mplsLabels, pppoe, snap } from '../../test/build-tunnel.ts';
import { readOne as read } from '../../test/read-datagrams.ts';
import { LINK_TYPE } from '../capture/link-type.ts';

const hello = ipv4(udp('hello'));
const hello6 = ipv6(udp('hello'));
const whole = { payload: 'hello', codes: {} };

describe('link layers', () => {
  test('reads Ethernet', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(hello))).toEqual({
      frame: 1,
      frames: undefined,
      protocol: 'UDP',
      payload: 'hello',
      payloadAtPlace: 'hello',
      source: 'c0000201',
      destination: 'c0000202',
      sourcePort: 5060,
      destinationPort: 5062,
      ipId: 7,
      slicedBytes: 0,
      codes: {},
      damaged: false,
      skipped: [],
    });
  });

  test('reads IPv6 over Ethernet', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(hello6, 0x86dd))).toMatchObject({ ...whole, ipId: -1 });
  });

  test('leaves out the padding of short Ethernet frames', () => {
    expect(read(LINK_TYPE.ethernet, bytesOf(ethernet(hello), new Uint8Array(20)))).toMatchObject(whole);
  });

  test.each([0x8100, 0x88a8, 0x9100])('reads behind a VLAN tag of type %i', (type) => {
    expect(read(LINK_TYPE.ethernet, ethernet(vlanTags(hello, 1), type))).toMatchObject(whole);
  });

  test('reads behind stacked VLAN tags', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(vlanTags(hello, 3), 0x8100))).toMatchObject(whole);
  });

  test('ends a packet of endless VLAN tags', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(vlanTags(hello, 1000), 0x8100))).toMatchObject({
      payload: undefined,
      codes: { 'limit-tunnel-depth': 1 },
      damaged: true,
    });
  });

  test('reads Linux cooked captures of both versions', () => {
    const first = bytesOf(uint16(0), uint16(1), uint16(6), new Uint8Array(8), uint16(0x0800), hello);
    const second = bytesOf(uint16(0x86dd), uint16(0), uint32(2), uint16(1), 0, 6, new Uint8Array(8), hello6);

    expect(read(LINK_TYPE.linuxSll, first)).toMatchObject(whole);
    expect(read(LINK_TYPE.linuxSll2, second)).toMatchObject(whole);
  });

  test.each([24, 28, 30])('reads loopback family %i as IPv6, in either byte order', (family) => {
    expect(read(LINK_TYPE.null, bytesOf(uint32(family, 'little'), hello6))).toMatchObject(whole);
    expect(read(LINK_TYPE.loop, bytesOf(uint32(family, 'big'), hello6))).toMatchObject(whole);
  });

  test('reads loopback family 2 as IPv4, in either byte order', () => {
    expect(read(LINK_TYPE.null, bytesOf(uint32(2, 'little'), hello))).toMatchObject(whole);
    expect(read(LINK_TYPE.null, bytesOf(uint32(2, 'big'), hello))).toMatchObject(whole);
  });

  test('reads what stands in place of a loopback family', () => {
    expect(read(LINK_TYPE.null, bytesOf(0x0f, 0x00, 0x08, 0x00, hello))).toMatchObject(whole);
    expect(read(LINK_TYPE.null, bytesOf(0xff, 0x03, 0x00, 0x57, hello6))).toMatchObject(whole);
    expect(read(LINK_TYPE.null, bytesOf(uint32(7), hello)).skipped).toEqual([
      { what: 'loopback of another family', packets: 1 },
    ]);
  });

  test('reads raw IP by its version', () => {
    expect(read(LINK_TYPE.raw, hello)).toMatchObject(whole);
    expect(read(LINK_TYPE.raw, hello6)).toMatchObject(whole);
    expect(read(12, hello)).toMatchObject(whole);
  });

  test('reads PPP, with and without its HDLC bytes and with a short protocol', () => {
    expect(read(LINK_TYPE.ppp, bytesOf(0xff, 0x03, 0x00, 0x21, hello))).toMatchObject(whole);
    expect(read(LINK_TYPE.ppp, bytesOf(0x00, 0x57, hello6))).toMatchObject(whole);
    expect(read(LINK_TYPE.ppp, bytesOf(0x21, hello))).toMatchObject(whole);
  });

  test('reads PPP behind a direction, in HDLC and without Ethernet', () => {
    expect(read(LINK_TYPE.pppWithDirection, bytesOf(1, 0xff, 0x03, 0x00, 0x21, hello))).toMatchObject(whole);
    expect(read(LINK_TYPE.pppHdlc, bytesOf(0xff, 0x03, 0x00, 0x21, hello))).toMatchObject(whole);
    expect(read(LINK_TYPE.pppEther, pppoe(hello6, 0x57))).toMatchObject(whole);
  });

  test('reads the HDLC of Cisco', () => {
    expect(read(LINK_TYPE.ciscoHdlc, bytesOf(0x0f, 0, 0x08, 0x00, hello))).toMatchObject(whole);
    expect(read(LINK_TYPE.pppHdlc, bytesOf(0x8f, 0, 0x86, 0xdd, hello6))).toMatchObject(whole);
  });

  test('counts what PPP carries beside IP', () => {
    expect(read(LINK_TYPE.ppp, bytesOf(0xff, 0x03, 0xc0, 0x21, 1, 1, 0, 4)).skipped).toEqual([
      { what: 'PPP LCP', packets: 1 },
    ]);
  });

  test('reads PPPoE sessions, and leaves out the padding behind them', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(pppoe(hello), 0x8864))).toMatchObject(whole);
    expect(read(LINK_TYPE.ethernet, ethernet(bytesOf(pppoe(hello), new Uint8Array(9)), 0x8864))).toMatchObject(whole);
  });

  test('reads SNAP behind a length, untagged and tagged', () => {
    const frame = snap(hello);
    const inTag = bytesOf(uint16(5), uint16(frame.length), frame, new Uint8Array(20));

    expect(read(LINK_TYPE.ethernet, ethernet(frame, frame.length))).toMatchObject(whole);
    expect(read(LINK_TYPE.ethernet, ethernet(inTag, 0x8100))).toMatchObject(whole);
    expect(read(LINK_TYPE.llc, snap(hello6, 0x86dd))).toMatchObject(whole);
  });

  test('reads link control in a Linux cooked capture', () => {
    const cooked = bytesOf(uint16(0), uint16(1), uint16(6), new Uint8Array(8), uint16(4), snap(hello));

    expect(read(LINK_TYPE.linuxSll, cooked)).toMatchObject(whole);
  });

  test('reads behind provider backbone and port extension tags', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(bytesOf(uint32(5), framed(hello)), 0x88e7))).toMatchObject(whole);
    expect(read(LINK_TYPE.ethernet, ethernet(bytesOf(new Uint8Array(6), uint16(0x0800), hello), 0x893f))).toMatchObject(
      whole,
    );
  });

  test('reads what packet filters and IPsec interfaces log', () => {
    const attribute = bytesOf(uint16(5, 'little'), uint16(10, 'little'), 1, 0, 0, 0);
    const payload = bytesOf(uint16(hello.length + 4, 'little'), uint16(9, 'little'), hello);

    expect(read(LINK_TYPE.enc, bytesOf(uint32(2, 'little'), new Uint8Array(8), hello))).toMatchObject(whole);
    expect(read(LINK_TYPE.pflog, bytesOf(61, 24, new Uint8Array(62), hello6))).toMatchObject(whole);
    expect(read(LINK_TYPE.nflog, bytesOf(2, 0, 0, 5, attribute, payload))).toMatchObject(whole);
    expect(read(LINK_TYPE.nflog, bytesOf(2, 0, 0, 5, 0, 0, 0, 0)).payload).toBeUndefined();
  });

  test('reads behind MPLS labels', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(mplsLabels(hello6), 0x8847))).toMatchObject(whole);
    expect(read(LINK_TYPE.mpls, mplsLabels(hello, 5))).toMatchObject(whole);
  });

  test('reads the Ethernet of an MPLS pseudowire, with and without a control word', () => {
    const withWord = bytesOf(uint32(7), framed(hello));
    // An address that begins as IPv4 does.
    const likeIp = bytesOf(0x45, framed(hello).subarray(1));

    for (const pseudowire of [withWord, framed(hello6), likeIp]) {
      expect(read(LINK_TYPE.ethernet, ethernet(mplsLabels(pseudowire), 0x8847))).toMatchObject(whole);
    }
  });

  test('counts pseudowires that carry something else', () => {
    expect(read(LINK_TYPE.mpls, mplsLabels(new Uint8Array(64).fill(0x33))).skipped).toEqual([
      { what: 'MPLS pseudowire', packets: 1 },
    ]);
  });

  test('passes over what carries no IP, without a word, and counts it', () => {
    const arp = ethernet(new Uint8Array(28), 0x0806);
    const spanningTree = ethernet(bytesOf(0x42, 0x42, 3, new Uint8Array(35)), 38);

    expect(read(LINK_TYPE.ethernet, arp)).toMatchObject({
      payload: undefined,
      codes: {},
      skipped: [{ what: 'ARP', packets: 1 }],
    });
    expect(read(LINK_TYPE.ethernet, spanningTree)).toMatchObject({
      payload: undefined,
      codes: {},
      skipped: [{ what: 'spanning tree', packets: 1 }],
    });
  });

  test('counts packets of link types it cannot read', () => {
    expect(read(9999, hello)).toMatchObject({
      payload: undefined,
      codes: { 'capture-linktype': 1 },
      damaged: true,
      skipped: [{ what: 'link type 9999', packets: 1 }],
    });
  });

  test.each([
    [LINK_TYPE.ethernet, ethernet(hello).subarray(0, 13)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(3), 0x8100)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(3), 0x8847)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(7), 0x8864)],
    [LINK_TYPE.linuxSll, new Uint8Array(15)],
    [LINK_TYPE.linuxSll2, new Uint8Array(19)],
    [LINK_TYPE.null, new Uint8Array(3)],
    [LINK_TYPE.ppp, new Uint8Array(1)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(2), 0x0020)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(3), 0x88e7)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(7), 0x893f)],
    [LINK_TYPE.ciscoHdlc, new Uint8Array(3)],
    [LINK_TYPE.pppWithDirection, new Uint8Array(0)],
    [LINK_TYPE.enc, new Uint8Array(11)],
    [LINK_TYPE.pflog, bytesOf(61, 2, 0, 0)],
    [LINK_TYPE.mpls, new Uint8Array(3)],
    [LINK_TYPE.ppp, bytesOf(0xff, 0x03, 0x00)],
  ])('counts packets that end inside a header of link type %i', (linkType, data) => {
    expect(read(linkType, data)).toMatchObject({ payload: undefined, codes: { 'link-short': 1 } });
  });
});
