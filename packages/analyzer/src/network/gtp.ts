import type { LayerCursor, LayerName } from './layer.ts';
import { isPlausibleEthernet, isPlausibleIp } from './plausible-header.ts';

const HEADER_BYTES = 8;
/** Sequence number (2) N-PDU number (1) type of the next extension header (1), all there where one flag is set. */
const OPTIONAL_BYTES = 4;
const ANY_OPTION = 0x07;
const G_PDU = 255;

/**
 *     version 1, protocol type 1, flags (1) message type (1) length (2) tunnel (4) [optional fields (4)] [extension headers], a user's IP or Ethernet
 *
 * TS 29.281 §5.1; extension headers §5.2, the PDU session container of 5G among them (TS 38.415 §5.5).
 */
export function gtp(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES || cursor.uint8(at) >> 4 !== 3 || cursor.uint8(at + 1) !== G_PDU) return undefined;
  const length = cursor.uint16(at + 2);
  if (length > cursor.sentLeft - HEADER_BYTES) return undefined;
  cursor.cutTo(at + HEADER_BYTES + length);
  cursor.at += HEADER_BYTES;
  if ((cursor.uint8(at) & ANY_OPTION) !== 0 && !passOptions(cursor)) return undefined;
  if (isPlausibleIp(cursor, cursor.at)) return 'ip';
  return isPlausibleEthernet(cursor, cursor.at) ? 'ethernet' : undefined;
}

/** Extension header: length in 4 bytes (1) content, type of the next (1); 0 ends them. */
function passOptions(cursor: LayerCursor): boolean {
  if (cursor.left < OPTIONAL_BYTES) return false;
  cursor.at += OPTIONAL_BYTES;
  const hasExtensions = (cursor.uint8(cursor.at - OPTIONAL_BYTES - HEADER_BYTES) & 0x04) !== 0;
  let next = hasExtensions ? cursor.uint8(cursor.at - 1) : 0;
  while (next !== 0) {
    const bytes = cursor.left === 0 ? 0 : cursor.uint8(cursor.at) * 4;
    if (bytes === 0 || bytes > cursor.left) return false;
    cursor.at += bytes;
    next = cursor.uint8(cursor.at - 1);
  }
  return true;
}
