/** However a datagram was carried, it is the same datagram. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_TYPE } from '../src/capture/link-type.ts';
import { udp } from './build-packet.ts';
import { encapsulated, type Way, way as oneWay } from './encapsulate.ts';
import { readDatagrams, type TestPacketData } from './read-datagrams.ts';

const INVITE = `INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: a\r\nX: ${'x'.repeat(120)}\r\n\r\n`;
const sent = udp(INVITE);

type VersionedWay = Way & { readonly version: 4 | 6; readonly order: 'sent' | 'reversed' };

const way: fc.Arbitrary<VersionedWay> = fc
  .tuple(oneWay, fc.constantFrom<4 | 6>(4, 6), fc.constantFrom<'sent' | 'reversed'>('sent', 'reversed'))
  .map(([given, version, order]) => ({ ...given, version, order }));

function carried(given: VersionedWay): TestPacketData[] {
  const captured = encapsulated({ version: given.version, protocol: 17, payload: sent }, given);
  return given.order === 'sent' ? captured : captured.reverse();
}

describe('a datagram', () => {
  test('is the same whatever carried it, in how many pieces, in which order', () => {
    fc.assert(
      fc.property(way, (given) => {
        const packets = carried(given);

        const { datagrams, codes, skipped } = readDatagrams(packets);

        expect(datagrams).toMatchObject([
          {
            payload: INVITE,
            payloadAtPlace: INVITE,
            source: given.version === 4 ? 'c0000201' : '20010db8000000000000000000000001',
            sourcePort: 5060,
            destinationPort: 5062,
            slicedBytes: 0,
          },
        ]);
        expect(codes).toEqual({});
        expect(skipped).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('tells what a capture of short packets left out', () => {
    fc.assert(
      fc.property(way, fc.integer({ min: 1, max: 120 }), (given, cut) => {
        const [packet] = carried({
          ...given,
          fragmentBytes: 0,
          hops: given.hops.map((each) => ({ ...each, fragmentBytes: 0 })),
        });
        const { data, linkType = LINK_TYPE.ethernet } = packet!;

        const { datagrams } = readDatagrams([{ data: data.subarray(0, -cut), linkType, originalLength: data.length }]);

        // Padding and check values behind it may be what was cut; without encryption ESP is known by its end only.
        for (const { payload, slicedBytes } of datagrams) {
          if (!INVITE.startsWith(payload.slice(0, 5)) || payload.length < 5) continue;
          expect(INVITE.startsWith(payload)).toBe(true);
          expect(payload.length + slicedBytes).toBe(INVITE.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('damaged in any way raises nothing, and takes no bytes of others', () => {
    const damage = fc.array(fc.record({ at: fc.nat(), to: fc.nat(255) }), { maxLength: 8 });
    fc.assert(
      fc.property(way, damage, fc.nat(30), (given, changes, shorter) => {
        const packets = carried(given).map((packet, i) => {
          const data = packet.data.slice(0, Math.max(packet.data.length - (i === 0 ? shorter : 0), 0));
          for (const { at, to } of changes) if (data.length > 0) data[(at + i) % data.length] = to;
          return { ...packet, data, originalLength: packet.data.length };
        });

        const { datagrams } = readDatagrams(packets);

        for (const { payload, payloadAtPlace, slicedBytes } of datagrams) {
          expect(payloadAtPlace).toBe(payload);
          expect(slicedBytes).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of any bytes on any link raises nothing', () => {
    const linkTypes = Object.values(LINK_TYPE).filter((linkType) => linkType < 0x1_0000);
    fc.assert(
      fc.property(fc.constantFrom(...linkTypes), fc.uint8Array({ maxLength: 200 }), (linkType, data) => {
        const { datagrams } = readDatagrams([{ data, linkType }]);

        for (const { payload, payloadAtPlace } of datagrams) expect(payloadAtPlace).toBe(payload);
      }),
      { numRuns: 2000 },
    );
  });
});
