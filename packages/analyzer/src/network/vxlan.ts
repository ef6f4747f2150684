import type { LayerCursor, LayerName } from './layer.ts';
import { layerOfNextProtocol } from './nsh.ts';

const HEADER_BYTES = 8;

/** Flags: 08, and 80 with a group policy (1) group (3) network (3) reserved (1), then Ethernet. RFC 7348 §5. */
export function vxlan(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES || (cursor.uint8(at) & 0x7f) !== 0x08 || cursor.uint8(at + 7) !== 0) return undefined;
  cursor.at += HEADER_BYTES;
  return 'ethernet';
}

/** Flags: 08, and 04 with a next protocol, which some write without the flag (1) reserved (2) next protocol (1) network (3) reserved (1). draft-ietf-nvo3-vxlan-gpe-13 §3. */
export function vxlanGpe(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < HEADER_BYTES || (cursor.uint8(at) & 0xc8) !== 0x08 || cursor.uint8(at + 7) !== 0) return undefined;
  cursor.at += HEADER_BYTES;
  const nextProtocol = cursor.uint8(at + 3);
  const hasNone = (cursor.uint8(at) & 0x04) === 0 && nextProtocol === 0;
  return hasNone ? 'ethernet' : layerOfNextProtocol(cursor, nextProtocol);
}
