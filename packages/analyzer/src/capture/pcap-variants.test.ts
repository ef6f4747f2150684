import { describe, expect, test } from 'vitest';
import { bytesOf, KUZNETZOV, NANOSECONDS, patchedHeader, pcap, text, uint32 } from '../../test/build-capture.ts';
import { ethernet, ipv4, udp } from '../../test/build-packet.ts';
import { codes, readPackets } from '../../test/read-packets.ts';
import { CaptureReader } from './capture-reader.ts';

const frame = ethernet(ipv4(udp('hello')));
const other = ethernet(ipv4(udp('world!')));
const records = [frame, other, frame].map((data, i) => ({ seconds: 1_700_000_000 + i, fraction: i, data }));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const wanted = [frame, other, frame].map(hex);

describe.each(['big', 'little'] as const)('a pcap with longer record headers, %s-endian', (order) => {
  const long = bytesOf(uint32(2, order), patchedHeader(order).subarray(4, 7), 1, 2, 0, 0, 0);
  const nokia = uint32(0x9fbf_b601, order);

  test.each([
    ["of Kuznetzov's magic", { magic: KUZNETZOV }],
    ["of Kuznetzov's magic and 28 bytes", { magic: KUZNETZOV, behindHeader: long }],
    ['of the usual magic and 24 bytes', { behindHeader: patchedHeader(order) }],
    ['of the usual magic and 24 bytes, of which a converter has left 8 empty', { behindHeader: new Uint8Array(8) }],
    ['of Nokia', { behindHeader: nokia }],
    ['of Nokia, made by a converter', { behindHeader: new Uint8Array(4) }],
  ])('%s gives the packets, split anywhere', (_, options) => {
    const bytes = pcap(records, { order, ...options });

    for (const size of [bytes.length, 1, 37]) {
      const { packets, reader } = readPackets(bytes, [size]);

      expect(packets.map(({ data }) => data)).toEqual(wanted);
      expect(packets.map(({ timeNs }) => timeNs)).toEqual([0, 1_000_001_000, 2_000_002_000]);
      expect(codes(reader)).toEqual({});
    }
  });

  test('is not seen where the first bytes of a packet look like one', () => {
    const lookalike = bytesOf(patchedHeader(order), frame);

    const { packets, reader } = readPackets(
      pcap([{ data: lookalike }, { data: frame }], { order, linkType: 105 }),
      [1],
    );

    expect(packets.map(({ data }) => data)).toEqual([lookalike, frame].map(hex));
    expect(codes(reader)).toEqual({});
  });

  test('is not seen where a packet that looks like one is the only one', () => {
    const lookalike = bytesOf(patchedHeader(order), frame);

    const { packets } = readPackets(pcap([{ data: lookalike }], { order, linkType: 105 }));

    expect(packets.map(({ data }) => data)).toEqual([hex(lookalike)]);
  });
});

test('a usual Ethernet packet is given as soon as it has come', () => {
  const reader = new CaptureReader();

  const packets = reader.receive(pcap([{ data: ethernet(ipv4(udp('hello'))) }]));

  expect(packets).toHaveLength(1);
});

describe('a pcap of another program', () => {
  test.each([
    [0x1c00_01ac, 1, 9],
    [0x1c00_01ab, 1000, 6],
  ])('of Ixia (%d) has the length of all records behind its header', (magic, fractionNs, decimals) => {
    const { packets, reader } = readPackets(pcap(records, { magic, behindFileHeader: uint32(999, 'little') }), [3]);

    expect(packets.map(({ data }) => data)).toEqual(wanted);
    expect(packets[1]?.timeNs).toBe(1e9 + fractionNs);
    expect(reader.clock.decimals).toBe(decimals);
  });

  test.each([
    [6, 'Ethernet'],
    [9, 'Token Ring'],
    [24, 'null/loopback'],
  ])('of AIX counts nanoseconds, and numbers its link type %d for %s', (linkType, name) => {
    const swapped = records.map(({ data, ...record }) => ({ ...record, captured: 90, original: data.length, data }));

    const { packets, reader } = readPackets(pcap(swapped, { version: [2, 2], linkType }));

    expect(packets[1]?.timeNs).toBe(1_000_000_001);
    expect(packets.map(({ data }) => data)).toEqual(wanted);
    expect(reader.linkTypes).toEqual([name]);
  });

  test.each([
    [[2, 2], 1500],
    [[2, 3], 1500],
    [[543, 0], 1500],
  ] as const)('of version %j tells the original length first', (version, original) => {
    const swapped = records.map(({ data, ...record }) => ({
      ...record,
      captured: original,
      original: data.length,
      data,
    }));

    const { packets, reader } = readPackets(pcap(swapped, { version }));

    expect(packets.map(({ data }) => data)).toEqual(wanted);
    expect(packets.map(({ originalLength }) => originalLength)).toEqual([original, original, original]);
    expect(codes(reader)).toEqual({ 'capture-sliced': 3 });
  });

  test('of version 2.3 may tell the captured length first', () => {
    const sliced = records.map((record) => ({ ...record, original: 1500 }));

    expect(readPackets(pcap(sliced, { version: [2, 3] })).packets.map(({ data }) => data)).toEqual(wanted);
  });

  test('of nanoseconds has no longer record headers', () => {
    const lookalike = bytesOf(patchedHeader(), text('hello'));

    const { packets } = readPackets(pcap([{ data: lookalike }], { magic: NANOSECONDS }));

    expect(packets.map(({ data }) => data)).toEqual([hex(lookalike)]);
  });
});
