import { describe, expect, test } from 'vitest';
import {
  block,
  bytesOf,
  enhancedPacket,
  interfaceDescription,
  option,
  packetBlock,
  sectionHeader,
  simplePacket,
  text,
  uint16,
  uint32,
} from '../../test/build-capture.ts';
import { codes, readPackets } from '../../test/read-packets.ts';
import { CaptureReader } from './capture-reader.ts';

const hello = text('hello');
const world = text('world!');
const HELLO = '68656c6c6f';
const WORLD = '776f726c6421';

describe('CaptureReader of a pcapng', () => {
  test.each(['big', 'little'] as const)('reads enhanced packets in %s-endian order', (order) => {
    const bytes = bytesOf(
      sectionHeader(order),
      interfaceDescription({ linkType: 113 }, order),
      enhancedPacket({ ticks: 1_700_000_000_000_001n, data: hello }, order),
      enhancedPacket({ ticks: 1_700_000_000_000_004n, data: world, original: 99 }, order),
    );

    const { packets, reader } = readPackets(bytes);

    expect(packets).toEqual([
      { frame: 1, timeNs: 0, linkType: 113, offset: 76, originalLength: 5, data: HELLO },
      { frame: 2, timeNs: 3000, linkType: 113, offset: 116, originalLength: 99, data: WORLD },
    ]);
    expect(reader.clock).toEqual({ epochNs: 1_700_000_000_000_001_000n, decimals: 6 });
    expect(reader).toMatchObject({ format: 'pcapng', packets: 2, linkTypes: ['Linux cooked v1'], damaged: false });
  });

  test('counts each interface by its own resolution and offset', () => {
    const bytes = bytesOf(
      sectionHeader(),
      interfaceDescription(),
      interfaceDescription({ tsresol: 9 }),
      interfaceDescription({ tsresol: 0, tsoffset: 1_700_000_000n }),
      interfaceDescription({ tsresol: 0x80 | 10 }),
      enhancedPacket({ interfaceId: 0, ticks: 1_700_000_000_000_000n, data: hello }),
      enhancedPacket({ interfaceId: 1, ticks: 1_700_000_000_000_000_001n, data: hello }),
      enhancedPacket({ interfaceId: 2, ticks: 3n, data: hello }),
      enhancedPacket({ interfaceId: 3, ticks: 1_700_000_000n * 1024n + 512n, data: hello }),
    );

    const { packets, reader } = readPackets(bytes);

    expect(packets.map(({ timeNs }) => timeNs)).toEqual([0, 1, 3_000_000_000, 500_000_000]);
    expect(reader.clock.decimals).toBe(9);
  });

  test('gives each packet the link type of its interface', () => {
    const bytes = bytesOf(
      sectionHeader(),
      interfaceDescription({ linkType: 1 }),
      interfaceDescription({ linkType: 101 }),
      enhancedPacket({ interfaceId: 1, data: hello }),
      enhancedPacket({ interfaceId: 0, data: hello }),
    );

    const { packets, reader } = readPackets(bytes);

    expect(packets.map(({ linkType }) => linkType)).toEqual([101, 1]);
    expect(reader.linkTypes).toEqual(['Ethernet', 'raw IP']);
  });

  test('begins anew with each section: its byte order, its interfaces', () => {
    const bytes = bytesOf(
      sectionHeader('little'),
      interfaceDescription({ linkType: 1 }, 'little'),
      enhancedPacket({ data: hello }, 'little'),
      sectionHeader('big'),
      interfaceDescription({ linkType: 228 }, 'big'),
      enhancedPacket({ data: world }, 'big'),
    );

    const { packets } = readPackets(bytes);

    expect(packets.map(({ frame, linkType, data }) => [frame, linkType, data])).toEqual([
      [1, 1, HELLO],
      [2, 228, WORLD],
    ]);
  });

  test('reads the obsolete packet block', () => {
    const bytes = bytesOf(sectionHeader(), interfaceDescription(), packetBlock({ data: hello }));

    const { packets } = readPackets(bytes);

    expect(packets.map(({ data }) => data)).toEqual([HELLO]);
  });

  test('gives a simple packet the time of the packet before, and cuts it to the snaplen', () => {
    const bytes = bytesOf(
      sectionHeader(),
      interfaceDescription({ snaplen: 4 }),
      enhancedPacket({ ticks: 5_000_000n, data: hello }),
      enhancedPacket({ ticks: 6_000_000n, data: hello }),
      simplePacket(text('hell'), 5),
    );

    const { packets, reader } = readPackets(bytes);

    expect(packets[2]).toMatchObject({ timeNs: 1_000_000_000, originalLength: 5, data: '68656c6c' });
    expect(codes(reader)).toEqual({ 'capture-sliced': 1 });
  });

  test('passes over blocks it does not know, comments and padding', () => {
    const comment = bytesOf(option(1, text('<script>')), option(0, new Uint8Array(0)));
    const bytes = bytesOf(
      sectionHeader(),
      block(0x0bad, text('custom')),
      interfaceDescription(),
      block(0x7fff_0001, text('unheard of')),
      enhancedPacket({ data: hello, options: comment }),
      block(5, new Uint8Array(12)),
    );

    const { packets, reader } = readPackets(bytes);

    expect(packets.map(({ data }) => data)).toEqual([HELLO]);
    expect(codes(reader)).toEqual({});
  });

  test('holds a time stamp beyond the year 9999 there', () => {
    const bytes = bytesOf(
      sectionHeader(),
      interfaceDescription({ tsresol: 0 }),
      enhancedPacket({ ticks: 0n, data: hello }),
      enhancedPacket({ ticks: 0xffff_ffff_ffff_ffffn, data: hello }),
    );

    const { packets, reader } = readPackets(bytes);

    expect(packets[1]?.timeNs).toBe(253_402_300_799e9);
    expect(codes(reader)).toEqual({ 'capture-timestamp': 1, 'capture-clock-step': 1 });
  });
});

