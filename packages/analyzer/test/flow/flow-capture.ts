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
    packets.flatMap((packet) => recordsOf(packet, connections)),
    { linkType: 101, snaplen: 262_144 },
  );
}

/** One, or one for each fragment. */
function recordsOf(packet: Packet, connections: Connections): TestRecord[] {
  const microseconds = Math.round(packet.seconds * 1e6);
  const time = { seconds: startSeconds + Math.floor(microseconds / 1e6), fraction: microseconds % 1e6 };
  const isTold = hepProtocols.has(packet.transport);
  const datagrams = isTold ? [hepOf(packet, microseconds)] : datagramsOf(packet, connections);
  return datagrams.map((data) => ({ ...time, data }));
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

function datagramsOf(packet: Packet, connections: Connections): Uint8Array[] {
  const { transport, id, refuses, fragments = 1 } = packet;
  const [source, destination] = endsOf(packet);
  const payload =
    refuses === undefined ? segmentOf(packet, connections) : portUnreachable(datagramsOf(refuses, connections)[0]!);
  const protocol = refuses === undefined ? (transport === 'TCP' ? TCP : UDP) : ICMP;
  if (source.address.includes(':')) {
    const addresses = { source: ipv6Bytes(source.address), destination: ipv6Bytes(destination.address) };
    return [ipv6(payload, { ...addresses, nextHeader: protocol })];
  }
  const head = {
    source: ipv4Bytes(source.address),
    destination: ipv4Bytes(destination.address),
    protocol,
    id: id & 0xffff,
    dscp: packet.dscp ?? 0,
  };
  // Offsets count eight bytes.
  const unit = Math.ceil(payload.length / fragments / 8);
  return Array.from({ length: fragments }, (_, index) => {
    const isLast = index === fragments - 1;
    const piece = payload.subarray(index * unit * 8, isLast ? payload.length : (index + 1) * unit * 8);
    return ipv4(
      piece,
      fragments === 1 ? head : { ...head, flagsAndOffset: (isLast ? 0 : moreFragments) | (index * unit) },
    );
  });
}

const TCP = 6;
const UDP = 17;
const ICMP = 1;
const moreFragments = 0x2000;

function endsOf({ from, to }: Packet): readonly [source: Endpoint, destination: Endpoint] {
  return [from.nat ?? from, to.nat ?? to];
}

function segmentOf(packet: Packet, connections: Connections): Uint8Array {
  const { transport, text: payload } = packet;
  const [source, destination] = endsOf(packet);
  const [sourcePort, destinationPort] = packet.ports ?? [source.port, destination.port];
  return transport === 'TCP'
    ? tcp(payload, { sourcePort, destinationPort, ...connections.next(packet, source, destination) })
    : udp(payload, { sourcePort, destinationPort });
}

/** RFC 792: type 3, code 3, and the packet that nobody takes. */
function portUnreachable(refused: Uint8Array): Uint8Array {
  const message = new Uint8Array(8 + refused.length);
  message.set([3, 3]);
  message.set(refused, 8);
  return message;
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
