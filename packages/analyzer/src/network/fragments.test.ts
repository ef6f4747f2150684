import { describe, expect, test } from 'vitest';
import { bytesOf, text, uint16, uint32 } from '../../test/build-capture.ts';
import { ethernet, ipv4, ipv6, udp } from '../../test/build-packet.ts';
import { fragments4, fragments6, framed, gtp } from '../../test/build-tunnel.ts';
import { type ReadDatagrams, readDatagrams, type TestPacketData } from '../../test/read-datagrams.ts';

const OPTIONS = `OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\nX: ${'x'.repeat(200)}\r\n\r\n`;
const datagram = udp(OPTIONS);
const cut4 = fragments4(datagram, { bytes: 64 }).map(framed);
const cut6 = fragments6(datagram, { bytes: 64 }).map(framed);
const whole = { protocol: 'UDP', payload: OPTIONS, payloadAtPlace: OPTIONS, sourcePort: 5060, slicedBytes: 0 };

/** Fragments of one datagram, each at an offset and, but for the last, with more behind it. */
function fragment(offset: number, payload: Uint8Array | string, isLast = false): Uint8Array {
  const bytes = typeof payload === 'string' ? text(payload) : payload;
  return framed(ipv4(bytes, { flagsAndOffset: (isLast ? 0 : 0x2000) | (offset / 8) }));
}

const at = (seconds: number, data: Uint8Array): TestPacketData => ({ data, timeNs: seconds * 1e9 });

describe.each([
  ['IPv4', cut4, 'c0000201', 7],
  ['IPv6', cut6, '20010db8000000000000000000000001', 7],
])('fragments of %s', (_, fragments, source, ipId) => {
  const frames = fragments.map((__, i) => i + 1);

  test('are put together, and say where they stood', () => {
    expect(readDatagrams(fragments)).toMatchObject({
      datagrams: [{ ...whole, source, ipId, frame: fragments.length, frames }],
      codes: {},
      damaged: false,
    });
  });

  test('in any order', () => {
    expect(readDatagrams([...fragments].reverse()).datagrams).toMatchObject([{ ...whole, frames }]);
    expect(readDatagrams([...fragments].sort((a, b) => (a[20]! % 3) - (b[20]! % 3))).datagrams).toMatchObject([whole]);
  });

  test('each captured twice are two copies', () => {
    const mirrored = fragments.flatMap((packet) => [packet, packet]);
    const oneAfterAnother = [...fragments, ...fragments];

    for (const packets of [mirrored, oneAfterAnother]) {
      expect(readDatagrams(packets)).toMatchObject({ datagrams: [whole, whole], codes: {}, damaged: false });
    }
  });

  test('of which some came twice are one datagram, and nothing is missing', () => {
    const [first, second, ...rest] = fragments;

    const { datagrams, codes } = readDatagrams([first!, first!, second!, ...rest, second!]);

    expect(datagrams).toMatchObject([whole]);
    expect(codes).toEqual({});
  });

  test('that are not all there are told; the beginning is handed on when nothing more comes', () => {
    const { datagrams, codes, damaged } = readDatagrams([fragments[0]!, fragments[1]!, fragments[3]!]);

    expect(datagrams).toMatchObject([
      { payload: OPTIONS.slice(0, 120), payloadAtPlace: OPTIONS.slice(0, 120), slicedBytes: OPTIONS.length - 120 },
    ]);
    expect(datagrams[0]?.frame).toBe(1);
    expect(codes).toEqual({ 'reasm-incomplete': 1 });
    expect(damaged).toBe(true);
  });

  test('without the first are told', () => {
    expect(readDatagrams(fragments.slice(1))).toMatchObject({
      datagrams: [],
      codes: { 'reasm-incomplete': 1 },
      damaged: true,
    });
  });

  test('inside a tunnel whose packets are in fragments too', () => {
    const packets = fragments.flatMap((packet, i) => {
      const outer = gtp(packet.subarray(14));
      return fragments6(outer, { bytes: 48, id: i }).map(framed);
    });

    expect(readDatagrams(packets)).toMatchObject({
      datagrams: [{ ...whole, source, frames: packets.map((__, i) => i + 1) }],
      codes: {},
    });
  });

  test('cut by the capture give what there is before the first hole', () => {
    const packets = fragments.map((data, i) =>
      i === 2 ? { data: data.subarray(0, -10), originalLength: data.length } : data,
    );

    expect(readDatagrams(packets)).toMatchObject({
      datagrams: [{ payload: OPTIONS.slice(0, 174), slicedBytes: OPTIONS.length - 174 }],
      codes: {},
    });
  });
});

