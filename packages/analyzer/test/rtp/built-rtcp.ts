import {
  type Bytes,
  extendedReport,
  feedback,
  half,
  receiverReport,
  senderReport,
  word,
  xrBlock,
} from './build-rtcp.ts';

const remb = [...new TextEncoder().encode('REMB')];
const voip = [12, 13, 84, 10, ...half(120), ...half(520), ...half(180), ...half(40), 0xee, 0xce, 45, 16];
const quality = [93, 88, 42, 41, 0b11_11_0011, 0, ...half(60), ...half(120), ...half(200)];

/**
 * A datagram of each kind that tshark reads, with what it says of it (4.0, `-d udp.port==40001,rtcp -O rtcp`) in the names of ours. It gives the overhead of TMMBN eight of its nine bits, and
 * takes blocks of loss for malformed: of those nothing is told.
 */
export const builtRtcp: readonly {
  readonly name: string;
  readonly bytes: Bytes;
  /** Of its last packet. */
  readonly tshark: object;
}[] = [
  {
    name: 'SR',
    bytes: senderReport({
      ssrc: 0x1122_3344,
      ntp: [0xb44d_b705, 0x2000_0000],
      rtpTimestamp: 0xffff_fffe,
      packetCount: 4_000_000_000,
      octetCount: 3_000_000_000,
      blocks: [
        {
          ssrc: 5,
          fractionLost: 255,
          cumulativeLost: -8_388_608,
          extendedHighest: 0xffff_ffff,
          jitter: 0xffff_ffff,
          lastSr: 0xffff_ffff,
          delaySinceLastSr: 0xffff_ffff,
        },
        {
          ssrc: 6,
          fractionLost: 1,
          cumulativeLost: 8_388_607,
          extendedHighest: 1,
          jitter: 2,
          lastSr: 3,
          delaySinceLastSr: 4,
        },
      ],
    }),
    tshark: {
      ssrc: 0x1122_3344,
      ntpSeconds: 3_024_992_005,
      ntpFraction: 536_870_912,
      rtpTimestamp: 4_294_967_294,
      packetCount: 4_000_000_000,
      octetCount: 3_000_000_000,
      reports: [
        {
          ssrc: 5,
          fractionLost: 255,
          cumulativeLost: -8_388_608,
          extendedHighest: 4_294_967_295,
          jitter: 4_294_967_295,
          lastSr: 4_294_967_295,
          delaySinceLastSr: 4_294_967_295,
        },
        {
          ssrc: 6,
          fractionLost: 1,
          cumulativeLost: 8_388_607,
          extendedHighest: 1,
          jitter: 2,
          lastSr: 3,
          delaySinceLastSr: 4,
        },
      ],
    },
  },
  {
    name: 'NACK',
    bytes: [...receiverReport(1), ...feedback(205, 1, 1, 2, half(100), half(0x8005), half(65_535), half(1))],
    tshark: {
      name: 'NACK',
      media: 2,
      detail: {
        entries: [
          { packetId: 100, following: 0x8005 },
          { packetId: 65_535, following: 1 },
        ],
        packets: 6,
      },
    },
  },
  {
    name: 'TMMBR',
    bytes: [...receiverReport(1), ...feedback(205, 3, 1, 0, word(9), word((3 << 26) | (100_000 << 9) | 40))],
    tshark: { name: 'TMMBR', detail: { entries: [{ ssrc: 9, bitsPerSecond: 100_000 * 2 ** 3, overhead: 40 }] } },
  },
  {
    name: 'TMMBN',
    bytes: [...receiverReport(1), ...feedback(205, 4, 1, 0, word(9), word((7 << 26) | (70_000 << 9) | 511))],
    tshark: { name: 'TMMBN', detail: { entries: [{ ssrc: 9, bitsPerSecond: 70_000 * 2 ** 7 }] } },
  },
  {
    name: 'PLI',
    bytes: [...receiverReport(1), ...feedback(206, 1, 1, 2)],
    tshark: { name: 'PLI', ssrc: 1, media: 2 },
  },
  {
    name: 'FIR',
    bytes: [...receiverReport(1), ...feedback(206, 4, 1, 0, word(9), [7, 0, 0, 0])],
    tshark: { name: 'FIR', detail: { entries: [{ ssrc: 9, sequence: 7 }] } },
  },
  {
    name: 'REMB',
    bytes: [...receiverReport(1), ...feedback(206, 15, 1, 0, remb, [2, (4 << 2) | 1, 0, 1], word(5), word(6))],
    tshark: { name: 'REMB', detail: { bitsPerSecond: 1_048_592, ssrcs: [5, 6] } },
  },
  {
    name: 'transport-cc',
    bytes: [
      ...receiverReport(1),
      ...feedback(205, 15, 1, 2, half(500), half(5), [0, 0, 2, 7], half(0x2003), half(0x8000), [4, 8, 12, 0]),
    ],
    tshark: {
      name: 'transport-cc',
      media: 2,
      detail: { baseSequence: 500, packets: 5, received: 3, referenceMs: 128, feedbackCount: 7 },
    },
  },
  {
    name: 'loss',
    bytes: [
      ...receiverReport(1),
      ...extendedReport(
        1,
        xrBlock(1, 0, word(9), half(13_821), half(13_866), half(0x4015), half(0xafff), half(0x4009), half(0)),
      ),
    ],
    tshark: { blocks: [{ ssrc: 9, beginSequence: 13_821, endSequence: 13_866, thinning: 0 }] },
  },
  {
    name: 'reference time',
    bytes: [...receiverReport(1), ...extendedReport(1, xrBlock(4, 0, word(0xb44d_b705), word(0x2000_0000)))],
    tshark: { blocks: [{ ntpSeconds: 0xb44d_b705, ntpFraction: 0x2000_0000 }] },
  },
  {
    name: 'DLRR',
    bytes: [
      ...receiverReport(1),
      ...extendedReport(1, xrBlock(5, 0, word(9), word(10), word(11), word(12), word(13), word(14))),
    ],
    tshark: {
      blocks: [
        {
          reports: [
            { ssrc: 9, lastRr: 10, delaySinceLastRr: 11 },
            { ssrc: 12, lastRr: 13, delaySinceLastRr: 14 },
          ],
        },
      ],
    },
  },
  {
    name: 'statistics',
    bytes: [
      ...receiverReport(1),
      ...extendedReport(
        1,
        xrBlock(
          6,
          0b1110_1000,
          word(9),
          [...half(1), ...half(100)],
          word(5),
          word(6),
          word(1),
          word(30),
          word(10),
          word(4),
          [60, 64, 62, 1],
        ),
      ),
    ],
    tshark: {
      blocks: [
        {
          ssrc: 9,
          beginSequence: 1,
          endSequence: 100,
          lost: 5,
          duplicates: 6,
          jitter: { min: 1, max: 30, mean: 10, deviation: 4 },
          hops: { min: 60, max: 64, mean: 62, deviation: 1 },
        },
      ],
    },
  },
  {
    name: 'VoIP metrics',
    bytes: [...receiverReport(1), ...extendedReport(1, xrBlock(7, 0, word(9), voip, quality))],
    tshark: {
      blocks: [
        {
          ssrc: 9,
          lossRate: 12,
          discardRate: 13,
          burstDensity: 84,
          gapDensity: 10,
          burstDuration: 120,
          gapDuration: 520,
          roundTripDelay: 180,
          endSystemDelay: 40,
          signalLevel: -18,
          noiseLevel: -50,
          residualEchoReturnLoss: 45,
          gmin: 16,
          rFactor: 93,
          externalRFactor: 88,
          mosLq: 4.2,
          mosCq: 4.1,
          concealment: 'standard',
          jitterBuffer: 'adaptive',
          jitterBufferRate: 3,
          jitterBufferNominal: 60,
          jitterBufferMaximum: 120,
          jitterBufferAbsoluteMaximum: 200,
        },
      ],
    },
  },
];
