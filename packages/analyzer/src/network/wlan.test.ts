import { describe, expect, test } from 'vitest';
import { bytesOf, uint16, uint32 } from '../../test/build-capture.ts';
import { ipv4, ipv6, udp } from '../../test/build-packet.ts';
import { snap, wlan } from '../../test/build-tunnel.ts';
import { readDatagrams, readOne } from '../../test/read-datagrams.ts';
import { LINK_TYPE } from '../capture/link-type.ts';

const hello = snap(ipv4(udp('hello')));
const hello6 = snap(ipv6(udp('hello')), 0x86dd);
const whole = { payload: 'hello', codes: {}, skipped: [] };
const toBoth = 0x03;

describe('802.11', () => {
  test.each([
    ['data', wlan(hello)],
    ['data between access points, with a fourth address', wlan(hello6, { flags: toBoth })],
    ['data with quality of service', wlan(hello, { type: 0x88 })],
    ['the same with a fourth address', wlan(hello6, { type: 0x88, flags: toBoth })],
    ['the same with a high throughput field', wlan(hello, { type: 0x88, flags: 0x82 })],
  ])('reads %s', (_, frame) => {
    expect(readOne(LINK_TYPE.wlan, frame)).toMatchObject(whole);
  });

  test('reads every subframe of an A-MSDU', () => {
    const subframe = (text: string): Uint8Array => {
      const payload = snap(ipv4(udp(text)));
      return bytesOf(new Uint8Array(12), uint16(payload.length), payload);
    };
    const first = subframe('first');
    const frames = bytesOf(first, new Uint8Array(-first.length & 3), subframe('second'));

    const { datagrams, codes } = readDatagrams([
      { data: wlan(frames, { type: 0x88, qos: 0x80 }), linkType: LINK_TYPE.wlan },
    ]);

    expect(datagrams.map(({ payload, frame }) => [payload, frame])).toEqual([
      ['first', 1],
      ['second', 1],
    ]);
    expect(codes).toEqual({});
  });

  test.each([
    ['802.11, encrypted', wlan(hello, { flags: 0x42 })],
    ['802.11 management', wlan(hello, { type: 0x80 })],
    ['802.11 control', wlan(hello, { type: 0xd4 })],
    ['802.11 without data', wlan(hello, { type: 0x48 })],
    ['802.11 fragment', wlan(hello, { flags: 0x06 })],
  ])('counts %s', (what, frame) => {
    const { datagrams, skipped } = readDatagrams([{ data: frame, linkType: LINK_TYPE.wlan }]);

    expect(datagrams).toEqual([]);
    expect(skipped).toEqual([{ what, packets: 1 }]);
  });

  test('tells frames that end inside their header', () => {
    expect(readOne(LINK_TYPE.wlan, wlan(new Uint8Array(0)).subarray(0, 20))).toMatchObject({
      payload: undefined,
      codes: { 'link-short': 1 },
    });
  });
});

describe('headers before 802.11', () => {
  test('of radiotap, whose flags tell of padding and of a checksum', () => {
    const plain = bytesOf(0, 0, uint16(8, 'little'), uint32(0, 'little'));
    // A timestamp, flags, and a second word of fields.
    const fields = bytesOf(uint32(0x8000_0003, 'little'), uint32(0, 'little'), 0, 0, 0, 0, new Uint8Array(8), 0x30);
    const withFlags = bytesOf(0, 0, uint16(25, 'little'), fields);
    const padded = bytesOf(wlan(new Uint8Array(2), { type: 0x88 }), hello, uint32(0xfeed));

    expect(readOne(LINK_TYPE.radiotap, bytesOf(plain, wlan(hello)))).toMatchObject(whole);
    expect(readOne(LINK_TYPE.radiotap, bytesOf(withFlags, padded))).toMatchObject(whole);
  });

  test('of PPI, which says what follows', () => {
    const head = (linkType: number): Uint8Array =>
      bytesOf(0, 0, uint16(12, 'little'), uint32(linkType, 'little'), uint32(0));

    expect(readOne(LINK_TYPE.ppi, bytesOf(head(LINK_TYPE.wlan), wlan(hello)))).toMatchObject(whole);
    expect(readOne(LINK_TYPE.ppi, bytesOf(head(LINK_TYPE.raw), ipv4(udp('hello'))))).toMatchObject(whole);
    expect(readOne(LINK_TYPE.ppi, bytesOf(head(147), hello)).skipped).toEqual([
      { what: 'capture header of another kind', packets: 1 },
    ]);
  });

  test('of Prism, in either byte order, and of AVS, also in its place', () => {
    const prism = (order: 'big' | 'little'): Uint8Array =>
      bytesOf(uint32(0x44, order), uint32(144, order), new Uint8Array(136));
    const avs = bytesOf(uint32(0x8021_1001), uint32(64), new Uint8Array(56));

    expect(readOne(LINK_TYPE.prism, bytesOf(prism('little'), wlan(hello)))).toMatchObject(whole);
    expect(readOne(LINK_TYPE.prism, bytesOf(prism('big'), wlan(hello6)))).toMatchObject(whole);
    expect(readOne(LINK_TYPE.prism, bytesOf(avs, wlan(hello)))).toMatchObject(whole);
    expect(readOne(LINK_TYPE.avs, bytesOf(avs, wlan(hello)))).toMatchObject(whole);
  });

  test.each([
    ['radiotap', LINK_TYPE.radiotap, bytesOf(0, 0, uint16(80, 'little'), uint32(0))],
    ['PPI', LINK_TYPE.ppi, bytesOf(0, 0, uint16(4, 'little'), uint32(0))],
    ['Prism', LINK_TYPE.prism, new Uint8Array(100)],
    ['AVS', LINK_TYPE.avs, bytesOf(uint32(0x8021_1001), uint32(0xffff_ffff))],
  ])('are told where %s says more than is there', (_, linkType, data) => {
    expect(readOne(linkType, data)).toMatchObject({ payload: undefined, codes: { 'link-short': 1 } });
  });
});
