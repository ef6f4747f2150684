/** However media was carried, it is the same media. */

import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { StreamRow } from '../../src/rows.ts';
import { pcap, type TestRecord } from '../build-capture.ts';
import { ethernet, ipv4, udp } from '../build-packet.ts';
import {
  erspan2,
  erspan3,
  espNull,
  framed,
  geneve,
  gre,
  gtp,
  l2tp2,
  l2tp3,
  mplsLabels,
  pppoe,
  tagged,
  vxlan,
} from '../build-tunnel.ts';
import { bytesOf } from '../build-capture.ts';
import { aliceSdp, bobSdp, MediaTalk } from './media-talk.ts';
import type { TimedDatagram } from './rtp-capture.ts';

const talk = new MediaTalk()
  .call(aliceSdp, bobSdp)
  .rtp({ packets: 50, isLost: (packet) => packet === 20, delayMs: (packet) => packet % 4 })
  .rtpBack({ packets: 40, startMs: 210 });

/** Between the ends of a tunnel. */
const outer = { source: [172, 16, 0, 1], destination: [172, 16, 0, 2] };
const overUdp = (payload: Uint8Array): Uint8Array => ethernet(ipv4(payload, { ...outer, protocol: 17 }));
const overGre = (payload: Uint8Array): Uint8Array => ethernet(ipv4(payload, { ...outer, protocol: 47 }));
const ppp = (packet: Uint8Array): Uint8Array => bytesOf(0xff, 0x03, 0x00, 0x21, packet);

/** What an IP packet becomes. */
const ways: Readonly<Record<string, (packet: Uint8Array) => Uint8Array>> = {
  'VLAN tags': (packet) => tagged(packet),
  MPLS: (packet) => ethernet(mplsLabels(packet), 0x8847),
  PPPoE: (packet) => ethernet(pppoe(packet), 0x8864),
  'IP in IP': (packet) => ethernet(ipv4(packet, { ...outer, protocol: 4 })),
  GRE: (packet) => overGre(gre(packet, 0x0800)),
  'GRE of frames': (packet) => overGre(gre(framed(packet), 0x6558)),
  'ERSPAN II': (packet) => overGre(erspan2(framed(packet))),
  'ERSPAN III': (packet) => overGre(erspan3(framed(packet), true)),
  VXLAN: (packet) => overUdp(vxlan(framed(packet))),
  Geneve: (packet) => overUdp(geneve(framed(packet))),
  'GTP-U': (packet) => overUdp(gtp(packet)),
  'GTP-U of 5G': (packet) => overUdp(gtp(packet, [[0x85, [0x10, 0x09]]])),
  'L2TP 2': (packet) => overUdp(l2tp2(ppp(packet))),
  'L2TP 3': (packet) => overUdp(l2tp3(framed(packet))),
  'ESP without encryption': (packet) => overUdp(udp(espNull(packet, 4), { destinationPort: 4500 })),
  'GTP-U in VXLAN': (packet) => overUdp(vxlan(overUdp(gtp(packet)))),
};

function capture(wrap: (packet: Uint8Array) => Uint8Array): Uint8Array {
  const inOrder = talk.datagrams.toSorted((a, b) => a.timeUs - b.timeUs);
  return pcap(
    inOrder.map((datagram, at): TestRecord => ({
      seconds: 1_700_000_000 + Math.floor(datagram.timeUs / 1e6),
      fraction: datagram.timeUs % 1e6,
      data: wrap(packetOf(datagram, at + 1)),
    })),
  );
}

function packetOf({ source, destination, bytes }: TimedDatagram, id: number): Uint8Array {
  const octets = (ip: string): number[] => ip.split('.').map(Number);
  const segment = udp(bytes, { sourcePort: source.port, destinationPort: destination.port });
  return ipv4(segment, { source: octets(source.ip), destination: octets(destination.ip), id });
}

async function streamsOf(bytes: Uint8Array): Promise<readonly StreamRow[]> {
  return [...(await analyze([bytes])).streams()];
}

describe('streams in a tunnel', () => {
  test.each(Object.keys(ways))('%s: are those without it', async (name) => {
    const direct = await streamsOf(capture((packet) => ethernet(packet)));

    const streams = await streamsOf(capture(ways[name]!));

    expect(streams).toEqual(direct);
    expect(streams).toMatchObject([
      { call: 'c1', from: 'caller', srcIp: '10.0.0.1', packets: 49, lost: 1 },
      { call: 'c1', from: 'callee', srcIp: '10.0.0.9', packets: 40, lost: 0 },
    ]);
  });
});
