/**
 * IPv6 and its extension headers. RFC 8200 §3, §4.
 *
 *     version, class, flow (4) payload length (2) next header (1) hop limit (1) source (16) destination (16)
 *     extension header: next header (1) length (1) …
 */

import { layerByIpProtocol } from './ip-protocol.ts';
import type { LayerCursor, LayerName } from './layer.ts';

const HEADER_BYTES = 40;
/** RFC 8200 §4.1 expects each at most once or twice. */
const EXTENSIONS_AT_MOST = 16;

const EXTENSION = {
  hopByHop: 0,
  routing: 43,
  fragment: 44,
  authentication: 51,
  destination: 60,
  mobility: 135,
  hostIdentity: 139,
  shim6: 140,
} as const;
const extensions = new Set<number>(Object.values(EXTENSION));

export function ipv6(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES) return cursor.report('net-ip', `An IPv6 header is cut after ${left} bytes.`);
  const version = cursor.uint8(at) >> 4;
  if (version !== 6) return cursor.report('net-ip', `An IPv6 header says version ${version}.`);
  cutToPayloadLength(cursor, cursor.uint16(at + 4));
  cursor.sentEnd = at + HEADER_BYTES + cursor.uint16(at + 4);
  cursor.addressLength = 16;
  cursor.sourceAt = at + 8;
  cursor.destinationAt = at + 24;
  cursor.ipId = -1;
  cursor.at = at + HEADER_BYTES;
  return walkExtensions(cursor, cursor.uint8(at + 6));
}

/** A payload length of 0 is a jumbogram (RFC 2675 §3) or a large send that the card was to cut up. */
function cutToPayloadLength(cursor: LayerCursor, payloadLength: number): void {
  if (payloadLength === 0) return;
  const available = cursor.left - HEADER_BYTES;
  if (payloadLength > available && !cursor.isSliced) {
    cursor.report('net-ip', `An IPv6 header says ${payloadLength} bytes of payload, ${available} are there.`);
    return;
  }
  cursor.end = Math.min(cursor.end, cursor.at + HEADER_BYTES + payloadLength);
}

function walkExtensions(cursor: LayerCursor, firstHeader: number): LayerName | undefined {
  let header = firstHeader;
  for (let count = 0; extensions.has(header); count++) {
    if (count >= EXTENSIONS_AT_MOST) {
      return cursor.report('net-ip', `An IPv6 packet has more than ${EXTENSIONS_AT_MOST} extension headers.`);
    }
    if (cursor.left < 8) return cursor.report('net-ip', 'A packet ends inside an IPv6 extension header.');
    const { at } = cursor;
    if (header === EXTENSION.fragment && !isWhole(cursor)) return undefined;
    const bytes = extensionBytes(header, cursor.uint8(at + 1));
    if (bytes > cursor.left) return cursor.report('net-ip', 'An IPv6 extension header is longer than its packet.');
    header = cursor.uint8(at);
    cursor.at = at + bytes;
  }
  return layerByIpProtocol.get(header);
}

function extensionBytes(header: number, length: number): number {
  if (header === EXTENSION.fragment) return 8;
  // RFC 4302 §2.2 counts in 4 bytes, the others in 8 and without the first 8.
  return header === EXTENSION.authentication ? (length + 2) * 4 : (length + 1) * 8;
}

/** Next (1) reserved (1) offset and more-flag (2) identification (4). One fragment that is all is whole: RFC 6946. */
function isWhole(cursor: LayerCursor): boolean {
  const { at } = cursor;
  cursor.ipId = (cursor.uint16(at + 4) * 0x10000 + cursor.uint16(at + 6)) >>> 0;
  if ((cursor.uint16(at + 2) & 0xfff9) === 0) return true;
  cursor.report('reasm-incomplete', 'The packet is a fragment of an IPv6 datagram; fragments are not put together.');
  return false;
}
