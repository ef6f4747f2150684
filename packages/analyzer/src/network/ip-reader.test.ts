import { describe, expect, test } from 'vitest';
import { bytesOf, uint16, uint32 } from '../../test/build-capture.ts';
import { IPV6_DESTINATION, IPV6_SOURCE, ipv4, ipv6, udp } from '../../test/build-packet.ts';
import { type OneDatagram, readOne } from '../../test/read-datagrams.ts';
import { LINK_TYPE } from '../capture/link-type.ts';

const hello = ipv4(udp('hello'));
const hello6 = ipv6(udp('hello'));
const read4 = (data: Uint8Array, originalLength?: number): OneDatagram => readOne(LINK_TYPE.ipv4, data, originalLength);
const read6 = (data: Uint8Array, originalLength?: number): OneDatagram => readOne(LINK_TYPE.ipv6, data, originalLength);
const whole = { payload: 'hello', codes: {} };

describe('IpReader, IPv4', () => {
  test('reads behind options', () => {
    expect(read4(ipv4(udp('hello'), { options: [1, 1, 1, 0, 1, 1, 1, 0] }))).toMatchObject(whole);
  });

  test('passes over other protocols and counts them', () => {
    expect(read4(ipv4(udp('hello'), { protocol: 89 }))).toMatchObject({
      payload: undefined,
      codes: {},
      skipped: [{ what: 'OSPF', packets: 1 }],
    });
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

    expect(read4(long.subarray(0, long.length - 15), long.length)).toMatchObject({ ...whole, slicedBytes: 15 });
  });

  test.each([
    ['a header of 0 bytes', ipv4(udp('hello'), { headerWords: 0 })],
    ['a header longer than its packet', ipv4(udp('hello'), { headerWords: 15 })],
    ['another version', bytesOf(0x55, hello.subarray(1))],
    ['a cut header', hello.subarray(0, 19)],
  ])('counts packets with %s', (_, data) => {
    expect(read4(data)).toMatchObject({ payload: undefined, codes: { 'net-ip': 1 } });
  });

  test('takes "do not fragment" as whole', () => {
    expect(read4(ipv4(udp('hello'), { flagsAndOffset: 0x4000 }))).toMatchObject(whole);
  });

  test('counts an empty raw packet', () => {
    expect(readOne(LINK_TYPE.raw, new Uint8Array(0))).toMatchObject({ payload: undefined, codes: { 'net-ip': 1 } });
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
