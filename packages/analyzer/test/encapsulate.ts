/** Ways to carry a packet: links, tunnels in tunnels, fragments of IP. */

import fc from 'fast-check';
import { LINK_TYPE } from '../src/capture/link-type.ts';
import { bytesOf, uint16, uint32 } from './build-capture.ts';
import { ethernet, ipv4, ipv6, udp } from './build-packet.ts';
import {
  authentication,
  erspan2,
  erspan3,
  espNull,
  etherTypeOf,
  type FragmentOptions,
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
import type { TestPacketData } from './read-datagrams.ts';

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

/** Packets on the wire. */
const links: readonly ((packet: Uint8Array) => TestPacketData)[] = [
  (packet) => ({ data: framed(packet) }),
  (packet) => ({ data: bytesOf(framed(packet), new Uint8Array(7)) }),
  (packet) => ({ data: tagged(packet, 1) }),
  (packet) => ({ data: ethernet(mplsLabels(packet, 1), 0x8847) }),
  (packet) => ({ data: ethernet(pppoe(packet, isVersion6(packet) ? 0x57 : 0x21), 0x8864) }),
  (packet) => ({
    data:
      packet.length + 8 > LENGTH_AT_MOST
        ? framed(packet)
        : ethernet(snap(packet, etherTypeOf(packet)), packet.length + 8),
  }),
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

/** Packets of a datagram; beyond, nothing more is put around them. */
const PACKETS_AT_MOST = 400;
/** Behind it, the length of 802.3 would be an ether type. */
const LENGTH_AT_MOST = 1500;

/** A tunnel, and the IP that carries it. */
export type Hop = { readonly tunnel: number; readonly version: 4 | 6; readonly fragmentBytes: number };

export const hop: fc.Arbitrary<Hop> = fc.record({
  tunnel: fc.nat(tunnels.length - 1),
  version: fc.constantFrom<4 | 6>(4, 6),
  /** 0 where it fits. */
  fragmentBytes: fc.constantFrom(0, 0, 64, 136, 1400),
});

/** How packets are carried: what cuts the innermost one up, what is put around it, and on which link it goes. */
export type Way = { readonly fragmentBytes: number; readonly hops: readonly Hop[]; readonly link: number };

export const way: fc.Arbitrary<Way> = fc.record({
  fragmentBytes: fc.constantFrom(0, 32, 104),
  hops: fc.array(hop, { maxLength: 4 }),
  link: fc.nat(links.length - 1),
});

/** What IP carries, and between whom. */
export type IpPayload = {
  readonly version: 4 | 6;
  readonly protocol: number;
  readonly payload: Uint8Array;
  readonly addresses?: { readonly source: Uint8Array; readonly destination: Uint8Array };
  readonly id?: number;
};

/** Where the next identification comes from: they differ along the way, so that fragments of tunnels are those of one packet each. */
export type Identifications = { next: number };

/** The packets of a capture that carry it that way. */
export function encapsulated(
  given: IpPayload,
  { fragmentBytes, hops, link }: Way,
  ids: Identifications = { next: 100 },
): TestPacketData[] {
  let packets = ipPackets(given, fragmentBytes);
  let layers = OTHER_LAYERS;
  for (const each of hops) {
    const [more, protocol, wrap] = tunnels[each.tunnel]!;
    layers += more;
    if (layers > LAYERS_AT_MOST || packets.length > PACKETS_AT_MOST) break;
    packets = packets.flatMap((packet) => {
      return ipPackets({ version: each.version, protocol, payload: wrap(packet), id: ids.next++ }, each.fragmentBytes);
    });
  }
  return packets.map((packet) => links[link]!(packet));
}

function ipPackets({ version, protocol, payload, addresses, id = 7 }: IpPayload, fragmentBytes: number): Uint8Array[] {
  if (fragmentBytes === 0)
    return [
      version === 4
        ? ipv4(payload, { ...addresses, protocol, id })
        : ipv6(payload, { ...addresses, nextHeader: protocol }),
    ];
  const options: FragmentOptions = {
    bytes: fragmentBytes,
    protocol,
    id,
    ...(addresses === undefined ? {} : { addresses }),
  };
  return version === 4 ? fragments4(payload, options) : fragments6(payload, options);
}
