import type { LayerCursor, LayerName } from './layer.ts';
import { isPlausibleIp } from './plausible-header.ts';

const AUTHENTICATION = 0x0001;
const ORIGIN = 0x0000;

/** IPv6 behind an authentication (4, client and value, 9) and an origin indication (8), each of which may be missing. RFC 4380 §5.1.1. */
export function teredo(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left >= 13 && cursor.uint16(cursor.at) === AUTHENTICATION) {
    cursor.at += 13 + cursor.uint8(cursor.at + 2) + cursor.uint8(cursor.at + 3);
  }
  if (cursor.left >= 8 && cursor.uint16(cursor.at) === ORIGIN) cursor.at += 8;
  if (cursor.left < 40 || cursor.uint8(cursor.at) >> 4 !== 6) return undefined;
  return isPlausibleIp(cursor, cursor.at) ? 'ipv6' : undefined;
}
