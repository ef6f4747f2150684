import { describe, expect, test } from 'vitest';
import { bytesOf, text, uint16, uint32 } from '../../test/build-capture.ts';
import { ethernet, IPV6_DESTINATION, IPV6_SOURCE, ipv4, ipv6, udp, vlanTags } from '../../test/build-packet.ts';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { LINK_TYPE } from '../capture/link-type.ts';
import { IpReader } from './ip-reader.ts';

type Read = {
  readonly payload: string | undefined;
  readonly source?: string;
  readonly destination?: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly ipId?: number;
  readonly codes: Record<string, number>;
  readonly damaged: boolean;
};

/** Reads one packet that stands in the middle of a larger buffer, as packets of a capture do. */
function read(linkType: number, data: Uint8Array, originalLength = data.length): Read {
  const diagnostics = new CaptureDiagnostics();
  const bytes = bytesOf(text('before'), data, text('after'));
  const start = 6;
  const end = start + data.length;
  const packet = { frame: 1, timeNs: 0, linkType, bytes, start, end, offset: 0, originalLength };
  const datagram = new IpReader(diagnostics).receive(packet);
  const codes = Object.fromEntries(diagnostics.counts().map(({ code, count }) => [code, count]));
  const { damaged } = diagnostics;
  if (datagram === undefined) return { payload: undefined, codes, damaged };
  const { addressLength, sourceAt, destinationAt, sourcePort, destinationPort, ipId } = datagram;
  const hex = (at: number, length: number): string => Buffer.from(bytes.subarray(at, at + length)).toString('hex');
  return {
    payload: Buffer.from(bytes.subarray(datagram.start, datagram.end)).toString(),
    source: hex(sourceAt, addressLength),
    destination: hex(destinationAt, addressLength),
    sourcePort,
    destinationPort,
    ipId,
    codes,
    damaged,
  };
}

const hello = ipv4(udp('hello'));
const hello6 = ipv6(udp('hello'));
const read4 = (data: Uint8Array, originalLength?: number): Read => read(LINK_TYPE.ipv4, data, originalLength);
const read6 = (data: Uint8Array, originalLength?: number): Read => read(LINK_TYPE.ipv6, data, originalLength);
const whole = { payload: 'hello', codes: {} };

