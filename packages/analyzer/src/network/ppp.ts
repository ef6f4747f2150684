import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED } from './skipped-packets.ts';

const layerByPppProtocol = new Map<number, LayerName>([
  [0x0021, 'ipv4'],
  [0x0057, 'ipv6'],
  [0x0281, 'mpls'],
  [0x0283, 'mpls'],
]);

/**
 * Protocol (2, or 1 where compressed: then its lowest bit is set). RFC 1661 §2, §6.5. In HDLC-like framing address and control (ff 03) come first,
 * RFC 1662 §3.1; no protocol begins so.
 */
export function ppp(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left >= 2 && cursor.uint16(cursor.at) === 0xff03) cursor.at += 2;
  if (cursor.left < 2) return cursor.tooShort('a PPP header');
  const first = cursor.uint8(cursor.at);
  const isCompressed = (first & 1) === 1;
  const protocol = isCompressed ? first : cursor.uint16(cursor.at);
  cursor.at += isCompressed ? 1 : 2;
  return layerByPppProtocol.get(protocol) ?? cursor.skip(SKIPPED.pppProtocol, protocol);
}

/** Version and type (1) code (1) session (2) length (2), then a PPP protocol. RFC 2516 §4. */
export function pppoe(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 8) return cursor.tooShort('a PPPoE header');
  const length = cursor.uint16(cursor.at + 4);
  cursor.at += 6;
  if (length >= 2) cursor.cutTo(cursor.at + length);
  return 'ppp';
}
