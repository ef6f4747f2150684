import { describe, expect, test } from 'vitest';
import {
  application,
  type Bytes,
  cname,
  compound,
  extendedReport,
  feedback,
  goodbye,
  half,
  packet,
  padded,
  receiverReport,
  senderReport,
  sourceDescription,
  word,
  xrBlock,
} from '../../../test/rtp/build-rtcp.ts';
import { readRtcp } from './read-rtcp.ts';
import type { RtcpPacket, RtcpReading } from './rtcp-packet.ts';

const read = (...packets: readonly Bytes[]): RtcpReading => {
  const bytes = compound(...packets);
  return readRtcp(bytes, 0, bytes.length);
};
const one = (bytes: Bytes): RtcpPacket | undefined => read(bytes).packets[0];
const faults = (reading: RtcpReading): string[] => reading.faults.map(({ at, detail }) => `${at}: ${detail}`);

describe('readRtcp() reads', () => {
  test('a sender report with its report blocks', () => {
    const block = { ssrc: 0x22, fractionLost: 51, cumulativeLost: 10, extendedHighest: 0x1_0002, jitter: 20 };
    const bytes = senderReport({
      ssrc: 0x11,
      ntp: [0xb44d_b705, 0x2000_0000],
      rtpTimestamp: 0xffff_fffe,
      packetCount: 100,
      octetCount: 16_000,
      blocks: [{ ...block, lastSr: 0xb705_2000, delaySinceLastSr: 0x0005_4000 }],
    });

    expect(read(bytes)).toEqual({
      packets: [
        {
          kind: 'SR',
          ssrc: 0x11,
          ntpSeconds: 0xb44d_b705,
          ntpFraction: 0x2000_0000,
          rtpTimestamp: 0xffff_fffe,
          packetCount: 100,
          octetCount: 16_000,
          reports: [{ ...block, lastSr: 0xb705_2000, delaySinceLastSr: 0x0005_4000 }],
        },
      ],
      security: 'none',
      type: 200,
      ssrc: 0x11,
      faults: [],
    });
  });

  test('a loss that duplicates made negative', () => {
    expect(one(receiverReport(1, { ssrc: 2, fractionLost: 255, cumulativeLost: -3 }))).toMatchObject({
      reports: [{ fractionLost: 255, cumulativeLost: -3 }],
    });
  });

  test('a receiver report without blocks, and what a profile adds behind them', () => {
    const reading = read(packet(201, 0, word(7), word(0xdead_beef)));

    expect(reading.packets).toEqual([{ kind: 'RR', ssrc: 7, reports: [] }]);
    expect(reading.faults).toEqual([]);
  });

  test('a compound of reports, description and goodbye', () => {
    const reading = read(receiverReport(1, { ssrc: 2 }), cname(1, 'alice@example.org'), goodbye([1], 'on hook'));

    expect(reading.packets.map(({ kind }) => kind)).toEqual(['RR', 'SDES', 'BYE']);
    expect(reading.packets[1]).toEqual({
      kind: 'SDES',
      chunks: [{ ssrc: 1, items: [{ name: 'cname', prefix: undefined, text: 'alice@example.org' }] }],
    });
    expect(reading.packets[2]).toEqual({ kind: 'BYE', ssrcs: [1], reason: 'on hook' });
    expect(reading.faults).toEqual([]);
  });

  test('items of several sources, whatever the length of their texts', () => {
    const chunks = ['', 'a', 'ab', 'abc', 'abcd'].map((text, ssrc) => ({
      ssrc,
      items: [
        [1, text],
        [6, 'phone'],
      ] as const,
    }));

    const reading = read(sourceDescription(...chunks));

    expect(reading.faults).toEqual([]);
    expect(reading.packets).toEqual([
      {
        kind: 'SDES',
        chunks: chunks.map(({ ssrc, items: [[, text]] }) => ({
          ssrc,
          items: [
            { name: 'cname', prefix: undefined, text },
            { name: 'tool', prefix: undefined, text: 'phone' },
          ],
        })),
      },
    ]);
  });

  test('texts without the zero that some senders put behind them', () => {
    expect(one(cname(1, 'alice\0'))).toMatchObject({ chunks: [{ items: [{ text: 'alice' }] }] });
  });

  test('a private item with its prefix', () => {
    expect(one(sourceDescription({ ssrc: 1, items: [[8, '\u0003keyvalue']] }))).toMatchObject({
      chunks: [{ items: [{ name: 'priv', prefix: 'key', text: 'value' }] }],
    });
  });

  test('a packet of an application', () => {
    expect(one(application(1, 3, 'PING', word(0)))).toEqual({
      kind: 'APP',
      ssrc: 1,
      subtype: 3,
      name: 'PING',
      dataBytes: 4,
    });
  });

  test('padding of the last packet', () => {
    const reading = read(receiverReport(1), padded(goodbye([1], 'bye'), 8));

    expect(reading.packets[1]).toEqual({ kind: 'BYE', ssrcs: [1], reason: 'bye' });
    expect(reading.faults).toEqual([]);
  });

  test('a datagram of reduced size, which begins with no report', () => {
    const reading = read(feedback(206, 1, 1, 2));

    expect(reading.packets).toEqual([{ kind: 'feedback', name: 'PLI', ssrc: 1, media: 2, detail: undefined }]);
    expect(reading.faults).toEqual([]);
  });

  test('packets of other types by their length', () => {
    expect(read(packet(209, 0, word(5), word(6)), goodbye([1])).packets).toEqual([
      { kind: 'other', type: 209, ssrc: 5 },
      { kind: 'BYE', ssrcs: [1], reason: undefined },
    ]);
  });
});