describe('IpReader, link layers', () => {
  test('reads Ethernet', () => {
    expect(read(LINK_TYPE.ethernet, ethernet(hello))).toEqual({
      payload: 'hello',
      source: 'c0000201',
      destination: 'c0000202',
      sourcePort: 5060,
      destinationPort: 5062,
      ipId: 7,
      codes: {},
      damaged: false,
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

  test('reads PPPoE sessions', () => {
    const session = bytesOf(0x11, 0, uint16(1), uint16(hello.length + 2), uint16(0x21), hello);

    expect(read(LINK_TYPE.ethernet, ethernet(session, 0x8864))).toMatchObject(whole);
  });

  test('reads behind MPLS labels', () => {
    const labels = bytesOf(uint32(0x0001_0040), uint32(0x0002_0140));

    expect(read(LINK_TYPE.ethernet, ethernet(bytesOf(labels, hello6), 0x8847))).toMatchObject(whole);
  });

  test('passes over what carries no IP, without a word', () => {
    const arp = ethernet(new Uint8Array(28), 0x0806);
    const length = ethernet(new Uint8Array(28), 0x0040);

    expect(read(LINK_TYPE.ethernet, arp)).toMatchObject({ payload: undefined, codes: {} });
    expect(read(LINK_TYPE.ethernet, length)).toMatchObject({ payload: undefined, codes: {} });
  });

  test('counts packets of link types it cannot read', () => {
    expect(read(9999, hello)).toMatchObject({ payload: undefined, codes: { 'capture-linktype': 1 }, damaged: true });
  });

  test.each([
    [LINK_TYPE.ethernet, ethernet(hello).subarray(0, 13)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(3), 0x8100)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(3), 0x8847)],
    [LINK_TYPE.ethernet, ethernet(new Uint8Array(7), 0x8864)],
    [LINK_TYPE.linuxSll, new Uint8Array(15)],
    [LINK_TYPE.linuxSll2, new Uint8Array(19)],
    [LINK_TYPE.null, new Uint8Array(3)],
    [LINK_TYPE.ppp, new Uint8Array(3)],
    [LINK_TYPE.ppp, bytesOf(0xff, 0x03, 0x00)],
  ])('counts packets that end inside a header of link type %i', (linkType, data) => {
    expect(read(linkType, data)).toMatchObject({ payload: undefined, codes: { 'link-short': 1 } });
  });
});

describe('IpReader, IPv4', () => {
  test('reads behind options', () => {
    expect(read4(ipv4(udp('hello'), { options: [1, 1, 1, 0, 1, 1, 1, 0] }))).toMatchObject(whole);
  });

  test('passes over other protocols', () => {
    expect(read4(ipv4(udp('hello'), { protocol: 6 }))).toMatchObject({ payload: undefined, codes: {} });
  });

  test('reads IP in IP by the inner addresses', () => {
    const inner = ipv4(udp('hello'), { source: [10, 0, 0, 1], id: 9 });

    expect(read4(ipv4(inner, { protocol: 4 }))).toMatchObject({ ...whole, source: '0a000001', ipId: 9 });
    expect(read4(ipv4(hello6, { protocol: 41 }))).toMatchObject({ ...whole, ipId: -1 });
  });

  test('takes a total length of 0 as all that is there', () => {
    expect(read4(ipv4(udp('hello'), { totalLength: 0 }))).toMatchObject(whole);
  });

  test.each([19, 4000])('uses what is there where the total length says %i', (totalLength) => {
    expect(read4(ipv4(udp('hello'), { totalLength }))).toMatchObject({ payload: 'hello', codes: { 'net-ip': 1 } });
  });

  test('reads what was kept of a sliced packet without complaint', () => {
    const long = ipv4(udp('hello, and much more'));

    expect(read4(long.subarray(0, long.length - 15), long.length)).toMatchObject(whole);
  });

  test.each([
    ['a header of 0 bytes', ipv4(udp('hello'), { headerWords: 0 })],
    ['a header longer than its packet', ipv4(udp('hello'), { headerWords: 15 })],
    ['another version', bytesOf(0x55, hello.subarray(1))],
    ['a cut header', hello.subarray(0, 19)],
  ])('counts packets with %s', (_, data) => {
    expect(read4(data)).toMatchObject({ payload: undefined, codes: { 'net-ip': 1 } });
  });

  test.each([0x2000, 0x0001, 0x2001])('counts fragments, flags and offset %i', (flagsAndOffset) => {
    expect(read4(ipv4(udp('hello'), { flagsAndOffset }))).toMatchObject({
      payload: undefined,
      codes: { 'reasm-incomplete': 1 },
    });
  });

  test('takes "do not fragment" as whole', () => {
    expect(read4(ipv4(udp('hello'), { flagsAndOffset: 0x4000 }))).toMatchObject(whole);
  });

  test('counts an empty raw packet', () => {
    expect(read(LINK_TYPE.raw, new Uint8Array(0))).toMatchObject({ payload: undefined, codes: { 'net-ip': 1 } });
  });
});

describe('IpReader, IPv6', () => {
  test('gives both addresses', () => {
    expect(read6(hello6)).toMatchObject({
      source: Buffer.from(IPV6_SOURCE).toString('hex'),
      destination: Buffer.from(IPV6_DESTINATION).toString('hex'),
    });
  });

  test('reads behind extension headers', () => {
    const destination = bytesOf(17, 0, new Uint8Array(6));
    const authentication = bytesOf(60, 1, new Uint8Array(10));
    const hopByHop = bytesOf(51, 1, new Uint8Array(14));
    const payload = bytesOf(hopByHop, authentication, destination, udp('hello'));

    expect(read6(ipv6(payload, { nextHeader: 0 }))).toMatchObject(whole);
  });

  test('reads a fragment that is the whole datagram', () => {
    const atomic = bytesOf(17, 0, uint16(0), uint32(0xfffe_fdfc), udp('hello'));

    expect(read6(ipv6(atomic, { nextHeader: 44 }))).toMatchObject({ ...whole, ipId: 0xfffe_fdfc });
  });

  test.each([0x0001, 0x0008])('counts fragments, offset and flags %i', (offsetAndFlags) => {
    const fragment = bytesOf(17, 0, uint16(offsetAndFlags), uint32(1), udp('hello'));

    expect(read6(ipv6(fragment, { nextHeader: 44 }))).toMatchObject({
      payload: undefined,
      codes: { 'reasm-incomplete': 1 },
    });
  });

  test('takes a payload length of 0 as all that is there', () => {
    expect(read6(ipv6(udp('hello'), { payloadLength: 0 }))).toMatchObject(whole);
  });

  test('uses what is there where the payload length is too great', () => {
    expect(read6(ipv6(udp('hello'), { payloadLength: 999 }))).toMatchObject({
      payload: 'hello',
      codes: { 'net-ip': 1 },
    });
  });

  test('ends a packet of endless extension headers', () => {
    const headers = Array.from({ length: 200 }, () => [60, 0, 0, 0, 0, 0, 0, 0]);

    expect(read6(ipv6(bytesOf(...headers), { nextHeader: 60 }))).toMatchObject({
      payload: undefined,
      codes: { 'net-ip': 1 },
    });
  });

  test.each([
    ['a cut header', hello6.subarray(0, 39)],
    ['another version', bytesOf(0x40, hello6.subarray(1))],
    ['a cut extension header', ipv6(new Uint8Array(7), { nextHeader: 0 })],
    ['an extension header longer than its packet', ipv6(bytesOf(17, 9, new Uint8Array(6)), { nextHeader: 0 })],
  ])('counts packets with %s', (_, data) => {
    expect(read6(data)).toMatchObject({ payload: undefined, codes: { 'net-ip': 1 } });
  });

  test('passes over a packet without a next header', () => {
    expect(read6(ipv6(new Uint8Array(0), { nextHeader: 59 }))).toMatchObject({ payload: undefined, codes: {} });
  });
});

describe('IpReader, UDP', () => {
  test('gives a datagram without payload as empty', () => {
    expect(read4(ipv4(udp('')))).toMatchObject({ payload: '', codes: {} });
  });

  test('leaves out what follows the UDP length', () => {
    expect(read4(ipv4(udp('hello, world', { length: 13 })))).toMatchObject(whole);
  });

  test('takes a length of 0 as all that is there', () => {
    expect(read4(ipv4(udp('hello', { length: 0 })))).toMatchObject(whole);
  });

  test.each([7, 65_535])('uses what is there where the length says %i', (length) => {
    expect(read4(ipv4(udp('hello', { length })))).toMatchObject({ payload: 'hello', codes: { 'net-udp': 1 } });
  });

  test('counts a cut header', () => {
    expect(read4(ipv4(new Uint8Array(7)))).toMatchObject({ payload: undefined, codes: { 'net-udp': 1 } });
  });
});
