import { layerOfEtherType } from './ether-type.ts';
import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

const FLAG = { checksum: 0x8000, routing: 0x4000, key: 0x2000, sequence: 0x1000, acknowledgement: 0x0080 } as const;
const VERSION = 0x0007;
const ERSPAN = 0x88be;
const ERSPAN_III = 0x22eb;
const WCCP = 0x883e;

/**
 *     flags, version (2) ether type (2) [checksum (2) offset (2)] [key (4)] [sequence number (4)] [routing …]
 *
 * RFC 2784 §2.1, RFC 2890 §2; the routing is of RFC 1701. Version 1 is PPTP's, with an acknowledgement: RFC 2637 §4.1.
 */
export function gre(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.tooShort('a GRE header');
  const flags = cursor.uint16(cursor.at);
  const type = cursor.uint16(cursor.at + 2);
  const version = flags & VERSION;
  if (version > 1) return cursor.skip(SKIPPED.other, SKIPPED_OTHER.greControl);
  const headerBytes = 4 + optionalBytes(flags, version);
  if (headerBytes > cursor.left) return cursor.tooShort('a GRE header');
  cursor.at += headerBytes;
  if (version === 0 && (flags & FLAG.routing) !== 0 && !passRouting(cursor)) return cursor.tooShort('a GRE routing');
  // An acknowledgement or a keep-alive.
  if (cursor.left === 0) return cursor.skip(SKIPPED.other, SKIPPED_OTHER.greControl);
  if (type === ERSPAN) return (flags & FLAG.sequence) === 0 ? 'ethernet' : 'erspan2';
  if (type === ERSPAN_III) return 'erspan3';
  if (type === WCCP) return redirected(cursor);
  return layerOfEtherType(cursor, type);
}

function optionalBytes(flags: number, version: number): number {
  let bytes = 0;
  if (version === 0 && (flags & (FLAG.checksum | FLAG.routing)) !== 0) bytes += 4;
  if ((flags & FLAG.key) !== 0) bytes += 4;
  if ((flags & FLAG.sequence) !== 0) bytes += 4;
  if (version === 1 && (flags & FLAG.acknowledgement) !== 0) bytes += 4;
  return bytes;
}

/** Source routes: address family (2) offset (1) length (1) route; the last has family and length 0. RFC 1701. */
function passRouting(cursor: LayerCursor): boolean {
  while (cursor.left >= 4) {
    const family = cursor.uint16(cursor.at);
    const length = cursor.uint8(cursor.at + 3);
    cursor.at += 4;
    if (family === 0 && length === 0) return true;
    if (length > cursor.left) return false;
    cursor.at += length;
  }
  return false;
}

/** A web cache's redirect header (4) stands before IP in version 2 of WCCP; IP cannot begin as it does. */
function redirected(cursor: LayerCursor): LayerName {
  const isIp = cursor.uint8(cursor.at) >> 4 === 4;
  if (!isIp && cursor.left > 4) cursor.at += 4;
  return 'ip';
}