describe('CaptureReader of a damaged pcapng', () => {
  const start = bytesOf(sectionHeader(), interfaceDescription());
  const packet = enhancedPacket({ data: hello });

  test.each([0, 4, 13, 0xffff_fffc])('goes on behind a block that claims %d bytes', (length) => {
    const broken = bytesOf(uint32(6, 'little'), uint32(length, 'little'), new Uint8Array(28), uint32(length, 'little'));

    const { packets, reader } = readPackets(bytesOf(start, packet, broken, packet), [5]);

    expect(packets.map(({ data }) => data)).toEqual([HELLO, HELLO]);
    expect(codes(reader)).toEqual({ 'capture-block-length': 1 });
    expect(reader.damaged).toBe(true);
  });

  test('believes the first length where the second differs and a block follows', () => {
    const odd = packet.slice();
    odd.set(uint32(4, 'little'), odd.length - 4);

    const { packets, reader } = readPackets(bytesOf(start, odd, packet));

    expect(packets).toHaveLength(2);
    expect(codes(reader)).toEqual({ 'capture-block-length': 1 });
  });

  test('goes on behind a block that claims more than the capture has left', () => {
    const long = packet.slice();
    long.set(uint32(4096, 'little'), 4);

    const { packets, reader } = readPackets(bytesOf(start, packet, long, packet));

    expect(packets).toHaveLength(2);
    expect(codes(reader)).toEqual({ 'capture-block-length': 1 });
  });

  test('gives everything before a cut', () => {
    const { packets, reader } = readPackets(bytesOf(start, packet, packet.subarray(0, 20)));

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual({ 'capture-truncated': 1 });
  });

  test('counts a packet of an interface that was not described, and passes it over', () => {
    const bytes = bytesOf(
      sectionHeader(),
      packet,
      interfaceDescription(),
      enhancedPacket({ interfaceId: 9, data: hello }),
      packet,
    );

    const { packets, reader } = readPackets(bytes);

    expect(packets.map(({ frame }) => frame)).toEqual([3]);
    expect(codes(reader)).toEqual({ 'capture-interface': 2 });
  });

  test('keeps to the block where a packet claims more than it holds', () => {
    const { packets, reader } = readPackets(
      bytesOf(start, enhancedPacket({ data: hello, captured: 0x7fff_ffff }), packet),
    );

    expect(packets.map(({ data }) => data)).toEqual([`${HELLO}000000`, HELLO]);
    expect(codes(reader)).toEqual({ 'capture-record-length': 1, 'capture-sliced': 1 });
  });

  test.each([
    ['an option longer than its block', bytesOf(uint16(1, 'little'), uint16(0xffff, 'little'))],
    ['options without end', new Uint8Array(4 * 10_001).fill(1).map((_, i) => (i % 4 === 0 ? 1 : 0))],
  ])('keeps the packet before %s', (_, options) => {
    const { packets, reader } = readPackets(bytesOf(start, enhancedPacket({ data: hello, options }), packet));

    expect(packets).toHaveLength(2);
    expect(codes(reader)).toEqual({ 'capture-option': 1 });
  });

  test('stops describing interfaces at the limit', () => {
    const reader = new CaptureReader({ limits: { interfaces: 2 } });
    const many = bytesOf(sectionHeader(), ...Array.from({ length: 5 }, () => interfaceDescription()));

    readPackets(bytesOf(many, packet), [100], reader);

    expect(codes(reader)).toEqual({ 'limit-interfaces': 3 });
    expect(reader.packets).toBe(1);
  });

  test('passes over blocks that are too short for what they say they are', () => {
    const short = [block(1, new Uint8Array(0)), block(6, new Uint8Array(16)), block(3, new Uint8Array(0))];

    const { packets, reader } = readPackets(bytesOf(start, ...short, packet));

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual({ 'capture-interface': 1, 'capture-block-length': 2 });
  });

  test('reads a section of another version as 1.0, and says so', () => {
    const { packets, reader } = readPackets(bytesOf(sectionHeader('little', 2), interfaceDescription(), packet));

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual({ 'capture-format': 1 });
  });

  test('refuses a file whose first section header is damaged or cut', () => {
    const noOrder = sectionHeader();
    noOrder.fill(0, 8, 12);

    expect(() => readPackets(noOrder)).toThrow('A section header does not say its byte order.');
    expect(() => readPackets(sectionHeader().subarray(0, 17))).toThrow('it holds no packet');
  });
});
