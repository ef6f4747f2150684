import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

/** IANA "NSH Next Protocol", which is also what VXLAN-GPE writes. RFC 8300 §11.2.5. */
const layerByNextProtocol = new Map<number, LayerName>([
  [1, 'ipv4'],
  [2, 'ipv6'],
  [3, 'ethernet'],
  [4, 'nsh'],
  [5, 'mpls'],
]);

export function layerOfNextProtocol(cursor: LayerCursor, protocol: number): LayerName | undefined {
  return layerByNextProtocol.get(protocol) ?? cursor.skip(SKIPPED.other, SKIPPED_OTHER.nsh);
}

/** Version, time to live, length in 4 bytes (2) metadata type (1) next protocol (1) path (4) metadata. RFC 8300 §2.2. */
export function nsh(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 8) return cursor.tooShort('a service header');
  const headerBytes = (cursor.uint16(cursor.at) & 0x3f) * 4;
  const nextProtocol = cursor.uint8(cursor.at + 3);
  if (headerBytes < 8 || headerBytes > cursor.left) return cursor.tooShort('a service header');
  cursor.at += headerBytes;
  return layerOfNextProtocol(cursor, nextProtocol);
}
