/**
 * IPv4. RFC 791 §3.1.
 *
 *     version, header length (1) service (1) total length (2) identification (2) flags, fragment offset (2)
 *     time to live (1) protocol (1) checksum (2) source (4) destination (4) options
 */

import { layerOfIpProtocol } from './ip-protocol.ts';
import type { LayerCursor, LayerName } from './layer.ts';

const HEADER_BYTES = 20;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

export function ipv4(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES) return cursor.report('net-ip', `An IPv4 header is cut after ${left} bytes.`);
  const versionAndLength = cursor.uint8(at);
  const headerBytes = (versionAndLength & 0x0f) * 4;
  if (versionAndLength >> 4 !== 4 || headerBytes < HEADER_BYTES || headerBytes > left) {
    const seen = `IP version ${versionAndLength >> 4} with a header of ${headerBytes} bytes`;
    return cursor.report('net-ip', `${seen} cannot be: ${left} bytes are left.`);
  }
  cursor.outer = undefined;
  cursor.ipHeaders++;
  cutToTotalLength(cursor, cursor.uint16(at + 2), headerBytes);
  cursor.addressLength = 4;
  cursor.sourceAt = at + 12;
  cursor.destinationAt = at + 16;
  cursor.ipId = cursor.uint16(at + 4);
  cursor.at = at + headerBytes;
  const protocol = cursor.uint8(at + 9);
  const fragment = cursor.uint16(at + 6) & (MORE_FRAGMENTS | FRAGMENT_OFFSET);
  if (fragment !== 0) {
    const offset = (fragment & FRAGMENT_OFFSET) * 8;
    const isLast = (fragment & MORE_FRAGMENTS) === 0;
    if (!cursor.fragments.receive(cursor, { headerAt: at, headerEnd: cursor.at, protocol, offset, isLast })) {
      return undefined;
    }
  }
  return layerOfIpProtocol(cursor, protocol);
}

/** What follows the datagram is Ethernet's padding. A total length of 0 is a large send that the card was to cut up. */
function cutToTotalLength(cursor: LayerCursor, totalLength: number, headerBytes: number): void {
  if (totalLength === 0) return;
  if (totalLength < headerBytes || totalLength > cursor.sentLeft) {
    cursor.report('net-ip', `An IPv4 header says ${totalLength} bytes of ${cursor.sentLeft} that are there.`);
    return;
  }
  cursor.cutTo(cursor.at + totalLength);
}
