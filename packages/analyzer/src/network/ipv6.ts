/**
 * IPv6 and its extension headers. RFC 8200 §3, §4.
 *
 *     version, class, flow (4) payload length (2) next header (1) hop limit (1) source (16) destination (16)
 *     extension header: next header (1) length (1) …
 */

import { layerOfIpProtocol } from './ip-protocol.ts';
import type { LayerCursor, LayerName } from './layer.ts';

const HEADER_BYTES = 40;
const SOURCE_AT = 8;
const FRAGMENT_BYTES = 8;
const FRAGMENT_OFFSET = 0xfff8;
const MORE_FRAGMENTS = 0x0001;
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
  cursor.outer = undefined;
  cursor.ipHeaders++;
  cutToPayloadLength(cursor, cursor.uint16(at + 4));
  cursor.addressLength = 16;
  cursor.sourceAt = at + SOURCE_AT;
  cursor.destinationAt = at + 24;
  cursor.ipId = -1;
  cursor.at = at + HEADER_BYTES;
  return walkExtensions(cursor, cursor.uint8(at + 6));
}

/** A payload length of 0 is a jumbogram (RFC 2675 §3) or a large send that the card was to cut up. */
function cutToPayloadLength(cursor: LayerCursor, payloadLength: number): void {
  if (payloadLength === 0) return;
  const available = cursor.sentLeft - HEADER_BYTES;
  if (payloadLength > available) {
    cursor.report('net-ip', `An IPv6 header says ${payloadLength} bytes of payload, ${available} are there.`);
    return;
  }
  cursor.cutTo(cursor.at + HEADER_BYTES + payloadLength);
}

function walkExtensions(cursor: LayerCursor, firstHeader: number): LayerName | undefined {
  let header = firstHeader;
  for (let count = 0; extensions.has(header); count++) {
    if (count >= EXTENSIONS_AT_MOST) {
      return cursor.report('net-ip', `An IPv6 packet has more than ${EXTENSIONS_AT_MOST} extension headers.`);
    }
    if (cursor.left < 8) return cursor.report('net-ip', 'A packet ends inside an IPv6 extension header.');
    const { at } = cursor;
    const bytes = extensionBytes(header, cursor.uint8(at + 1));
    if (bytes > cursor.left) return cursor.report('net-ip', 'An IPv6 extension header is longer than its packet.');
    const isFragment = header === EXTENSION.fragment;
    header = cursor.uint8(at);
    cursor.at = at + bytes;
    if (isFragment) header = wholeDatagram(cursor, at);
    if (header < 0) return undefined;
  }
  return layerOfIpProtocol(cursor, header);
}

function extensionBytes(header: number, length: number): number {
  if (header === EXTENSION.fragment) return FRAGMENT_BYTES;
  // RFC 4302 §2.2 counts in 4 bytes, the others in 8 and without the first 8.
  return header === EXTENSION.authentication ? (length + 2) * 4 : (length + 1) * 8;
}

/**
 * Next (1) reserved (1) offset and more-flag (2) identification (4). Gives what the datagram's data begins with once all of it has come, before that -1.
 * One fragment that is all is whole: RFC 6946.
 */
function wholeDatagram(cursor: LayerCursor, headerEnd: number): number {
  const protocol = cursor.uint8(headerEnd);
  const fragment = cursor.uint16(headerEnd + 2);
  cursor.ipId = cursor.uint32(headerEnd + 4);
  if ((fragment & (FRAGMENT_OFFSET | MORE_FRAGMENTS)) === 0) return protocol;
  const headerAt = cursor.sourceAt - SOURCE_AT;
  const offset = fragment & FRAGMENT_OFFSET;
  const isLast = (fragment & MORE_FRAGMENTS) === 0;
  return cursor.fragments.receive(cursor, { headerAt, headerEnd, protocol, offset, isLast })
    ? cursor.fragments.protocol
    : -1;
}