describe('readRtcp() reads feedback:', () => {
  const detail = (bytes: Bytes): unknown => {
    const message = one(bytes);
    return message?.kind === 'feedback' ? { name: message.name, ...message.detail } : undefined;
  };

  test('NACK counts the packets of its bit mask', () => {
    expect(detail(feedback(205, 1, 1, 2, half(100), half(0b1000_0000_0000_0101), half(300), half(0)))).toEqual({
      name: 'NACK',
      kind: 'nack',
      entries: [
        { packetId: 100, following: 0x8005 },
        { packetId: 300, following: 0 },
      ],
      packets: 5,
    });
  });

  test('TMMBR has a rate of mantissa and exponent', () => {
    const rate = (3 << 26) | (100_000 << 9) | 40;

    expect(detail(feedback(205, 3, 1, 0, word(9), word(rate)))).toEqual({
      name: 'TMMBR',
      kind: 'bit-rates',
      entries: [{ ssrc: 9, bitsPerSecond: 800_000, overhead: 40 }],
    });
  });

  test('FIR, TSTR and TSTN have a sequence number each', () => {
    expect(detail(feedback(206, 4, 1, 0, word(9), [7, 0, 0, 0]))).toEqual({
      name: 'FIR',
      kind: 'sequences',
      entries: [{ ssrc: 9, sequence: 7, value: 0 }],
    });
    expect(detail(feedback(206, 5, 1, 0, word(9), [7, 0, 0, 21]))).toMatchObject({
      name: 'TSTR',
      entries: [{ value: 21 }],
    });
  });

  test('VBCM has a message of any length', () => {
    const entries = [
      [...word(9), 1, 34, ...half(5), 1, 2, 3, 4, 5, 0, 0, 0],
      [...word(8), 2, 35, ...half(0)],
    ];

    expect(detail(feedback(206, 7, 1, 0, ...entries))).toEqual({
      name: 'VBCM',
      kind: 'sequences',
      entries: [
        { ssrc: 9, sequence: 1, value: 34 },
        { ssrc: 8, sequence: 2, value: 35 },
      ],
    });
  });

  test('SLI and RPSI', () => {
    expect(detail(feedback(206, 2, 1, 2, word((7 << 19) | (9 << 6) | 33)))).toMatchObject({
      name: 'SLI',
      entries: [{ first: 7, number: 9, pictureId: 33 }],
    });
    expect(detail(feedback(206, 3, 1, 2, [8, 97, 0xab, 0]))).toEqual({
      name: 'RPSI',
      kind: 'reference-picture',
      payloadType: 97,
      bits: 8,
    });
  });

  test('REMB has a rate and its sources', () => {
    const remb = [...new TextEncoder().encode('REMB'), 2, (4 << 2) | 1, 0x00, 0x01];

    expect(detail(feedback(206, 15, 1, 0, remb, word(5), word(6)))).toEqual({
      name: 'REMB',
      kind: 'remb',
      bitsPerSecond: (0x1_0000 + 1) * 16,
      ssrcs: [5, 6],
    });
  });

  test('other messages of applications by their identifier', () => {
    expect(detail(feedback(206, 15, 1, 0, [...new TextEncoder().encode('ABCD')]))).toEqual({
      name: 'AFB',
      kind: 'application',
      identifier: 'ABCD',
    });
  });

  test('transport-cc has runs and vectors of statuses', () => {
    // 3 received, a vector of 14 with two received, a vector of 7 with three of two bits each; the last chunk is longer than what is told of.
    const chunks = [half((1 << 13) | 3), half(0x8000 | 0b10_0000_0000_0001), half(0xc000 | 0b01_10_00_01_00_00_00)];
    const fields = [half(500), half(3 + 14 + 5), [0, 0, 2, 7]];

    expect(detail(feedback(205, 15, 1, 2, ...fields, ...chunks, half(0)))).toEqual({
      name: 'transport-cc',
      kind: 'transport-cc',
      baseSequence: 500,
      packets: 22,
      received: 3 + 2 + 3,
      referenceMs: 128,
      feedbackCount: 7,
    });
  });

  test('CCFB has the packets of each source', () => {
    const reports = [word(9), half(10), half(3), half(0x8001), half(0x0000), half(0xe002), half(0)];

    expect(detail(packet(205, 11, word(1), ...reports, word(0x1234)))).toEqual({
      name: 'CCFB',
      kind: 'ccfb',
      streams: [{ ssrc: 9, beginSequence: 10, packets: 3, received: 2, congested: 1 }],
      timestamp: 0x1234,
    });
  });

  test('third-party loss: TLLEI and PSLEI', () => {
    expect(detail(feedback(205, 7, 1, 2, half(1), half(1)))).toMatchObject({ name: 'TLLEI', packets: 2 });
    expect(detail(feedback(206, 8, 1, 0, word(3)))).toMatchObject({ name: 'PSLEI', ssrcs: [3] });
  });

  test('formats that are not read have their name, or their number', () => {
    expect(detail(feedback(205, 8, 1, 2, word(0)))).toEqual({ name: 'RTCP-ECN-FB' });
    expect(detail(feedback(205, 30, 1, 2))).toEqual({ name: 'RTPFB 30' });
  });
});

