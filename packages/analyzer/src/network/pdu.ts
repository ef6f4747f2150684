import { PDU_ADDRESSES_AT, PDU_PORTS_AT, pduTransports } from '../capture/log/pdu-header.ts';
import type { Datagram } from './datagram.ts';
import type { LayerCursor, LayerName } from './layer.ts';
import type { Transport } from '../rows.ts';

/** A message that a log tells of, behind a header of our own: see `pdu-header.ts`. */
export function loggedPdu(cursor: LayerCursor): undefined {
  const { at } = cursor;
  const addressLength = cursor.uint8(at) === 16 ? 16 : 4;
  setPdu(cursor, {
    addressLength,
    sourceAt: at + PDU_ADDRESSES_AT,
    destinationAt: at + PDU_ADDRESSES_AT + addressLength,
    sourcePort: cursor.uint16(at + PDU_PORTS_AT),
    destinationPort: cursor.uint16(at + PDU_PORTS_AT + 2),
    start: at + PDU_ADDRESSES_AT + 2 * addressLength,
    transport: pduTransports[cursor.uint8(at + 1)] ?? 'UDP',
    // A log tells of each message once: where one stands twice, it was sent twice.
    ipId: (cursor.packet.frame % 0xffff) + 1,
  });
  return undefined;
}

/** Tags of LINKTYPE_WIRESHARK_UPPER_PDU: Wireshark's `wsutil/exported_pdu_tlvs.h`. */
const TAG = {
  end: 0,
  name: 12,
  heuristicName: 13,
  ipv4Source: 20,
  ipv4Destination: 21,
  ipv6Source: 22,
  ipv6Destination: 23,
  portType: 24,
  sourcePort: 25,
  destinationPort: 26,
} as const;

/** Wireshark's numbers of what has ports. */
const transportOfPortType = new Map<number, Transport>([
  [1, 'SCTP'],
  [2, 'TCP'],
  [3, 'UDP'],
]);

/** Names of what is in such a packet, where it is a layer that we read. */
const layerOfName = new Map<string, LayerName>([
  ['eth', 'ethernet'],
  ['ip', 'ip'],
  ['ipv6', 'ip'],
]);

/** No address of its own: of packets that tell none. */
const NO_ADDRESS = new Uint8Array(16);

type Tags = {
  name: string;
  transport: Transport;
  addressLength: 4 | 16;
  sourceAt: number;
  destinationAt: number;
  sourcePort: number;
  destinationPort: number;
};

/**
 * What Wireshark exported from its dissection, and programs that imitate it: tags, then the payload.
 *
 *     tag (2) length (2), which counts the padding to four bytes; value
 */
export function exportedPdu(cursor: LayerCursor): LayerName | undefined {
  const tags = readTags(cursor);
  if (tags === undefined) return undefined;
  const layer = layerOfName.get(tags.name);
  if (layer !== undefined) return layer;
  if (tags.name !== 'sip' && tags.name !== 'sip.tcp' && tags.name !== '') return undefined;
  if (tags.sourceAt >= 0 && tags.destinationAt >= 0) setPdu(cursor, { ...tags, start: cursor.at, ipId: -1 });
  else setPduWithoutAddresses(cursor, tags);
  return undefined;
}

/** Leaves the cursor behind the tags. */
function readTags(cursor: LayerCursor): Tags | undefined {
  const tags: Tags = {
    name: '',
    transport: 'UDP',
    addressLength: 4,
    sourceAt: -1,
    destinationAt: -1,
    sourcePort: 0,
    destinationPort: 0,
  };
  while (cursor.left >= 4) {
    const tag = cursor.uint16(cursor.at);
    const length = cursor.uint16(cursor.at + 2);
    cursor.at += 4;
    if (tag === TAG.end) return tags;
    if (length > cursor.left) break;
    readTag(cursor, tags, tag, length);
    cursor.at += length;
  }
  return cursor.tooShort('the tags of an exported PDU');
}

function readTag(cursor: LayerCursor, tags: Tags, tag: number, length: number): void {
  const { at } = cursor;
  if (tag === TAG.name || tag === TAG.heuristicName) tags.name = nameAt(cursor.bytes, at, at + length);
  else if ((tag === TAG.ipv4Source && length >= 4) || (tag === TAG.ipv6Source && length >= 16)) tags.sourceAt = at;
  else if ((tag === TAG.ipv4Destination && length >= 4) || (tag === TAG.ipv6Destination && length >= 16)) {
    tags.destinationAt = at;
    tags.addressLength = tag === TAG.ipv6Destination ? 16 : 4;
  } else if (length >= 4) {
    const value = cursor.uint32(at);
    if (tag === TAG.portType) tags.transport = transportOfPortType.get(value) ?? 'UDP';
    if (tag === TAG.sourcePort) tags.sourcePort = value & 0xffff;
    if (tag === TAG.destinationPort) tags.destinationPort = value & 0xffff;
  }
}

function nameAt(bytes: Uint8Array, start: number, end: number): string {
  let name = '';
  for (let at = start; at < end && bytes[at] !== 0 && name.length < 32; at++) name += String.fromCharCode(bytes[at]!);
  return name;
}

/** The addresses must stand beside the payload: it is copied behind two that are all zeros. */
function setPduWithoutAddresses(cursor: LayerCursor, tags: Tags): void {
  const { at, end } = cursor;
  const source = cursor.place(at, end);
  const bytes = new Uint8Array(NO_ADDRESS.length + (end - at));
  bytes.set(cursor.bytes.subarray(at, end), NO_ADDRESS.length);
  cursor.source = [{ bytes: NO_ADDRESS }, ...source];
  cursor.bytes = bytes;
  cursor.at = NO_ADDRESS.length;
  cursor.end = bytes.length;
  cursor.sentEnd += bytes.length - end;
  setPdu(cursor, { ...tags, addressLength: 4, sourceAt: 0, destinationAt: 4, start: cursor.at, ipId: -1 });
}

function setPdu(
  cursor: LayerCursor,
  pdu: Pick<
    Datagram,
    'addressLength' | 'sourceAt' | 'destinationAt' | 'sourcePort' | 'destinationPort' | 'start' | 'transport' | 'ipId'
  >,
): void {
  cursor.datagram = {
    packet: cursor.packet,
    protocol: 'PDU',
    addressLength: pdu.addressLength,
    sourceAt: pdu.sourceAt,
    destinationAt: pdu.destinationAt,
    sourcePort: pdu.sourcePort,
    destinationPort: pdu.destinationPort,
    ipId: pdu.ipId,
    bytes: cursor.bytes,
    start: pdu.start,
    end: cursor.end,
    slicedBytes: cursor.slicedBytes,
    source: cursor.source,
    frames: cursor.frames,
    sequence: 0,
    acknowledgement: 0,
    flags: 0,
    verificationTag: 0,
    transport: pdu.transport,
    hep: undefined,
  };
}
