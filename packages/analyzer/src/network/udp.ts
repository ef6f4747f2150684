import type { LayerCursor } from './layer.ts';

const HEADER_BYTES = 8;

/** Source port (2) destination port (2) length (2) checksum (2). RFC 768; a length of 0 is a jumbogram, RFC 2675 §4. */
export function udp(cursor: LayerCursor): undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES) return cursor.report('net-udp', `A UDP header is cut after ${left} bytes.`);
  const length = cursor.uint16(at + 4);
  let end = cursor.end;
  if (length >= HEADER_BYTES && length <= left) end = at + length;
  else if (!cursor.isSliced && length !== 0) {
    cursor.report('net-udp', `A UDP header says ${length} bytes of ${left} that are there.`);
  }
  const slicedBytes = cursor.isSliced && length > left ? length - left : 0;
  cursor.datagram = cursor.makeDatagram('UDP', at + HEADER_BYTES, end, slicedBytes);
}