describe('readRtcp() reads extended reports:', () => {
  const blocks = (...contents: readonly Bytes[]): unknown => {
    const report = one(extendedReport(1, ...contents));
    return report?.kind === 'XR' ? report.blocks : undefined;
  };

  // RFC 3611 §4.1, the example: 45 packets, of which the 22nd and 24th are lost.
  const vectors = [0b1111_1111_1111_111, 0b1111_1101_0111_111, 0b1111_1111_1111_111].map((bits) => half(0x8000 | bits));
  const runs = [half(0x4000 | 21), half(0x8000 | 0b0101_1111_1111_111), half(0x4000 | 9)];

  test.each([
    ['bit vectors', vectors],
    ['runs', runs],
  ])('losses as %s', (_name, chunks) => {
    expect(blocks(xrBlock(1, 0, word(9), half(13_821), half(13_866), ...chunks, half(0)))).toEqual([
      {
        kind: 'loss',
        ssrc: 9,
        beginSequence: 13_821,
        endSequence: 13_866,
        thinning: 0,
        packets: 45,
        marked: 2,
      },
    ]);
  });

  test('thinned losses', () => {
    const chunks = [half(0x8000 | 0b1111_1011_1100_000), half(0)];

    expect(blocks(xrBlock(1, 2, word(9), half(13_821), half(13_866), ...chunks))).toMatchObject([
      { thinning: 2, packets: 11, marked: 2 },
    ]);
  });

  test('duplicates and receipt times', () => {
    expect(blocks(xrBlock(2, 0, word(9), half(65_535), half(2), half(10), half(0)))).toMatchObject([
      { kind: 'duplicates', packets: 3, marked: 3 },
    ]);
    expect(blocks(xrBlock(3, 1, word(9), half(1), half(5), word(100), word(200)))).toMatchObject([
      { kind: 'receipt-times', thinning: 1, times: 2 },
    ]);
  });

  test('reference time and its answer', () => {
    expect(blocks(xrBlock(4, 0, word(1), word(2)), xrBlock(5, 0, word(9), word(10), word(11)))).toEqual([
      { kind: 'reference-time', ntpSeconds: 1, ntpFraction: 2 },
      { kind: 'dlrr', reports: [{ ssrc: 9, lastRr: 10, delaySinceLastRr: 11 }] },
    ]);
  });

  test('a summary, of what its flags say', () => {
    const words = [word(9), [...half(1), ...half(100)], word(5), word(0), word(1), word(30), word(10), word(4)];

    expect(blocks(xrBlock(6, 0b1010_0000, ...words, word(0)))).toEqual([
      {
        kind: 'statistics',
        ssrc: 9,
        beginSequence: 1,
        endSequence: 100,
        lost: 5,
        duplicates: undefined,
        jitter: { min: 1, max: 30, mean: 10, deviation: 4 },
        hops: undefined,
      },
    ]);
  });

  test('VoIP metrics with the figures of RFC 3611 §4.7.2', () => {
    const metrics = [12, 12, 84, 10, ...half(120), ...half(520), ...half(180), ...half(40), 0xee, 127, 45, 16];
    const quality = [93, 127, 42, 41, 0b11_11_0011, 0, ...half(60), ...half(120), ...half(200)];

    expect(blocks(xrBlock(7, 0, word(9), metrics, quality))).toEqual([
      {
        kind: 'voip-metrics',
        ssrc: 9,
        lossRate: 12,
        discardRate: 12,
        burstDensity: 84,
        gapDensity: 10,
        burstDuration: 120,
        gapDuration: 520,
        roundTripDelay: 180,
        endSystemDelay: 40,
        signalLevel: -18,
        noiseLevel: undefined,
        residualEchoReturnLoss: 45,
        gmin: 16,
        rFactor: 93,
        externalRFactor: undefined,
        mosLq: 4.2,
        mosCq: 4.1,
        concealment: 'standard',
        jitterBuffer: 'adaptive',
        jitterBufferRate: 3,
        jitterBufferNominal: 60,
        jitterBufferMaximum: 120,
        jitterBufferAbsoluteMaximum: 200,
      },
    ]);
  });

  test('newer blocks by their length', () => {
    expect(blocks(xrBlock(14, 0, word(1)), xrBlock(4, 0, word(1), word(2)))).toMatchObject([
      { kind: 'other', type: 14 },
      { kind: 'reference-time' },
    ]);
  });
});

