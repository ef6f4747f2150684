import type { Place } from './place.ts';

/** One record of a capture. Its bytes are a view into the reader's buffer: valid until the next chunk is received. */
export type Packet = {
  /** Number in the capture, from 1. */
  readonly frame: number;
  /** Nanoseconds since the first packet; negative where the capture's clock went back before it. */
  readonly timeNs: number;
  /** LINKTYPE_ number of the interface. */
  readonly linkType: number;
  /** The captured bytes are `bytes[start, end)`. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Where `bytes[start]` lies in the capture, counted after decompression. */
  readonly offset: number;
  /** Where `bytes[start, end)` stand instead, where the capture does not hold them in one piece. */
  readonly source?: Place;
  /** Bytes on the wire, which may be more than were captured. */
  readonly originalLength: number;
};

/** Where a capture's time begins, and how finely it counts. */
export type CaptureClock = {
  /** Of the first packet, nanoseconds since 1970-01-01T00:00:00Z. */
  readonly epochNs: bigint;
  /** Decimals of a second the capture has: 6 or 9, or what a pcapng interface says. */
  readonly decimals: number;
  /** A text without times: its messages are numbered by microseconds since 1970. */
  readonly isUnknown?: true;
};
