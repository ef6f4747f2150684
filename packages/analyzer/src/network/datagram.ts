import type { Packet } from '../capture/packet.ts';
import { type Place, partOfPlace } from '../capture/place.ts';
import type { Transport } from '../rows.ts';
import type { HepFacts } from './hep-packet.ts';

/**
 * What IP carried: a UDP datagram (RFC 768), a TCP segment (RFC 9293 §3.1), an SCTP packet whose payload is its chunks (RFC 9260 §3). A `PDU` is a message that somebody else took
 * from its transport: a log, or an element that exports what it sees. One shape for all, for they are made by the million.
 */
export type Datagram = {
  /** The packet that completes it. */
  readonly packet: Packet;
  readonly protocol: 'UDP' | 'TCP' | 'SCTP' | 'PDU';
  /** 4 or 16 bytes each, at `sourceAt` and `destinationAt` in `bytes`. */
  readonly addressLength: 4 | 16;
  readonly sourceAt: number;
  readonly destinationAt: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** IPv4 identification; -1 in IPv6 without a fragment header. Tells a mirrored copy from a retransmission. */
  readonly ipId: number;
  /** The payload is `bytes[start, end)`. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Bytes of the payload that were sent and not captured. */
  readonly slicedBytes: number;
  /** Where `bytes` lie in the capture, where they were put together from fragments; else they are the packet's. */
  readonly source: Place | undefined;
  /** All packets that carried it, where more than one. */
  readonly frames: readonly number[] | undefined;
  /** Of TCP: of the first byte of the payload; of a SYN, which counts as one byte, its own. */
  readonly sequence: number;
  readonly acknowledgement: number;
  /** Of TCP: FIN 1, SYN 2, RST 4, PSH 8, ACK 16. */
  readonly flags: number;
  /** Of SCTP. */
  readonly verificationTag: number;
  /** Of a PDU: what carried the message where it was taken. */
  readonly transport: Transport;
  /** Of a PDU that HEP carried. */
  readonly hep?: HepFacts | undefined;
};

/** Where `bytes[start, end)` of a datagram lie in the capture. */
export function placeOf({ packet, source }: Datagram, start: number, end: number): Place {
  if (source !== undefined) return partOfPlace(source, start, end);
  if (packet.source !== undefined) return partOfPlace(packet.source, start - packet.start, end - packet.start);
  return [{ offset: packet.offset + (start - packet.start), length: end - start }];
}
