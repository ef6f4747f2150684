import type { LayerCursor } from './layer.ts';
import { readHepPacket } from './hep-packet.ts';

/** A HEP packet, whatever carried it, to the payload that it reports of another network: a `PDU` with that network's addresses. */
export function hep(cursor: LayerCursor): undefined {
  const read = readHepPacket(cursor.bytes, cursor.at, cursor.end, cursor.limits.hepPayloadBytes);
  if (read === undefined) return cursor.report('hep-chunk', 'A HEP packet has no payload.');
  if (read.problem !== undefined) cursor.report('hep-chunk', read.problem);
  cursor.datagram = {
    packet: cursor.packet,
    protocol: 'PDU',
    addressLength: read.addressLength,
    sourceAt: read.sourceAt,
    destinationAt: read.destinationAt,
    sourcePort: read.sourcePort,
    destinationPort: read.destinationPort,
    // That of the packet which carried HEP says nothing of the packet which is reported.
    ipId: -1,
    bytes: read.bytes,
    start: read.start,
    end: read.end,
    slicedBytes: read.missingBytes,
    source: read.isOwnBytes ? [{ bytes: read.bytes }] : cursor.source,
    frames: cursor.frames,
    sequence: 0,
    acknowledgement: 0,
    flags: 0,
    verificationTag: 0,
    transport: read.transport,
    hep: read.facts,
  };
  return undefined;
}
