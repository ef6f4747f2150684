import { layerOfEtherType } from './ether-type.ts';
import type { LayerCursor, LayerName } from './layer.ts';

/** Version, options in 4 bytes (1) flags (1) ether type (2) network (3) reserved (1) options. RFC 8926 §3.4. */
export function geneve(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < 8 || cursor.uint8(at) >> 6 !== 0 || cursor.uint8(at + 7) !== 0) return undefined;
  const headerBytes = 8 + (cursor.uint8(at) & 0x3f) * 4;
  if (headerBytes > left) return undefined;
  cursor.at += headerBytes;
  return layerOfEtherType(cursor, cursor.uint16(at + 2));
}
