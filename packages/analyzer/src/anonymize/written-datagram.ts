import type { SavedPacket } from '../capture/pcapng-writer.ts';

/** Between whom something went, as bytes of addresses; both of one length. */
export type Ends = {
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly sourcePort: number;
  readonly destinationPort: number;
};

/** LINKTYPE_RAW: IP without a link layer; LINKTYPE_WIRESHARK_UPPER_PDU. */
const link = { ip: 101, pdu: 252 } as const;
const udpProtocol = 17;
const hops = 64;
/** Tags of exported PDUs: see `network/pdu.ts`. */
const tag = {
  end: 0,
  name: 12,
  ipv4Source: 20,
  ipv4Destination: 21,
  ipv6Source: 22,
  ipv6Destination: 23,
  portType: 24,
  sourcePort: 25,
  destinationPort: 26,
} as const;
const portTypes = { SCTP: 1, TCP: 2, UDP: 3 } as const;

/** Payloads that are longer fit into no datagram. */
export const longestPayload = 65_000;

/** A UDP datagram in a packet of IP, its checksums right. `slicedBytes` of its payload were sent and not captured. */
export function writtenDatagram(
  { source, destination, sourcePort, destinationPort }: Ends,
  payload: Uint8Array,
  {
    timeNs,
    ipId,
    dscp,
    slicedBytes = 0,
  }: { readonly timeNs: bigint; readonly ipId: number; readonly dscp: number; readonly slicedBytes?: number },
): SavedPacket {
  const isIpv4 = source.length === 4;
  const headerBytes = isIpv4 ? 20 : 40;
  const bytes = new Uint8Array(headerBytes + 8 + payload.length);
  const view = new DataView(bytes.buffer);
  const udpBytes = 8 + payload.length + slicedBytes;
  const addressesAt = isIpv4 ? 12 : 8;
  if (isIpv4) {
    view.setUint16(0, 0x4500 | (dscp << 2));
    view.setUint16(2, headerBytes + udpBytes);
    view.setUint16(4, ipId);
    view.setUint16(8, (hops << 8) | udpProtocol);
  } else {
    view.setUint32(0, 0x6000_0000 | (dscp << 22));
    view.setUint16(4, udpBytes);
    view.setUint16(6, (udpProtocol << 8) | hops);
  }
  bytes.set(source, addressesAt);
  bytes.set(destination, addressesAt + source.length);
  if (isIpv4) view.setUint16(10, checksum(bytes, 0, headerBytes, 0));
  view.setUint16(headerBytes, sourcePort);
  view.setUint16(headerBytes + 2, destinationPort);
  view.setUint16(headerBytes + 4, udpBytes);
  bytes.set(payload, headerBytes + 8);
  // Of what was not captured there is no sum; 0 stands for none (RFC 768).
  if (slicedBytes === 0)
    view.setUint16(headerBytes + 6, checksum(bytes, addressesAt, bytes.length, udpProtocol + udpBytes) || 0xffff);
  return { linkType: link.ip, timeNs, originalLength: bytes.length + slicedBytes, bytes };
}

/** A message that came another way than in a datagram: as Wireshark exports one. */
export function writtenPdu(
  ends: Ends,
  payload: Uint8Array,
  transport: 'UDP' | 'TCP' | 'SCTP',
  timeNs: bigint,
): SavedPacket {
  const isIpv4 = ends.source.length === 4;
  const head = [
    ...item(tag.name, new TextEncoder().encode('sip\0')),
    ...item(isIpv4 ? tag.ipv4Source : tag.ipv6Source, ends.source),
    ...item(isIpv4 ? tag.ipv4Destination : tag.ipv6Destination, ends.destination),
    ...item(tag.portType, word(portTypes[transport])),
    ...item(tag.sourcePort, word(ends.sourcePort)),
    ...item(tag.destinationPort, word(ends.destinationPort)),
    ...item(tag.end, new Uint8Array(0)),
  ];
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return { linkType: link.pdu, timeNs, originalLength: bytes.length, bytes };
}

/** Values are as long as they are: all of them fill four bytes. */
function item(code: number, value: Uint8Array): readonly number[] {
  return [code >> 8, code & 0xff, value.length >> 8, value.length & 0xff, ...value];
}

function word(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}

/** The sum of `bytes[from, to)` in words of 16 bits (RFC 1071), of what was added before. */
function checksum(bytes: Uint8Array, from: number, to: number, before: number): number {
  let sum = before;
  for (let at = from; at < to; at += 2) sum += (bytes[at]! << 8) | (at + 1 < to ? bytes[at + 1]! : 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return ~sum & 0xffff;
}
