import type { Datagram } from '../network/datagram.ts';
import { isCapturedAgain } from './captured-again.ts';

/** A TCP segment that was captured before. */
export type EarlierSegment = {
  /** All packets that carried it. */
  readonly frames: readonly number[];
  /** Where its payload lies in the capture; -1 where that is not one piece of it. */
  readonly offset: number;
};

const SETS = 1024;
/** Segments a set holds; beyond, the oldest goes. */
const WAYS = 4;
/** Of a segment: flow, sequence number, hash, identification, time, packet, offset; a number each. */
const NUMBERS = 7;
/** Words of a payload that are hashed. */
const HASHED_WORDS = 64;
/** Where the option of timestamps stands before the payload: no operation, no operation, kind, length, value (4), echo reply (4). RFC 7323 §3.2, appendix A. */
const TIMESTAMPS_BYTES = 12;
const timestampsOption = [1, 1, 8, 10];

/**
 * The TCP segments captured last, of all connections, so that one that is captured again is known. A segment that is sent again has another
 * identification and mostly another timestamp or acknowledgement; one that two taps have seen has the same.
 */
export class RecentSegments {
  #segments: Float64Array | undefined;
  /** Of a segment in fragments of IP, all its packets. */
  readonly #frames: (readonly number[] | undefined)[] = [];

  /** The same segment, captured before; where there is none, this one is remembered. `flow`: a number that its connection and direction have alone. */
  take(flow: number, datagram: Datagram): EarlierSegment | undefined {
    const segments = (this.#segments ??= new Float64Array(SETS * WAYS * NUMBERS));
    const { sequence, ipId, packet } = datagram;
    const hash = hashOf(datagram);
    const first = setOf(flow, sequence) * WAYS * NUMBERS;
    let oldest = first;
    for (let at = first; at < first + WAYS * NUMBERS; at += NUMBERS) {
      const isSame = segments[at] === flow && segments[at + 1] === sequence && segments[at + 2] === hash;
      if (
        isSame &&
        segments[at + 5] !== 0 &&
        isCapturedAgain(segments[at + 3]!, ipId, packet.timeNs - segments[at + 4]!)
      )
        return { frames: this.#frames[at / NUMBERS] ?? [segments[at + 5]!], offset: segments[at + 6]! };
      if (segments[at + 5]! < segments[oldest + 5]!) oldest = at;
    }
    segments[oldest] = flow;
    segments[oldest + 1] = sequence;
    segments[oldest + 2] = hash;
    segments[oldest + 3] = ipId;
    segments[oldest + 4] = packet.timeNs;
    segments[oldest + 5] = packet.frame;
    segments[oldest + 6] = offsetOf(datagram);
    this.#frames[oldest / NUMBERS] = datagram.frames;
    return undefined;
  }

  /** The numbers of flows are made anew. */
  clear(): void {
    this.#segments?.fill(0);
  }
}

function setOf(flow: number, sequence: number): number {
  const mixed = Math.imul(Math.imul(flow, 0x9e37_79b1) ^ sequence, 0x85eb_ca6b);
  return (mixed ^ (mixed >>> 15)) & (SETS - 1);
}

function offsetOf({ packet, source, start }: Datagram): number {
  return source === undefined && packet.source === undefined ? packet.offset + (start - packet.start) : -1;
}

/** Of the lengths, what the header says besides the number, and some of the payload: whether the rest is equal too, the stream finds out. */
function hashOf({ bytes, start, end, slicedBytes, acknowledgement, flags }: Datagram): number {
  let hash = Math.imul(end - start, 0x9e37_79b1) ^ acknowledgement ^ Math.imul(flags + slicedBytes * 256, 0x85eb_ca6b);
  const from = hasTimestamps(bytes, start) ? start - TIMESTAMPS_BYTES : start;
  const step = Math.max(4, 4 * Math.ceil((end - from) / 4 / HASHED_WORDS));
  for (let at = from; at + 4 <= end; at += step) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash = Math.imul(hash ^ word, 0x0100_0193);
    hash ^= hash >>> 13;
  }
  for (let at = Math.max(from, end - 4); at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x0100_0193);
  return hash >>> 0;
}

function hasTimestamps(bytes: Uint8Array, end: number): boolean {
  const start = end - TIMESTAMPS_BYTES;
  return start >= 0 && timestampsOption.every((byte, i) => bytes[start + i] === byte);
}
