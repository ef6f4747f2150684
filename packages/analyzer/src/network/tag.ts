/** The thin headers between a link layer and IP: VLAN tags, MPLS labels, PPP and PPPoE. */

import { layerByEtherType } from './ether-type.ts';
import type { LayerCursor, LayerName } from './layer.ts';

/** Priority and VLAN (2) ether type (2). IEEE 802.1Q §9.6; stacked tags follow each other. */
export function vlan(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.report('link-short', 'A packet ends inside a VLAN tag.');
  const type = cursor.uint16(cursor.at + 2);
  cursor.at += 4;
  return layerByEtherType.get(type);
}

/** Label (20 bits) class (3) bottom of the stack (1) time to live (8). RFC 3032 §2.1. */
export function mpls(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.report('link-short', 'A packet ends inside an MPLS label.');
  const isBottom = (cursor.uint8(cursor.at + 2) & 1) === 1;
  cursor.at += 4;
  return isBottom ? 'ip' : 'mpls';
}

/** Version and type (1) code (1) session (2) length (2), then a PPP protocol. RFC 2516 §4. */
export function pppoe(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 8) return cursor.report('link-short', 'A packet ends inside a PPPoE header.');
  cursor.at += 6;
  return 'ppp';
}

const layerByPppProtocol = new Map<number, LayerName>([
  [0x0021, 'ipv4'],
  [0x0057, 'ipv6'],
]);

/** Protocol (2, or 1 where compressed: then its lowest bit is set). RFC 1661 §2, §6.5. */
export function ppp(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 2) return cursor.report('link-short', 'A packet ends inside a PPP header.');
  const first = cursor.uint8(cursor.at);
  const isCompressed = (first & 1) === 1;
  const protocol = isCompressed ? first : cursor.uint16(cursor.at);
  cursor.at += isCompressed ? 1 : 2;
  return layerByPppProtocol.get(protocol);
}
