import { type Datagram, placeOf } from '../network/datagram.ts';
import type { StreamChunk } from './stream.ts';
import type { TcpPiece } from './tcp-pieces.ts';

/** The part `[start, end)` of what a segment's packet holds. */
export function chunkOf(datagram: Datagram, start: number, end: number): StreamChunk {
  const { packet, ipId, frames } = datagram;
  return {
    bytes: datagram.bytes.subarray(start, end),
    place: placeOf(datagram, start, end),
    frame: packet.frame,
    timeNs: packet.timeNs,
    ipId,
    frames,
  };
}

/** The payload of a segment whose first byte has this number. */
export function pieceOf(datagram: Datagram, sequence: number): TcpPiece {
  const { start, end, packet } = datagram;
  return { sequence, length: end - start, chunk: chunkOf(datagram, start, end), frame: packet.frame };
}

/** What of a segment was sent behind its payload and not captured. */
export function slicedPieceOf({ start, end, slicedBytes, packet }: Datagram, sequence: number): TcpPiece {
  return { sequence: (sequence + end - start) | 0, length: slicedBytes, chunk: undefined, frame: packet.frame };
}
