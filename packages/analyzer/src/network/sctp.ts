import type { LayerCursor } from './layer.ts';

const HEADER_BYTES = 12;

/** Source port (2) destination port (2) verification tag (4) checksum (4), then chunks. RFC 9260 §3.1. */
export function sctp(cursor: LayerCursor): undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES) return cursor.report('net-sctp', `An SCTP header is cut after ${left} bytes.`);
  cursor.datagram = cursor.makeDatagram('SCTP', at + HEADER_BYTES, cursor.end, cursor.slicedBytes, {
    verificationTag: cursor.uint32(at + 4),
  });
}