describe('fragments', () => {
  test('of UDP, TCP and SCTP', () => {
    const tcp = bytesOf(uint16(5060), uint16(5061), uint32(7), uint32(9), 0x50, 0x18, new Uint8Array(6), text('hello'));
    const sctp = bytesOf(uint16(5060), uint16(5061), uint32(77), uint32(0), new Uint8Array(20));

    const read = readDatagrams([
      ...fragments4(tcp, { bytes: 16, protocol: 6 }).map(framed),
      ...fragments6(sctp, { bytes: 16, protocol: 132 }).map(framed),
    ]);

    expect(read).toMatchObject({ datagrams: [{ protocol: 'TCP', payload: 'hello' }, { protocol: 'SCTP' }], codes: {} });
  });

  test('of which the last gives no bytes', () => {
    expect(readDatagrams([fragment(0, udp('hello world'), false), fragment(16, '', true)]).codes).toMatchObject({});
    expect(readDatagrams([fragment(0, udp('hello wo')), fragment(16, '', true)]).datagrams).toMatchObject([
      { payload: 'hello wo' },
    ]);
  });

  test('of IPv6 whose first is followed by an extension header', () => {
    const data = bytesOf(17, 0, new Uint8Array(6), datagram);

    expect(readDatagrams(fragments6(data, { bytes: 64, protocol: 60 }).map(framed)).datagrams).toMatchObject([whole]);
  });

  test('of different datagrams are kept apart', () => {
    const other = fragments4(udp('z'.repeat(240)), { bytes: 64, id: 8 }).map(framed);
    const packets = cut4.flatMap((packet, i) => [packet, ...(other[i] === undefined ? [] : [other[i]])]);

    expect(readDatagrams(packets).datagrams).toHaveLength(2);
  });

  test('that come once more with other bytes change nothing, and are told', () => {
    const forged = fragment(64, 'm'.repeat(64));

    const { datagrams, codes } = readDatagrams([cut4[0]!, cut4[1]!, forged, ...cut4.slice(2)]);

    expect(datagrams).toMatchObject([whole]);
    expect(codes).toEqual({ 'reasm-overlap': 1 });
  });

  test.each([
    ['before', 56, 16],
    ['behind', 120, 24],
    ['within', 72, 8],
    ['around', 56, 80],
  ])('that overlap give only bytes that were not there: %s', (_, offset, bytes) => {
    const forged = fragment(offset, 'm'.repeat(bytes));

    const { datagrams, codes } = readDatagrams([cut4[0]!, cut4[1]!, cut4[2]!, forged, ...cut4.slice(3)]);

    expect(datagrams).toMatchObject([whole]);
    expect(codes).toEqual({ 'reasm-overlap': 1 });
  });

  test('that fill a hole and overlap on both sides', () => {
    const filling = fragment(56, datagram.subarray(56, 136));

    const { datagrams, codes } = readDatagrams([cut4[0]!, cut4[2]!, filling, ...cut4.slice(3)]);

    expect(datagrams).toMatchObject([whole]);
    expect(codes).toEqual({ 'reasm-overlap': 1 });
  });

  test('that lie behind the last are left out', () => {
    const { datagrams, codes } = readDatagrams([cut4.at(-1)!, fragment(600, 'zzzzzzzz'), ...cut4.slice(0, -1)]);

    expect(datagrams).toMatchObject([whole]);
    expect(codes).toEqual({ 'reasm-overlap': 1 });
  });

  test('that reach beyond what a datagram can have are left out', () => {
    const death = fragment(65_528, 'z'.repeat(64), true);

    expect(readDatagrams([fragment(0, udp('hello wo')), death])).toMatchObject({
      codes: { 'reasm-limit': 1, 'reasm-incomplete': 1 },
    });
  });

  test('without data, with more to come, are left out', () => {
    expect(readDatagrams([fragment(8, 'short')])).toMatchObject({ datagrams: [], codes: { 'net-ip': 1 } });
  });

  test('that are no SIP by their beginning are told, but nothing of ours was lost', () => {
    expect(readDatagrams([fragment(0, udp('\u{80}'.repeat(20)))])).toMatchObject({
      codes: { 'reasm-incomplete': 1 },
      damaged: false,
    });
    expect(readDatagrams([framed(ipv4(text('12345678'), { flagsAndOffset: 0x2000, protocol: 89 }))])).toMatchObject({
      codes: { 'reasm-incomplete': 1 },
      damaged: false,
    });
  });

  test('seen inside a tunnel and outside are two copies', () => {
    const tunnelled = fragments4(datagram, { bytes: 64 }).map((packet) => framed(ipv4(gtp(packet), { id: 99 })));
    const packets = cut4.flatMap((packet, i) => [tunnelled[i]!, packet]);

    expect(readDatagrams(packets)).toMatchObject({ datagrams: [whole, whole], codes: {} });
    // One that was not seen completely in both places was seen.
    expect(readDatagrams(packets.slice(1))).toMatchObject({ datagrams: [whole], codes: {} });
  });
});

