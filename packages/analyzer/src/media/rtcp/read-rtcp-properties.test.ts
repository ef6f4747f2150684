import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BlockFields,
  type Bytes,
  compound,
  goodbye,
  receiverReport,
  senderReport,
  sourceDescription,
} from '../../../test/rtp/build-rtcp.ts';
import { readRtcp } from './read-rtcp.ts';

const word = fc.nat(0xffff_ffff);
const block: fc.Arbitrary<Required<BlockFields>> = fc.record({
  ssrc: word,
  fractionLost: fc.nat(255),
  cumulativeLost: fc.integer({ min: -0x80_0000, max: 0x7f_ffff }),
  extendedHighest: word,
  jitter: word,
  lastSr: word,
  delaySinceLastSr: word,
});
const blocks = fc.array(block, { maxLength: 31 });
const item = fc.record({
  name: fc.constantFrom(...(['cname', 'name', 'email', 'phone', 'loc', 'tool', 'note'] as const)),
  text: fc.string({ maxLength: 40 }).filter((text) => !text.includes('\0')),
});
const itemTypes = { cname: 1, name: 2, email: 3, phone: 4, loc: 5, tool: 6, note: 7 } as const;

const sender = fc
  .record({ ssrc: word, ntp: fc.tuple(word, word), rtpTimestamp: word, packetCount: word, octetCount: word, blocks })
  .map((fields) => ({ bytes: senderReport(fields), read: { kind: 'SR', ...withoutNtp(fields) } }));
const receiver = fc
  .record({ ssrc: word, reports: blocks })
  .map(({ ssrc, reports }) => ({ bytes: receiverReport(ssrc, ...reports), read: { kind: 'RR', ssrc, reports } }));
const description = fc
  .array(fc.record({ ssrc: word, items: fc.array(item, { maxLength: 4 }) }), { maxLength: 5 })
  .map((chunks) => ({
    bytes: sourceDescription(
      ...chunks.map(({ ssrc, items }) => ({
        ssrc,
        items: items.map(({ name, text }) => [itemTypes[name], text] as const),
      })),
    ),
    read: {
      kind: 'SDES',
      chunks: chunks.map(({ ssrc, items }) => ({ ssrc, items: items.map((one) => ({ ...one, prefix: undefined })) })),
    },
  }));
const bye = fc
  .record({
    ssrcs: fc.array(word, { maxLength: 31 }),
    reason: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }),
  })
  .map(({ ssrcs, reason }) => ({ bytes: goodbye(ssrcs, reason), read: { kind: 'BYE', ssrcs, reason } }));

function withoutNtp(fields: { ntp: readonly [number, number]; blocks: readonly object[] }): object {
  const { ntp, blocks: reports, ...rest } = fields;
  return { ...rest, ntpSeconds: ntp[0], ntpFraction: ntp[1], reports };
}

describe('readRtcp()', () => {
  test('reads what was built', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(sender, receiver, description, bye), { minLength: 1, maxLength: 6 }), (packets) => {
        const bytes = compound(...packets.map((one): Bytes => one.bytes));

        const { packets: read, faults, security } = readRtcp(bytes, 0, bytes.length);

        expect(read).toEqual(packets.map((one) => one.read));
        expect([faults, security]).toEqual([[], 'none']);
      }),
    );
  });

  test('reads the same wherever it stands, and tells faults by their place in the datagram', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(40), (datagram, start) => {
        const within = new Uint8Array(start + datagram.length + 9).fill(0xa5);
        within.set(datagram, start);

        expect(readRtcp(within, start, start + datagram.length)).toEqual(readRtcp(datagram, 0, datagram.length));
      }),
    );
  });

  test('keeps what comes before a lie, wherever the datagram is cut', () => {
    fc.assert(
      fc.property(sender, description, fc.nat(), (one, other, seed) => {
        const bytes = compound(one.bytes, other.bytes);
        const end = one.bytes.length + (seed % other.bytes.length);

        const { packets, faults, security } = readRtcp(bytes, 0, end);

        // Some numbers look like the index of SRTCP.
        fc.pre(security === 'none');

        expect(packets[0]).toEqual(one.read);
        expect(faults.length > 0).toBe(end > one.bytes.length);
      }),
    );
  });

  test('finds nothing wrong, nor more than there is, in what was not captured to its end', () => {
    fc.assert(
      fc.property(sender, fc.nat(), ({ bytes }, seed) => {
        const end = seed % bytes.length;

        const { faults, packets } = readRtcp(compound(bytes), 0, end, { slicedBytes: bytes.length - end });

        expect(faults).toEqual([]);
        expect(packets.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
