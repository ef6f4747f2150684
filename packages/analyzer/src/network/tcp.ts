import type { LayerCursor } from './layer.ts';

const HEADER_BYTES = 20;

/**
 *     source port (2) destination port (2) sequence number (4) acknowledgement number (4)
 *     data offset (4 bits) reserved (4 bits) flags (1) window (2) checksum (2) urgent pointer (2) options
 *
 * RFC 9293 §3.1.
 */
export function tcp(cursor: LayerCursor): undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES) return cursor.report('net-tcp', `A TCP header is cut after ${left} bytes.`);
  const headerBytes = (cursor.uint8(at + 12) >> 4) * 4;
  if (headerBytes < HEADER_BYTES || headerBytes > cursor.sentLeft)
    return cursor.report('net-tcp', `A TCP header says it has ${headerBytes} bytes; ${cursor.sentLeft} are there.`);
  const start = Math.min(at + headerBytes, cursor.end);
  // Where even the options are cut, what is missing begins behind them.
  const slicedBytes = cursor.sentEnd - Math.max(cursor.end, at + headerBytes);
  cursor.datagram = cursor.makeDatagram('TCP', start, cursor.end, slicedBytes, {
    sequence: cursor.uint32(at + 4),
    acknowledgement: cursor.uint32(at + 8),
    flags: cursor.uint8(at + 13),
  });
}
