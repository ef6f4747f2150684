import { startsLikeHep } from './hep-packet.ts';
import type { LayerCursor, LayerName } from './layer.ts';
import { isTunnelPort } from './tunnel-port.ts';
import { udpTunnel } from './udp-tunnel.ts';

const HEADER_BYTES = 8;

/** Source port (2) destination port (2) length (2) checksum (2). RFC 768; a length of 0 is a jumbogram, RFC 2675 §4. */
export function udp(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES) return cursor.report('net-udp', `A UDP header is cut after ${left} bytes.`);
  const length = cursor.uint16(at + 4);
  if (length >= HEADER_BYTES && length <= cursor.sentLeft) cursor.cutTo(at + length);
  else if (length !== 0) {
    cursor.report('net-udp', `A UDP header says ${length} bytes of ${cursor.sentLeft} that are there.`);
  }
  if (startsLikeHep(cursor.bytes, at + HEADER_BYTES, cursor.end)) {
    cursor.at = at + HEADER_BYTES;
    return 'hep';
  }
  const datagram = cursor.makeDatagram('UDP', at + HEADER_BYTES, cursor.end, cursor.slicedBytes);
  if (isTunnelPort[datagram.destinationPort] === 0 && isTunnelPort[datagram.sourcePort] === 0) {
    cursor.datagram = datagram;
    return undefined;
  }
  return udpTunnel(cursor, datagram);
}
