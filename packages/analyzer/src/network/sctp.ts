import type { LayerCursor, LayerName } from './layer.ts';

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 4;

/** Source port (2) destination port (2) verification tag (4) checksum (4), then chunks. RFC 9260 §3.1. */
export function sctp(cursor: LayerCursor): undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES) return cursor.report('net-sctp', `An SCTP header is cut after ${left} bytes.`);
  cursor.datagram = cursor.makeDatagram('SCTP', at + HEADER_BYTES, cursor.end, cursor.slicedBytes, {
    verificationTag: cursor.uint32(at + 4),
  });
}

/** In UDP, RFC 6951: to its port RTP may go as well, so chunks must fill the datagram exactly. */
export function sctpOverUdp(cursor: LayerCursor): LayerName | undefined {
  const { end } = cursor;
  let at = cursor.at + HEADER_BYTES;
  if (at >= end) return undefined;
  while (at + CHUNK_HEADER_BYTES <= end) {
    const length = cursor.uint16(at + 2);
    if (length < CHUNK_HEADER_BYTES || at + length > end) return undefined;
    at += (length + 3) & ~3;
  }
  return at >= end ? 'sctp' : undefined;
}
