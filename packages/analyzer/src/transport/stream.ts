import type { Place } from '../capture/place.ts';
import type { Transport } from '../rows.ts';
import type { Delivery } from './delivery.ts';

/** Bytes of one direction of a connection, in order. */
export type StreamChunk = {
  readonly bytes: Uint8Array;
  /** Where they are to be had; as long as `bytes`. */
  readonly place: Place;
  /** The packet that brought them. */
  readonly frame: number;
  readonly timeNs: number;
  /** IPv4 identification of that packet, -1 where there is none. */
  readonly ipId: number;
  /** All packets that brought them, where more than one: fragments of IP. */
  readonly frames?: readonly number[] | undefined;
};

/** The directions of a connection: 0 from the side that sent first (of TCP: the SYN, where it was seen), 1 back to it. */
export type Direction = 0 | 1;

/**
 * Reads what the two directions of a connection carry. A protocol that carries another (TLS, WebSocket) is one too, and hands what it unwraps to the next.
 * What it gives is ready with the chunk it was given.
 */
export type StreamReader = {
  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[];
  /** So many bytes of that direction were lost, before what comes next. */
  gap(direction: Direction, lengthBytes: number): readonly Delivery[];
  /** Nothing more comes in that direction. */
  end(direction: Direction): readonly Delivery[];
  /** Bytes it keeps of what is not complete: they count for the limit of all connections. */
  readonly waitingBytes?: number;
  /** False while this may still carry nothing we read: what is missed of it is not told then. */
  readonly isSure?: boolean;
  /** What it carries that is no SIP, as a number of `ProtocolCounts`, for the packets of the connection to be counted by; -1, or absent, of SIP, and of what is counted as it is read. */
  readonly protocol?: number;
};

/** What a reader needs to know of the connection it reads. */
export type Connection = {
  /** The flow of a direction, for what is carried by that transport. */
  flow(direction: Direction, transport: Transport): number;
  /** Whether direction 0 is known to come from the side that opened the connection. */
  readonly isClientKnown: boolean;
  /** Whether either side has this port. */
  hasPort(port: number): boolean;
};
