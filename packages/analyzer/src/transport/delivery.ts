import type { Place } from '../capture/place.ts';
import type { HepFacts } from '../network/hep-packet.ts';
import type { Transport } from '../rows.ts';

/** The bytes of one SIP message as one transport carried them: valid until the next packet is received. */
export type Delivery = {
  readonly transport: Transport;
  /** Index in the `FlowTable`: endpoints and direction. */
  readonly flow: number;
  /** The packet that completed it. */
  readonly frame: number;
  /** Which message of that packet, from 0. */
  readonly index: number;
  readonly timeNs: number;
  /** IPv4 identification of that packet, -1 where there is none. */
  readonly ipId: number;
  /** The message is `bytes[start, end)`. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Where those bytes lie in the capture. */
  readonly place: Place;
  /** All packets that carried it, where more than one. */
  readonly frames?: readonly number[];
  /** Its end was not captured: bytes were lost, or the capture or the connection ends in it. */
  readonly cut?: true;
  /** Bytes before it on its stream that are no message though one should begin there. */
  readonly skipped?: number;
  /** What HEP said of it, where HEP brought it. */
  readonly hep?: HepFacts;
};

export const noDeliveries: readonly Delivery[] = [];

export type { Place, PlacePiece } from '../capture/place.ts';
