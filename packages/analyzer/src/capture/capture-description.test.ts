import { describe, expect, test } from 'vitest';
import {
  bytesOf,
  decryptionSecrets,
  enhancedPacket,
  int64,
  interfaceDescription,
  interfaceStatistics,
  nameResolution,
  option,
  packetBlock,
  pcap,
  sectionHeader,
  text,
} from '../../test/build-capture.ts';
import { codes, readPackets } from '../../test/read-packets.ts';
import type { CaptureLimits } from './capture-limits.ts';
import { CaptureReader } from './capture-reader.ts';

const hello = text('hello');
const packet = enhancedPacket({ data: hello });

function described(bytes: Uint8Array, limits: Partial<CaptureLimits> = {}) {
  const { reader } = readPackets(bytes, [50], new CaptureReader({ limits }));
  return { description: reader.description, codes: codes(reader), damaged: reader.damaged };
}

describe.each(['big', 'little'] as const)('a pcapng describes itself, %s-endian:', (order) => {
  const words = (code: number, value: string): Uint8Array => option(code, text(value), order);

  test('its interfaces', () => {
    const options = bytesOf(
      words(2, 'eth0'),
      words(3, 'the LAN'),
      option(11, bytesOf(0, text('udp port 5060')), order),
      words(12, 'Linux 6.1'),
      words(15, 'Intel'),
    );
    const bytes = bytesOf(
      sectionHeader(order),
      interfaceDescription({ linkType: 113, snaplen: 96, tsresol: 9, options }, order),
      interfaceDescription({ tsresol: 0x80 | 10, options: option(11, bytesOf(1, text('BPF')), order) }, order),
      enhancedPacket({ data: hello }, order),
      enhancedPacket({ interfaceId: 1, data: hello }, order),
      enhancedPacket({ interfaceId: 1, data: hello }, order),
    );

    expect(described(bytes).description.interfaces).toEqual([
      {
        linkType: 113,
        tickSeconds: 1e-9,
        snapLength: 96,
        name: 'eth0',
        description: 'the LAN',
        filter: 'udp port 5060',
        os: 'Linux 6.1',
        hardware: 'Intel',
        packets: 1,
        lostInAll: 0,
        lostBetween: 0,
      },
      { linkType: 1, tickSeconds: 1 / 1024, packets: 2, lostInAll: 0, lostBetween: 0 },
    ]);
  });

  test('what wrote its sections, each told once', () => {
    const written = bytesOf(words(2, 'x86'), words(3, 'Linux'), words(4, 'Dumpcap'));
    const bytes = bytesOf(
      sectionHeader(order, 1, written),
      sectionHeader(order, 1, written),
      sectionHeader(order),
      sectionHeader(order, 1, words(4, 'mergecap')),
    );

    expect(described(bytes).description.sections).toEqual([
      { hardware: 'x86', os: 'Linux', application: 'Dumpcap' },
      { application: 'mergecap' },
    ]);
  });

  test('comments on the capture, an interface and a packet', () => {
    const bytes = bytesOf(
      sectionHeader(order, 1, bytesOf(words(1, 'on all'), words(1, 'and more'))),
      interfaceDescription({ options: words(1, 'on an interface') }, order),
      enhancedPacket({ data: hello }, order),
      enhancedPacket({ data: hello, options: words(1, 'on a packet: \u{1f4de}') }, order),
    );

    expect(described(bytes).description.comments).toEqual([
      { text: 'on all' },
      { text: 'and more' },
      { text: 'on an interface', interface: 0 },
      { text: 'on a packet: \u{1f4de}', frame: 2 },
    ]);
  });

  test('what was lost, by its statistics or packet by packet', () => {
    const bytes = bytesOf(
      sectionHeader(order),
      interfaceDescription({}, order),
      interfaceDescription({}, order),
      enhancedPacket({ data: hello, options: option(4, int64(2n, order), order) }, order),
      enhancedPacket({ data: hello, options: option(4, int64(0n, order), order) }, order),
      packetBlock({ interfaceId: 1, data: hello, drops: 3 }, order),
      packetBlock({ interfaceId: 1, data: hello, drops: 0xffff }, order),
      interfaceStatistics(0, option(5, int64(1n, order), order), order),
      interfaceStatistics(
        0,
        bytesOf(
          option(4, int64(100n, order), order),
          option(5, int64(4n, order), order),
          option(7, int64(3n, order), order),
        ),
        order,
      ),
      interfaceStatistics(9, option(5, int64(50n, order), order), order),
    );

    const { description, codes: reported, damaged } = described(bytes);

    expect(description.interfaces).toMatchObject([
      { received: 100, lostInAll: 7, lostBetween: 2 },
      { lostInAll: 0, lostBetween: 3 },
    ]);
    expect(description.lost).toBe(10);
    expect(reported).toEqual({ 'capture-drops': 2 });
    expect(damaged).toBe(false);
  });

  test('names of addresses', () => {
    const alice = bytesOf([192, 0, 2, 1], text('alice.example.com'), 0, text('alice'), 0);
    const bob = bytesOf(new Uint8Array(16).fill(0x20), text('bob'), 0);
    const card = bytesOf(new Uint8Array(6), text('a network card'), 0);
    const bytes = bytesOf(
      sectionHeader(order),
      nameResolution(
        [
          [1, alice],
          [3, card],
          [2, bob],
          [1, bytesOf([192, 0, 2, 2])],
        ],
        order,
      ),
    );

    expect(described(bytes).description.names).toEqual([
      { address: bytesOf([192, 0, 2, 1]), names: ['alice.example.com', 'alice'] },
      { address: new Uint8Array(16).fill(0x20), names: ['bob'] },
    ]);
  });
});

