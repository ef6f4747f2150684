import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import type { LayerCursor, LayerName } from './layer.ts';

/** IP of the version that its first four bits say. */
export function ip(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 1) return cursor.report('net-ip', 'A packet ends before its IP header.');
  return cursor.uint8(cursor.at) >> 4 === 6 ? ipv6(cursor) : ipv4(cursor);
}