describe('readRtcp() tells where and why it cannot read', () => {
  test('a report too short for its sender', () => {
    // h04 of the hostile captures: a length of 0.
    const reading = read([0x81, 0xc9, 0, 0], word(7));

    expect(faults(reading)).toEqual([
      '0: An RTCP RR of 4 bytes is too short: it has at least 8.',
      '4: An RTCP packet should begin here, but its version is 0 and not 2.',
    ]);
  });

  test('a packet longer than the datagram, and a block longer than its packet', () => {
    const reading = read([0x80, 207, 0xff, 0xff], word(7), [7, 0, 0xff, 0xff], word(0));

    expect(faults(reading)).toEqual([
      '2: An RTCP XR claims 262144 bytes, but only 16 are left.',
      '8: A block of type 7 of an RTCP XR claims 262144 bytes, but only 8 are left.',
    ]);
  });

  test('more blocks than there is room for: those before are kept', () => {
    const [first = 0, ...rest] = receiverReport(1, { ssrc: 2 }, { ssrc: 3 });

    const reading = read([first | 31, ...rest], goodbye([1]));

    expect(faults(reading)).toEqual(['0: An RTCP RR claims 31 report blocks, but has room for 2.']);
    expect(reading.packets).toMatchObject([{ reports: [{ ssrc: 2 }, { ssrc: 3 }] }, { kind: 'BYE' }]);
  });

  test.each([
    [
      'padding longer than its packet',
      [[0xa0, 201, 0, 1, 0, 0, 0, 255]],
      '7: An RTCP packet of 8 bytes claims 255 bytes of padding.',
    ],
    [
      'an item longer than its packet',
      [packet(202, 1, word(1), [1, 200, 65, 66])],
      '8: An item of an RTCP SDES is said to be 202 bytes long, but only 4 are left.',
    ],
    [
      'a reason longer than its packet',
      [packet(203, 0, [9, 65, 66, 67])],
      '4: The reason of an RTCP BYE is said to be 9 bytes long, but only 3 are left.',
    ],
    [
      'a rest that is no packet',
      [receiverReport(1), [1, 2]],
      '8: 2 bytes are left, too few for the header of an RTCP packet.',
    ],
    ['a feedback message without entry', [feedback(205, 1, 1, 2)], '12: NACK has no entry.'],
    [
      'statuses that are not there',
      [feedback(205, 15, 1, 2, half(1), half(9), word(0))],
      '0: transport-cc claims 9 packets, but tells nothing of 9 of them.',
    ],
  ])('%s', (_name, packets, fault) => {
    expect(faults(read(...packets))).toEqual([fault]);
  });

  test('padding of a packet that is not the last', () => {
    const reading = read(padded(receiverReport(1), 4), goodbye([1]));

    expect(faults(reading)).toEqual(['0: An RTCP packet has padding, though it is not the last of its datagram.']);
    expect(reading.packets.map(({ kind }) => kind)).toEqual(['RR', 'BYE']);
  });

  test('no more than eight times a datagram', () => {
    const bytes = compound(...Array.from({ length: 1000 }, () => [0x81, 203, 0, 0]));

    const reading = readRtcp(bytes, 0, bytes.length);

    expect(reading.faults).toHaveLength(8);
  });

  test('but not where the datagram was not captured to its end', () => {
    const bytes = compound(senderReport({ ssrc: 1, blocks: [{ ssrc: 2 }, { ssrc: 3 }] }), cname(1, 'alice'));

    const reading = readRtcp(bytes, 0, 60, { slicedBytes: bytes.length - 60 });

    expect(reading.faults).toEqual([]);
    expect(reading.packets).toMatchObject([{ kind: 'SR', reports: [{ ssrc: 2 }] }]);
  });
});

