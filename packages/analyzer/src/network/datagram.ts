import type { Packet } from '../capture/packet.ts';

/** What IP carried: one UDP datagram or one TCP segment with its payload. */
export type Datagram = {
  readonly packet: Packet;
  readonly protocol: 'UDP';
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
};
