import type { LayerCursor, LayerName } from './layer.ts';

const PADDING = 0;
const END = 1;
const layerByProtocol = new Map<number, LayerName>([
  [1, 'ethernet'],
  [18, 'wlan'],
  [119, 'prism'],
  [127, 'avs'],
]);

/** What routers stream to an analyzer: version 1 (1) type (1) protocol (2) tags: type (1) length (1) value, up to the end tag. TaZmen Sniffer Protocol. */
export function tzsp(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 5 || cursor.uint8(cursor.at) !== 1 || cursor.uint8(cursor.at + 1) > 1) return undefined;
  const layer = layerByProtocol.get(cursor.uint16(cursor.at + 2));
  cursor.at += 4;
  while (cursor.left > 0) {
    const tag = cursor.uint8(cursor.at);
    if (tag === END) {
      cursor.at += 1;
      return layer;
    }
    const bytes = tag === PADDING || cursor.left < 2 ? 1 : 2 + cursor.uint8(cursor.at + 1);
    cursor.at += bytes;
  }
  return undefined;
}
