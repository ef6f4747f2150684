import type { Packet } from '../src/capture/packet.ts';
import type { Datagram } from '../src/network/datagram.ts';

/**
 * A datagram as the network stage hands it on: IPv4 in a packet whose bytes are the addresses of both ends and the payload, which begins at 8;
 * what is given takes the place of what it has otherwise.
 */
export function datagramIn(packet: Packet, own: Partial<Datagram> = {}): Datagram {
  return {
    packet,
    protocol: 'UDP',
    addressLength: 4,
    sourceAt: 0,
    destinationAt: 4,
    sourcePort: 5060,
    destinationPort: 5060,
    ipId: packet.frame,
    bytes: packet.bytes,
    start: 8,
    end: packet.bytes.length,
    slicedBytes: 0,
    source: undefined,
    frames: undefined,
    sequence: 0,
    acknowledgement: 0,
    flags: 0,
    verificationTag: 0,
    transport: 'UDP',
    ...own,
  };
}