describe('limits of fragments', () => {
  const first = (id: number, bytes = 64): Uint8Array => fragments4(udp(OPTIONS), { bytes, id })[0]!;
  const firsts = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => framed(first(i + 1)));

  test('the oldest datagram is given up where too many wait', () => {
    const read = readDatagrams([...firsts(4), ...fragments4(datagram, { bytes: 64, id: 4 }).slice(1).map(framed)], {
      pendingDatagrams: 3,
    });

    expect(read.codes).toEqual({ 'reasm-limit': 1, 'reasm-incomplete': 2 });
    expect(read.damaged).toBe(true);
    expect(read.datagrams.map(({ frame, payload }) => [frame, payload.length])).toEqual([
      [1, 56],
      [8, OPTIONS.length],
      [3, 56],
      [2, 56],
    ]);
  });

  test('and where they take too much memory', () => {
    const { codes } = readDatagrams(firsts(40), { pendingBytes: 10_000 });

    expect(codes['reasm-limit']).toBeGreaterThan(10);
  });

  test('tiny fragments are counted with what they cost beside their bytes', () => {
    const tiny = Array.from({ length: 1000 }, (_, i) => fragment(i * 8 + 8, '12345678'));

    expect(readDatagrams(tiny, { pendingBytes: 100_000 }).codes['reasm-limit']).toBeGreaterThan(0);
  });

  test('a datagram is waited for 60 seconds of the capture', () => {
    const rest = cut4.slice(1);
    const inTime = readDatagrams([at(0, cut4[0]!), ...rest.map((data) => at(59.9, data))]);
    const late = readDatagrams([at(0, cut4[0]!), ...rest.map((data) => at(60.1, data))]);

    expect(inTime).toMatchObject({ datagrams: [whole], codes: {} });
    expect(late.codes).toEqual({ 'reasm-incomplete': 2 });
    expect(late.datagrams).toMatchObject([{ frame: 1, payload: OPTIONS.slice(0, 56) }]);
  });

  test('or as long as was set', () => {
    const packets = [at(0, cut4[0]!), ...cut4.slice(1).map((data) => at(2, data))];

    const read = (pendingSeconds: number): ReadDatagrams => readDatagrams(packets, { pendingSeconds });

    expect(read(1).codes).toEqual({ 'reasm-incomplete': 2 });
    expect(read(3).codes).toEqual({});
  });

  test('an identification used again soon is another datagram', () => {
    const next = fragments4(udp('OPTIONS sip:carol@example.com SIP/2.0\r\n'.padEnd(200, '-')), { bytes: 64 }).map(
      framed,
    );
    const mirrored = [cut4[0]!, ...cut4];

    const { datagrams, codes } = readDatagrams([...mirrored, ...next]);

    expect(datagrams.map(({ payload }) => payload.slice(0, 20))).toEqual([
      OPTIONS.slice(0, 20),
      'OPTIONS sip:carol@ex',
    ]);
    expect(codes).toEqual({});
  });

  test('packets of other links are no copies: an Ethernet frame of IPv6 tells its own', () => {
    expect(readDatagrams([...cut4, ...cut6]).datagrams).toHaveLength(2);
    expect(readDatagrams([ethernet(ipv6(udp('hello')), 0x86dd)]).datagrams).toHaveLength(1);
  });
});
