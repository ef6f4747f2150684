import { describe, expect, test } from 'vitest';
import { KUZNETZOV, MICROSECONDS, NANOSECONDS, bytesOf, pcap, pcapRecord, text } from '../../test/build-capture.ts';
import { codes, readPackets } from '../../test/read-packets.ts';
import { CaptureError } from './capture-error.ts';
import { CaptureReader } from './capture-reader.ts';

const hello = text('hello');
const world = text('world!');

function failure(bytes: Uint8Array): CaptureError {
  try {
    readPackets(bytes);
  } catch (error) {
    if (error instanceof CaptureError) return error;
  }
  throw new Error('The capture was read.');
}

describe('CaptureReader of a pcap', () => {
  test.each(['big', 'little'] as const)('reads records in %s-endian order', (order) => {
    const { packets, reader } = readPackets(
      pcap(
        [
          { seconds: 1_700_000_000, fraction: 250_000, data: hello },
          { seconds: 1_700_000_002, fraction: 250_001, data: world, original: 1500 },
        ],
        { order },
      ),
    );

    expect(packets).toEqual([
      { frame: 1, timeNs: 0, linkType: 1, offset: 40, originalLength: 5, data: '68656c6c6f' },
      { frame: 2, timeNs: 2_000_001_000, linkType: 1, offset: 61, originalLength: 1500, data: '776f726c6421' },
    ]);
    expect(reader.clock).toEqual({ epochNs: 1_700_000_000_250_000_000n, decimals: 6 });
    expect(reader).toMatchObject({ format: 'pcap', packets: 2, bytes: 67, linkTypes: ['Ethernet'], damaged: false });
  });

  test.each(['big', 'little'] as const)('counts nanoseconds where the magic says so, %s-endian', (order) => {
    const records = [
      { seconds: 9, fraction: 999_999_999, data: hello },
      { seconds: 10, fraction: 1, data: world },
    ];

    const { packets, reader } = readPackets(pcap(records, { order, magic: NANOSECONDS }));

    expect(packets.map(({ timeNs }) => timeNs)).toEqual([0, 2]);
    expect(reader.clock).toEqual({ epochNs: 9_999_999_999n, decimals: 9 });
  });

  test('passes over the longer record headers of a modified pcap', () => {
    const { packets } = readPackets(pcap([{ data: hello }, { data: world }], { magic: KUZNETZOV }));

    expect(packets.map(({ data }) => data)).toEqual(['68656c6c6f', '776f726c6421']);
  });

  test('takes the link type without the bits that tell of a frame check sequence', () => {
    const { packets } = readPackets(pcap([{ data: hello }], { linkType: 0x5400_0071 }));

    expect(packets[0]?.linkType).toBe(113);
  });

  test('gives times before the first packet as negative', () => {
    const { packets } = readPackets(
      pcap([
        { seconds: 100, data: hello },
        { seconds: 40, data: world },
      ]),
    );

    expect(packets.map(({ timeNs }) => timeNs)).toEqual([0, -60_000_000_000]);
  });

  test('reports a fraction beyond its second, and stays a number', () => {
    const { packets, reader } = readPackets(
      pcap([{ data: hello }, { seconds: 0xffff_ffff, fraction: 0xffff_ffff, data: world }]),
    );

    expect(packets).toHaveLength(2);
    expect(packets.every(({ timeNs }) => Number.isFinite(timeNs))).toBe(true);
    expect(codes(reader)).toEqual({ 'capture-timestamp': 1, 'capture-clock-step': 1 });
    expect(reader.damaged).toBe(false);
  });

  test('reports sliced packets without calling the capture damaged', () => {
    const { reader } = readPackets(pcap([{ data: hello, original: 900 }]));

    expect(codes(reader)).toEqual({ 'capture-sliced': 1 });
    expect(reader.damaged).toBe(false);
  });

  test('keeps packets of writers that give an original length of 0', () => {
    const { packets, reader } = readPackets(pcap([{ data: hello, original: 0 }, { data: world }]));

    expect(packets.map(({ originalLength }) => originalLength)).toEqual([5, 6]);
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
    expect(reader.damaged).toBe(false);
  });

  test('reads a file of another version as 2.4, and says so', () => {
    const { packets, reader } = readPackets(pcap([{ data: hello }], { version: [1, 4] }));

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual({ 'capture-format': 1 });
  });
});

