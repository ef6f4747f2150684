import { describe, expect, test } from 'vitest';
import { bytesOf, snoop, snoopRecord, text } from '../../test/build-capture.ts';
import { codes, readPackets } from '../../test/read-packets.ts';

const hello = text('hello');
const world = text('world!');
const HELLO = '68656c6c6f';
const WORLD = '776f726c6421';

describe('CaptureReader of a snoop', () => {
  test('reads records and passes over their padding', () => {
    const bytes = snoop([
      { seconds: 1_700_000_000, microseconds: 250_000, data: hello },
      { seconds: 1_700_000_002, microseconds: 250_001, data: world, original: 1500 },
    ]);

    const { packets, reader } = readPackets(bytes);

    expect(packets).toEqual([
      { frame: 1, timeNs: 0, linkType: 1, offset: 40, originalLength: 5, data: HELLO },
      { frame: 2, timeNs: 2_000_001_000, linkType: 1, offset: 72, originalLength: 1500, data: WORLD },
    ]);
    expect(reader.clock).toEqual({ epochNs: 1_700_000_000_250_000_000n, decimals: 6 });
    expect(reader).toMatchObject({ format: 'snoop', packets: 2, linkTypes: ['Ethernet'], damaged: false });
    expect(codes(reader)).toEqual({ 'capture-sliced': 1 });
  });

  test.each([
    [0, 'Ethernet'],
    [4, 'Ethernet'],
    [8, 'FDDI'],
    [14, 'null/loopback'],
    [18, 'SunATM'],
    [0x8000_0001, 'raw IP'],
    [0x8000_0005, 'Solaris ipnet'],
    [20, 'snoop datalink type 20'],
  ])('maps datalink type %d to %s', (datalink, name) => {
    const { reader } = readPackets(snoop([{ data: hello }], { datalink }));

    expect(reader.linkTypes).toEqual([name]);
  });

  test.each([
    [10, 'Ethernet'],
    [12, 'Ethernet'],
    [14, 'Token Ring'],
  ])('maps datalink type %d of Shomiti, whose records have a trailer, to %s', (datalink, name) => {
    const { packets, reader } = readPackets(snoop([{ data: hello, padding: 19 }], { version: 4, datalink }));

    expect(reader.linkTypes).toEqual([name]);
    expect(packets.map(({ data }) => data)).toEqual([HELLO]);
    expect(codes(reader)).toEqual({});
  });

  test('tells where packets were lost, and how many in all', () => {
    const drops = [0, 3, 3, 5];

    const { reader } = readPackets(snoop(drops.map((count) => ({ data: hello, drops: count }))));

    expect(reader.description.lost).toBe(5);
    expect(reader.diagnostics.counts()[0]).toMatchObject({
      code: 'capture-drops',
      count: 2,
      samples: [{ frame: 2, detail: 'The capture says that it lost packets before this one: 3.' }, { frame: 4 }],
    });
  });

  test('reads a file of another version as 2, and says so', () => {
    const { packets, reader } = readPackets(snoop([{ data: hello }], { version: 9 }));

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual({ 'capture-format': 1 });
  });

  test('keeps packets of writers that give an original length of 0', () => {
    const { packets, reader } = readPackets(snoop([{ data: hello, original: 0 }, { data: world }]));

    expect(packets.map(({ originalLength }) => originalLength)).toEqual([5, 6]);
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
  });

  test('reports a fraction beyond its second', () => {
    const { reader } = readPackets(snoop([{ data: hello, microseconds: 2_000_000 }]));

    expect(codes(reader)).toEqual({ 'capture-timestamp': 1 });
  });
});

describe('CaptureReader of a damaged snoop', () => {
  const good = { data: hello };

  test.each([
    ['claims more captured bytes than a packet has', { data: hello, captured: 0x00ff_ff00, padding: 3 }],
    ['is shorter than its packet', { data: hello, length: 25 }],
    ['has more padding than any program writes', { data: hello, length: 100_000 }],
  ])('goes on behind a record that %s', (_, broken) => {
    const bytes = bytesOf(snoop([good]), snoopRecord(broken), snoopRecord(good), snoopRecord(good));

    const { packets, reader } = readPackets(bytes, [7]);

    expect(packets.map(({ data }) => data)).toEqual([HELLO, HELLO, HELLO]);
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
    expect(reader.damaged).toBe(true);
  });

  test('gives everything before a cut', () => {
    const whole = snoop([good, { data: world }]);

    const { packets, reader } = readPackets(whole.subarray(0, whole.length - 3));

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual({ 'capture-truncated': 1 });
  });

  test('is refused where it ends inside the file header, or before', () => {
    expect(() => readPackets(snoop([]).subarray(0, 12))).toThrow('12 of the 16 bytes of a snoop file header');
    expect(() => readPackets(snoop([]).subarray(0, 5))).toThrow('This is text, not a capture');
  });
});