describe('a classic pcap', () => {
  test('has one interface', () => {
    const { description } = described(pcap([{ data: hello }, { data: hello, original: 9 }], { snaplen: 5 }));

    expect(description.interfaces).toEqual([
      { linkType: 1, tickSeconds: 1e-6, snapLength: 5, packets: 2, lostInAll: 0, lostBetween: 0 },
    ]);
    expect(description.sliced).toBe(1);
  });
});

describe('a description is bounded:', () => {
  const comment = (value: Uint8Array): Uint8Array => enhancedPacket({ data: hello, options: option(1, value) });
  const start = bytesOf(sectionHeader(), interfaceDescription());

  test('the first hundred comments are kept', () => {
    const read = described(bytesOf(start, ...Array.from({ length: 250 }, (_, i) => comment(text(`number ${i + 1}`)))));

    expect(read.description.comments).toHaveLength(100);
    expect(read.description.comments.at(-1)).toEqual({ text: 'number 100', frame: 100 });
    expect(read.codes).toEqual({ 'limit-comments': 150 });
    expect(read.damaged).toBe(false);
  });

  test('the first thousand characters of each are kept, none of them half', () => {
    const long = bytesOf(text('x'.repeat(999)), text('\u{1f4de}'.repeat(500)));

    const read = described(
      bytesOf(start, comment(long), comment(text('é'.repeat(1000))), comment(text('x'.repeat(60_000)))),
    );

    expect(read.description.comments.map((each) => each.text)).toEqual([
      'x'.repeat(999),
      'é'.repeat(1000),
      'x'.repeat(1000),
    ]);
    expect(read.codes).toEqual({ 'limit-comments': 2 });
  });

  test('interfaces, sections and names beyond their limits are read and not told', () => {
    const name = (i: number): readonly [number, Uint8Array] => [1, bytesOf([10, 0, 0, i], text(`host${i}`), 0)];
    const bytes = bytesOf(
      ...['one', 'two', 'three'].map((name) => sectionHeader('little', 1, option(4, text(name)))),
      interfaceDescription(),
      interfaceDescription(),
      interfaceDescription({ options: option(1, text('not counted')) }),
      nameResolution([1, 2, 3, 4].map(name)),
      enhancedPacket({ interfaceId: 2, data: hello }),
    );

    const read = described(bytes, { describedInterfaces: 2, describedSections: 2, describedNames: 2 });

    expect(read.description.interfaces).toHaveLength(2);
    expect(read.description.sections).toHaveLength(2);
    expect(read.description.names).toHaveLength(2);
    expect(read.description.comments).toEqual([{ text: 'not counted' }]);
    expect(read.codes).toEqual({ 'limit-interfaces': 1, 'limit-names': 1 });
    expect(read.damaged).toBe(false);
  });

  test('names are kept up to as many characters', () => {
    const names = [1, 2, 3].map((i): [number, Uint8Array] => [1, bytesOf([10, 0, 0, i], text('x'.repeat(40)), 0)]);

    const read = described(bytesOf(start, nameResolution(names)), { nameCharacters: 100 });

    expect(read.description.names).toHaveLength(2);
    expect(read.codes).toEqual({ 'limit-names': 1 });
  });

  test('an address has ten names at most', () => {
    const many = bytesOf([10, 0, 0, 1], ...Array.from({ length: 500 }, (_, i) => bytesOf(text(`site${i}`), 0)));

    expect(described(bytesOf(start, nameResolution([[1, many]]))).description.names[0]?.names).toHaveLength(10);
  });
});

describe('what is damaged in a description loses no packet:', () => {
  test.each([
    [
      'a name record longer than its block',
      bytesOf([4, 0, 0, 0, 20, 0, 0, 0, 1, 0, 99, 0, 20, 0, 0, 0]),
      'capture-option',
    ],
    ['statistics without a time', bytesOf([5, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0]), undefined],
    ['secrets without a type', bytesOf([10, 0, 0, 0, 12, 0, 0, 0, 12, 0, 0, 0]), 'capture-block-length'],
  ])('%s', (_, block, code) => {
    const length = block.length;
    new DataView(block.buffer).setUint32(4, length, true);
    new DataView(block.buffer).setUint32(length - 4, length, true);

    const { packets, reader } = readPackets(
      bytesOf(sectionHeader(), interfaceDescription(), block, decryptionSecrets(text('x')), packet),
    );

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual(code === undefined ? {} : { [code]: 1 });
  });
});
