/** L2TP: version 2 carries PPP inside UDP, version 3 mostly Ethernet, inside UDP or right in IP. */

import type { LayerCursor, LayerName } from './layer.ts';
import { isPlausibleEthernet } from './plausible-header.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

const FLAG = { control: 0x8000, length: 0x4000, sequence: 0x0800, offset: 0x0200 } as const;
const RESERVED_IN_2 = 0x34f0;
/** A cookie of 0, 4 or 8 bytes, and 4 bytes of sublayer or none: only the session's set-up tells. RFC 3931 §4.1. */
const SESSION_EXTRA_BYTES = [0, 4, 8, 12];

/** Flags, version (2) [length (2)] tunnel (2) session (2) [sequence numbers (4)] [offset (2) padding]. RFC 2661 §3.1. */
export function l2tp(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 6) return undefined;
  const { at } = cursor;
  const flags = cursor.uint16(at);
  const version = flags & 0x0f;
  if ((flags & FLAG.control) !== 0) return undefined;
  if (version === 3) {
    cursor.at += 4;
    return session(cursor);
  }
  if (version !== 2 || (flags & RESERVED_IN_2) !== 0) return undefined;
  const hasLength = (flags & FLAG.length) !== 0;
  if (hasLength && cursor.uint16(at + 2) > cursor.sentLeft) return undefined;
  if (hasLength) cursor.cutTo(at + cursor.uint16(at + 2));
  let headerBytes = 6 + (hasLength ? 2 : 0) + ((flags & FLAG.sequence) === 0 ? 0 : 4);
  if ((flags & FLAG.offset) !== 0) {
    if (headerBytes + 2 > cursor.left) return undefined;
    headerBytes += 2 + cursor.uint16(at + headerBytes);
  }
  if (headerBytes > cursor.left) return undefined;
  cursor.at = at + headerBytes;
  return 'ppp';
}

/** Session (4), 0 in control messages. RFC 3931 §4.1.1. */
export function l2tpOverIp(cursor: LayerCursor): LayerName | undefined {
  return session(cursor) ?? cursor.skip(SKIPPED.other, SKIPPED_OTHER.l2tp);
}

function session(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4 || cursor.uint32(cursor.at) === 0) return undefined;
  for (const extra of SESSION_EXTRA_BYTES) {
    const at = cursor.at + 4 + extra;
    if (!isPlausibleEthernet(cursor, at)) continue;
    cursor.at = at;
    return 'ethernet';
  }
  return undefined;
}
