import type { LayerCursor, LayerName } from './layer.ts';
import { isPlausibleIp } from './plausible-header.ts';

/** Flags (1) nonce (3) instance or locator bits (4), then IP. RFC 9300 §5.1. */
export function lisp(cursor: LayerCursor): LayerName | undefined {
  if (!isPlausibleIp(cursor, cursor.at + 8)) return undefined;
  cursor.at += 8;
  return 'ip';
}
