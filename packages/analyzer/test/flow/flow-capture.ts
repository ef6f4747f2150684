import { pcap, type TestRecord } from '../build-capture.ts';
import { hep3 } from '../build-hep.ts';
import { ipv4, ipv6, tcp, udp } from '../build-packet.ts';
import { ipv6Bytes } from './ipv6-bytes.ts';
import type { Packet } from './network.ts';
import type { Endpoint } from '../../src/expect/script/script.ts';

/** 2026-01-05, 09:00 UTC. */
export const startSeconds: number = Date.UTC(2026, 0, 5, 9) / 1000;

/** A capture of raw IP packets. */
export function captureOf(packets: readonly Packet[]): Uint8Array {
  const connections = new Connections();
  return pcap(
    packets.map((packet) => recordOf(packet, connections)),
    { linkType: 101, snaplen: 262_144 },
  );
}

function recordOf(packet: Packet, connections: Connections): TestRecord {
  const microseconds = Math.round(packet.seconds * 1e6);
  return {
    seconds: startSeconds + Math.floor(microseconds / 1e6),
    fraction: microseconds % 1e6,
    data: hepProtocols.has(packet.transport) ? hepOf(packet, microseconds) : datagramOf(packet, connections),
  };
}

/** What senders of HEP write for transports whose packets say nothing, because they are encrypted (as Kamailio and OpenSIPS do). */
const hepProtocols: ReadonlyMap<Packet['transport'], number> = new Map([
  ['TLS', 22],
  ['WS', 50],
]);
const agent = [192, 0, 2, 250];
const hepPort = 9060;

/** A message that an element tells a capture server of. */
function hepOf(packet: Packet, microseconds: number): Uint8Array {
  const { transport, text: payload, from, to } = packet;
  const told = hep3(payload, {
    ipProtocol: hepProtocols.get(transport) ?? 17,
    source: from.address.includes(':') ? ipv6Bytes(from.address) : ipv4Bytes(from.address),
    destination: to.address.includes(':') ? ipv6Bytes(to.address) : ipv4Bytes(to.address),
    sourcePort: packet.ports?.[0] ?? from.port,
    destinationPort: packet.ports?.[1] ?? to.port,
    seconds: startSeconds + Math.floor(microseconds / 1e6),
    microseconds: microseconds % 1e6,
  });
  const segment = udp(told, { sourcePort: hepPort, destinationPort: hepPort });
  return ipv4(segment, { source: agent, destination: agent, protocol: 17, id: packet.id & 0xffff });
}

function datagramOf(packet: Packet, connections: Connections): Uint8Array {
  const { transport, text: payload, id } = packet;
  const [source, destination] = [packet.from.nat ?? packet.from, packet.to.nat ?? packet.to];
  const [sourcePort, destinationPort] = packet.ports ?? [source.port, destination.port];
  const isTcp = transport === 'TCP';
  const segment = isTcp
    ? tcp(payload, { sourcePort, destinationPort, ...connections.next(packet, source, destination) })
    : udp(payload, { sourcePort, destinationPort });
  const protocol = isTcp ? 6 : 17;
  if (source.address.includes(':')) {
    const addresses = { source: ipv6Bytes(source.address), destination: ipv6Bytes(destination.address) };
    return ipv6(segment, { ...addresses, nextHeader: protocol });
  }
  return ipv4(segment, {
    source: ipv4Bytes(source.address),
    destination: ipv4Bytes(destination.address),
    protocol,
    id: id & 0xffff,
    dscp: packet.dscp ?? 0,
  });
}

function ipv4Bytes(address: string): number[] {
  return address.split('.').map(Number);
}

/** Sequence numbers of TCP connections, which are there from before the capture. */
class Connections {
  readonly #next = new Map<string, number>();

  next(packet: Packet, source: Endpoint, destination: Endpoint): { sequence: number; acknowledgement: number } {
    const there = `${source.address} ${source.port} ${destination.address} ${destination.port}`;
    const back = `${destination.address} ${destination.port} ${source.address} ${source.port}`;
    const sequence = this.#next.get(there) ?? 1;
    const length = typeof packet.text === 'string' ? Buffer.byteLength(packet.text) : packet.text.length;
    this.#next.set(there, sequence + length);
    return { sequence, acknowledgement: this.#next.get(back) ?? 1 };
  }
}