describe('CaptureReader of a damaged pcap', () => {
  const good = { seconds: 1_700_000_000, data: hello };

  test('gives everything before a cut, and says where it is', () => {
    const whole = pcap([good, { ...good, data: world }]);

    const { packets, reader } = readPackets(whole.subarray(0, whole.length - 3));

    expect(packets).toHaveLength(1);
    expect(reader.damaged).toBe(true);
    expect(reader.diagnostics.counts()).toEqual([
      {
        code: 'capture-truncated',
        count: 1,
        samples: [{ offset: 45, detail: 'The capture ends after 19 of the 22 bytes of a record.' }],
      },
    ]);
  });

  test.each([0xffff_ffff, 300_000])('goes on behind a record that claims %d bytes', (captured) => {
    const { packets, reader } = readPackets(pcap([good, { ...good, captured }, good, good]), [7]);

    expect(packets.map(({ frame, data }) => [frame, data])).toEqual([1, 2, 3].map((frame) => [frame, '68656c6c6f']));
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
    expect(reader.damaged).toBe(true);
  });

  test('goes on behind a record that claims more bytes than the capture has left', () => {
    const { packets, reader } = readPackets(
      pcap([good, { ...good, captured: 200_000, original: 200_000 }, good, good]),
    );

    expect(packets).toHaveLength(3);
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
  });

  test('goes on behind bytes that are no record', () => {
    const bytes = bytesOf(pcap([good]), new Uint8Array(100).fill(0xff), pcapRecord(good), pcapRecord(good));

    const { packets, reader } = readPackets(bytes);

    expect(packets).toHaveLength(3);
    expect(reader.damaged).toBe(true);
  });

  test('does not take a record of another day for the next one after damage', () => {
    const yesterday = pcapRecord({ ...good, seconds: 1_600_000_000 });
    const bytes = bytesOf(
      pcap([good]),
      new Uint8Array(20).fill(0xff),
      yesterday,
      yesterday,
      pcapRecord(good),
      pcapRecord(good),
    );

    const { packets } = readPackets(bytes);

    expect(packets.map(({ timeNs }) => timeNs)).toEqual([0, 0, 0]);
  });

  test('stops at the limit of packets', () => {
    const reader = new CaptureReader({ limits: { packets: 2 } });

    const { packets } = readPackets(pcap([good, good, good, good, good]), [21], reader);

    expect(packets.length).toBeLessThan(5);
    expect(codes(reader)).toEqual({ 'limit-records': 1 });
    expect(reader.damaged).toBe(true);
  });
});

describe('CaptureReader of what is no capture', () => {
  test('says that a file is empty', () => {
    const error = failure(new Uint8Array(0));

    expect(error).toMatchObject({ code: 'capture-empty', message: 'The capture is empty: it has 0 bytes.' });
  });

  test('says that a pcap ends inside its header', () => {
    const error = failure(pcap([]).subarray(0, 10));

    expect(error).toMatchObject({ code: 'capture-truncated', offset: 10 });
  });

  test.each([
    [[0xff, 0xd8, 0xff, 0xe0], 'This is a JPEG image, not a capture: it begins with ff d8 ff e0.'],
    [[0x50, 0x4b, 0x03, 0x04], 'This is a ZIP archive, not a capture: it begins with 50 4b 03 04. Unpack it first.'],
    [[0x28, 0xb5, 0x2f, 0xfd], 'This is compressed with zstd once more, not a capture'],
    [[0x1f, 0x8b, 0x08, 0x00], 'This is compressed with gzip once more, not a capture'],
    [[...text('INVITE sip:bob@example.com')], 'This is text, not a capture: it begins with 49 4e 56 49.'],
    [[1, 2, 3, 4, 5], 'This is not a capture: it begins with 01 02 03 04. A pcap file begins with a1 b2 c3 d4'],
    [[0xa1], 'This is not a capture: it begins with a1.'],
  ])('says what %j is', (bytes, message) => {
    const error = failure(bytesOf(bytes));

    expect(error.code).toBe('capture-format');
    expect(error.message).toContain(message);
  });

  test('says so with the first bytes, not only at the end', () => {
    const reader = new CaptureReader();

    expect(() => reader.receive(bytesOf(0x89, 0x50, 0x4e, 0x47))).toThrow(CaptureError);
  });
});

test('CaptureReader has no time before the first packet', () => {
  expect(new CaptureReader().clock).toEqual({ epochNs: 0n, decimals: 6 });
  expect(readPackets(pcap([], { magic: MICROSECONDS })).packets).toEqual([]);
});