describe('SRTCP', () => {
  const tag = [0x5b, 0x11, 0x9c, 0x42, 0x7e, 0x01, 0x88, 0x3d, 0xd0, 0x4f];
  const plain = [...senderReport({ ssrc: 0xabcd, packetCount: 5 }), ...cname(0xabcd, 'alice')];
  const encrypted = plain.map((byte, index) => (index < 8 ? byte : (byte * 7 + index * 31 + 17) & 0xff));

  test('that is encrypted tells its first header and its sender only', () => {
    const reading = read(encrypted, word(0x8000_0001), tag);

    expect(reading).toEqual({ packets: [], security: 'encrypted', type: 200, ssrc: 0xabcd, faults: [] });
  });

  test('that is not encrypted is read', () => {
    const reading = read(plain, word(1), tag);

    expect(reading.security).toBe('authenticated');
    expect(reading.packets.map(({ kind }) => kind)).toEqual(['SR', 'SDES']);
    expect(reading.faults).toEqual([]);
  });

  test('of AES-GCM has its index at the end', () => {
    const bytes = compound(encrypted, tag, [1, 2, 3, 4, 5, 6], word(0x8000_0002));

    expect(readRtcp(bytes, 0, bytes.length, { isSecure: true }).security).toBe('encrypted');
  });

  test('is not seen in a datagram that was cut', () => {
    const bytes = compound(plain, cname(0xabcd, 'bob'));

    const { security, packets } = readRtcp(bytes, 0, bytes.length - 4);

    expect([security, packets.length]).toEqual(['none', 3]);
  });

  test('is not looked for where the datagram is RTCP', () => {
    const bytes = compound(plain);

    expect(readRtcp(bytes, 0, bytes.length, { isSecure: true }).security).toBe('none');
  });
});
