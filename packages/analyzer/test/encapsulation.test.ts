/** However a datagram was carried, it is the same datagram. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_TYPE } from '../src/capture/link-type.ts';
import { bytesOf, uint16, uint32 } from './build-capture.ts';
import { ethernet, ipv4, ipv6, udp } from './build-packet.ts';
import {
  authentication,
  erspan2,
  erspan3,
  espNull,
  etherTypeOf,
  fragments4,
  fragments6,
  framed,
  geneve,
  gre,
  gtp,
  l2tp2,
  l2tp3,
  mplsLabels,
  nsh,
  pppoe,
  pptpGre,
  snap,
  tagged,
  vxlan,
  wlan,
} from './build-tunnel.ts';
import { readDatagrams, type TestPacketData } from './read-datagrams.ts';

const INVITE = `INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: a\r\nX: ${'x'.repeat(120)}\r\n\r\n`;
const sent = udp(INVITE);

/** What carries an IP packet in an IP packet again: its payload, its protocol number, and how many layers that is. */
type Tunnel = readonly [layers: number, protocol: number, wrap: (packet: Uint8Array) => Uint8Array];

const isVersion6 = (packet: Uint8Array): boolean => etherTypeOf(packet) === 0x86dd;
const pppOf = (packet: Uint8Array): Uint8Array => bytesOf(0xff, 0x03, 0x00, isVersion6(packet) ? 0x57 : 0x21, packet);
const ipProtocolOf = (packet: Uint8Array): number => (isVersion6(packet) ? 41 : 4);

const tunnels: readonly Tunnel[] = [
  ...[0, 0x8000, 0x2000, 0xb000, 0xf000].map((flags): Tunnel => [
    2,
    47,
    (packet) => gre(packet, etherTypeOf(packet), flags),
  ]),
  [3, 47, (packet) => gre(framed(packet), 0x6558)],
  [4, 47, (packet) => gre(mplsLabels(packet), 0x8847)],
  [3, 47, (packet) => pptpGre(pppOf(packet))],
  [6, 47, (packet) => erspan2(tagged(packet))],
  [4, 47, (packet) => erspan3(framed(packet), true)],
  [3, 17, (packet) => vxlan(framed(packet))],
  [5, 17, (packet) => vxlan(tagged(packet), 8472)],
  [3, 17, (packet) => geneve(framed(packet))],
  [2, 17, (packet) => geneve(packet, etherTypeOf(packet), [0, 1, 0x80, 1, 1, 2, 3, 4])],
  [2, 17, (packet) => gtp(packet)],
  [2, 17, (packet) => gtp(packet, [[0x85, [0x10, 0x09]]])],
  [3, 17, (packet) => l2tp2(pppOf(packet))],
  [3, 17, (packet) => l2tp3(framed(packet))],
  [3, 17, (packet) => udp(espNull(packet, ipProtocolOf(packet)), { destinationPort: 4500 })],
  [
    4,
    17,
    (packet) =>
      udp(bytesOf(0x0c, 0, 0, 4, 0, 0, 9, 0, nsh(packet, isVersion6(packet) ? 2 : 1)), { destinationPort: 4790 }),
  ],
  [2, 50, (packet) => espNull(packet, ipProtocolOf(packet), 16)],
  [2, 51, (packet) => authentication(packet, ipProtocolOf(packet))],
  [3, 97, (packet) => bytesOf(0x30, 0, framed(packet))],
  [3, 115, (packet) => bytesOf(uint32(77), framed(packet))],
  [3, 137, (packet) => mplsLabels(packet)],
];

const links: readonly ((packet: Uint8Array) => TestPacketData)[] = [
  (packet) => ({ data: framed(packet) }),
  (packet) => ({ data: bytesOf(framed(packet), new Uint8Array(7)) }),
  (packet) => ({ data: tagged(packet, 1) }),
  (packet) => ({ data: ethernet(mplsLabels(packet, 1), 0x8847) }),
  (packet) => ({ data: ethernet(pppoe(packet, isVersion6(packet) ? 0x57 : 0x21), 0x8864) }),
  (packet) => ({ data: ethernet(snap(packet, etherTypeOf(packet)), packet.length + 8) }),
  (packet) => ({ data: packet, linkType: LINK_TYPE.raw }),
  (packet) => ({ data: pppOf(packet), linkType: LINK_TYPE.ppp }),
  (packet) => ({ data: bytesOf(uint32(isVersion6(packet) ? 30 : 2, 'little'), packet), linkType: LINK_TYPE.null }),
  (packet) => ({
    data: bytesOf(uint16(0), uint16(1), uint16(6), new Uint8Array(8), uint16(etherTypeOf(packet)), packet),
    linkType: LINK_TYPE.linuxSll,
  }),
  (packet) => ({
    data: bytesOf(uint16(etherTypeOf(packet)), new Uint8Array(18), packet),
    linkType: LINK_TYPE.linuxSll2,
  }),
  (packet) => ({ data: wlan(snap(packet, etherTypeOf(packet)), { type: 0x88 }), linkType: LINK_TYPE.wlan }),
];

const LAYERS_AT_MOST = 16;
/** Link with tags, the innermost IP and UDP. */
const OTHER_LAYERS = 5;

type Hop = { readonly tunnel: number; readonly version: 4 | 6; readonly fragmentBytes: number };

const hop = fc.record({
  tunnel: fc.nat(tunnels.length - 1),
  version: fc.constantFrom<4 | 6>(4, 6),
  /** 0 where it fits. */
  fragmentBytes: fc.constantFrom(0, 0, 64, 136, 1400),
});

const way = fc.record({
  version: fc.constantFrom<4 | 6>(4, 6),
  fragmentBytes: fc.constantFrom(0, 32, 104),
  hops: fc.array(hop, { maxLength: 4 }),
  link: fc.nat(links.length - 1),
  order: fc.constantFrom<'sent' | 'reversed'>('sent', 'reversed'),
});

type Way = { version: 4 | 6; fragmentBytes: number; hops: Hop[]; link: number; order: 'sent' | 'reversed' };

/** Identifications differ along the way, so that fragments of tunnels are those of one packet each. */
function ipPackets(
  payload: Uint8Array,
  protocol: number,
  { version, fragmentBytes }: Omit<Hop, 'tunnel'>,
  id: number,
): Uint8Array[] {
  if (fragmentBytes === 0)
    return [version === 4 ? ipv4(payload, { protocol, id }) : ipv6(payload, { nextHeader: protocol })];
  const options = { bytes: fragmentBytes, protocol, id };
  return version === 4 ? fragments4(payload, options) : fragments6(payload, options);
}

function carried({ version, fragmentBytes, hops, link, order }: Way): TestPacketData[] {
  let packets = ipPackets(sent, 17, { version, fragmentBytes }, 7);
  let layers = OTHER_LAYERS;
  let id = 100;
  for (const each of hops) {
    const [more, protocol, wrap] = tunnels[each.tunnel]!;
    layers += more;
    if (layers > LAYERS_AT_MOST || packets.length > 400) break;
    packets = packets.flatMap((packet) => ipPackets(wrap(packet), protocol, each, id++));
  }
  const captured = packets.map((packet) => links[link]!(packet));
  return order === 'sent' ? captured : captured.reverse();
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
