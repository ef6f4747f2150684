import { describe, expect, test } from 'vitest';
import { bytesOf, erf, erfRecord, text } from '../../test/build-capture.ts';
import { codes, readPackets } from '../../test/read-packets.ts';
import { CaptureReader } from './capture-reader.ts';

const hello = text('hello, everybody');
const HELLO = Buffer.from(hello).toString('hex');
const HALF_A_SECOND = 0x8000_0000;

describe('CaptureReader of an ERF', () => {
  test('reads Ethernet frames', () => {
    const bytes = erf([
      { seconds: 1_700_000_000, fraction: HALF_A_SECOND, data: hello },
      { seconds: 1_700_000_001, fraction: HALF_A_SECOND + 4295, data: hello, wire: 1500 },
    ]);

    const { packets, reader } = readPackets(bytes);

    expect(packets).toEqual([
      { frame: 1, timeNs: 0, linkType: 1, offset: 18, originalLength: 16, data: HELLO },
      { frame: 2, timeNs: 1_000_001_000, linkType: 1, offset: 58, originalLength: 1500, data: `${HELLO}000000000000` },
    ]);
    expect(reader.clock).toEqual({ epochNs: 1_700_000_000_500_000_000n, decimals: 9 });
    expect(reader).toMatchObject({ format: 'erf', packets: 2, linkTypes: ['Ethernet'], damaged: false });
  });

  test.each([
    [22, 'raw IPv4'],
    [23, 'raw IPv6'],
    [11, 'Ethernet'],
    [16, 'Ethernet'],
    [20, 'Ethernet'],
    [1, 'Cisco HDLC'],
    [3, 'Endace ERF'],
  ])('reads records of type %d as %s', (type, name) => {
    const { packets, reader } = readPackets(erf([{ type, data: hello }]));

    expect(reader.linkTypes).toEqual([name]);
    expect(packets.map(({ data }) => data)).toEqual([HELLO]);
  });

  test('tells PPP in HDLC framing by its first bytes', () => {
    const { reader } = readPackets(erf([{ type: 1, data: bytesOf(0xff, 0x03, 0x00, 0x21, hello) }]));

    expect(reader.linkTypes).toEqual(['PPP']);
  });

  test('passes over extension headers, however many', () => {
    const flow = bytesOf(16, new Uint8Array(7).fill(0xaa));

    const { packets } = readPackets(erf([1, 2, 3].map((n) => ({ extensions: Array(n).fill(flow), data: hello }))));

    expect(packets.map(({ data }) => data)).toEqual([HELLO, HELLO, HELLO]);
  });

  test('passes over padding, and counts what a probe tells of itself among the packets', () => {
    const padding = { type: 48, seconds: 0, wire: 0, data: new Uint8Array(16) };
    const metadata = { type: 27, seconds: 0, data: new Uint8Array(16) };

    const { packets, reader } = readPackets(erf([metadata, padding, { data: hello }, padding, { data: hello }]));

    expect(packets.map(({ frame, timeNs }) => [frame, timeNs])).toEqual([
      [2, 0],
      [3, 0],
    ]);
    expect(reader.packets).toBe(3);
    expect(codes(reader)).toEqual({});
  });

  test('describes an interface for each port, with what was lost', () => {
    const { reader } = readPackets(
      erf([
        { flags: 4, lost: 2, data: hello },
        { flags: 5, data: hello },
        { flags: 4, lost: 1, data: hello },
        // A colour, no count.
        { type: 11, flags: 0x45, lost: 77, data: hello },
      ]),
    );

    expect(reader.description.interfaces).toMatchObject([
      { name: 'port 0', linkType: 1, packets: 2, lostBetween: 3 },
      { name: 'port 1', packets: 1, lostBetween: 0 },
      { name: 'port 5', packets: 1, lostBetween: 0 },
    ]);
    expect(codes(reader)).toEqual({ 'capture-drops': 2 });
  });

  test('rounds its times, so that one written in nanoseconds is read as it was', () => {
    const nanoseconds = [0, 1, 2, 999_999_999, 123_456_789];

    const { packets } = readPackets(
      erf(nanoseconds.map((ns) => ({ fraction: Math.floor((ns / 1e9) * 2 ** 32), data: hello }))),
    );

    expect(packets.map(({ timeNs }) => timeNs)).toEqual(nanoseconds);
  });
});

describe('CaptureReader of a damaged ERF', () => {
  const good = { data: hello };

  test.each([
    ['is shorter than its header', { data: hello, length: 15 }],
    ['is of no type', { type: 0, data: hello }],
    ['is longer than its packet', { data: hello, length: 5000 }],
  ])('goes on behind a record that %s', (_, broken) => {
    const { packets, reader } = readPackets(bytesOf(erf([good, good]), erfRecord(broken), erf([good, good])), [9]);

    expect(packets.map(({ data }) => data)).toEqual(Array(4).fill(HELLO));
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
    expect(reader.damaged).toBe(true);
  });

  test('counts a record whose headers do not fit into it', () => {
    const endless = { extensions: Array(4).fill(new Uint8Array(8).fill(0x90)), length: 48, wire: 30, data: hello };
    const bytes = erfRecord(endless).subarray(0, 48);
    bytes[40] = 0x90;

    const { packets, reader } = readPackets(bytesOf(erf([good]), bytes, erf([good])));

    expect(packets.map(({ frame }) => frame)).toEqual([1, 3]);
    expect(codes(reader)).toEqual({ 'capture-record-length': 1 });
  });

  test('gives everything before a cut', () => {
    const { packets, reader } = readPackets(erf([good, good]).subarray(0, -1));

    expect(packets).toHaveLength(1);
    expect(codes(reader)).toEqual({ 'capture-truncated': 1 });
  });
});

describe('an ERF is not seen', () => {
  test.each([
    ['in an image', bytesOf(0x89, 0x50, 0x4e, 0x47)],
    ['in a short text', text('INVITE sip:bob@example.com SIP/2.0\r\n')],
    ['in a long text', text('Once upon a time there was a telephone.\r\n'.repeat(2000))],
    ['in a text whose first line has eight characters', text(`abcdefgh\n${'x'.repeat(60)}\n`.repeat(2000))],
    ['in zeros', new Uint8Array(5000)],
    ['in records before DAG cards were made', erf([{ seconds: 1000, data: hello }])],
    ['in records of years that do not follow each other', erf([good(0), good(-400), good(0)])],
    ['in padding alone', erf(Array(20).fill({ type: 48, wire: 0, data: new Uint8Array(0) }))],
    ['in half a record', erf([{ data: hello }]).subarray(0, 30)],
  ])('%s', (_, bytes) => {
    const read = (): unknown => readPackets(bytes, [40], new CaptureReader());

    expect(read).toThrow(/not a capture/);
  });

  function good(days: number): { seconds: number; data: Uint8Array } {
    return { seconds: 1_700_000_000 + days * 86_400, data: hello };
  }
});
