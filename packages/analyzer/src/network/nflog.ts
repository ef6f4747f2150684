import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

const PAYLOAD = 9;

/**
 * What a Linux firewall rule logs: family (1) version (1) group (2), then values: length with these four bytes (2) type (2) value, filled up to
 * 4 bytes; lengths and types in the byte order of who captured. The packet is the value of type 9.
 */
export function nflog(cursor: LayerCursor): LayerName | undefined {
  cursor.at += 4;
  while (cursor.left >= 4) {
    const { at } = cursor;
    // Types are under 256: the byte that is 0 tells the order.
    const isLittle = cursor.uint8(at + 3) === 0;
    const length = isLittle ? cursor.uint8(at) | (cursor.uint8(at + 1) << 8) : cursor.uint16(at);
    const type = isLittle ? cursor.uint8(at + 2) : cursor.uint8(at + 3);
    if (length < 4) break;
    if (type === PAYLOAD) {
      cursor.cutTo(at + length);
      cursor.at += 4;
      return 'ip';
    }
    cursor.at += (length + 3) & ~3;
  }
  return cursor.skip(SKIPPED.other, SKIPPED_OTHER.captureHeader);
}
