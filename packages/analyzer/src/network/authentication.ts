import { layerOfIpProtocol } from './ip-protocol.ts';
import type { LayerCursor, LayerName } from './layer.ts';

/** Next header (1) length in 4 bytes without the first two (1) reserved (2) index (4) sequence number (4) check value. RFC 4302 §2. */
export function authentication(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  const headerBytes = left < 12 ? 12 : (cursor.uint8(at + 1) + 2) * 4;
  if (headerBytes > left) return cursor.report('net-ip', 'A packet ends inside an authentication header.');
  cursor.at += headerBytes;
  return layerOfIpProtocol(cursor, cursor.uint8(at));
}
