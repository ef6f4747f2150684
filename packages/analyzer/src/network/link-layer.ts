/** What a network card hands on: link layers by the LINKTYPE_ number of the capture's interface. */

import { LINK_TYPE } from '../capture/link-type.ts';
import { layerByEtherType } from './ether-type.ts';
import { ip, ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import type { Layer, LayerCursor, LayerName } from './layer.ts';

/** Values below are lengths (IEEE 802.3) and no ether types. */
const LOWEST_ETHER_TYPE = 0x600;

/** Destination (6) source (6) ether type or length (2). IEEE 802.3 §3. */
function ethernet(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 14) return tooShort(cursor, 'an Ethernet header');
  const type = cursor.uint16(cursor.at + 12);
  cursor.at += 14;
  return type >= LOWEST_ETHER_TYPE ? layerByEtherType.get(type) : undefined;
}

/** Linux cooked capture, `-i any`: direction (2) hardware type (2) address length (2) address (8) protocol (2). */
function linuxSll(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 16) return tooShort(cursor, 'a Linux cooked header');
  const type = cursor.uint16(cursor.at + 14);
  cursor.at += 16;
  return layerByEtherType.get(type);
}

/** Its second version: protocol (2) reserved (2) interface (4) hardware type (2) direction (1) length (1) address (8). */
function linuxSll2(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 20) return tooShort(cursor, 'a Linux cooked header');
  const type = cursor.uint16(cursor.at);
  cursor.at += 20;
  return layerByEtherType.get(type);
}

/** Systems number IPv6 each in their own way: OpenBSD and NetBSD 24, FreeBSD 28, macOS 30; IPv4 is 2 everywhere. */
const layerByFamily = new Map<number, LayerName>([
  [2, 'ipv4'],
  [24, 'ipv6'],
  [28, 'ipv6'],
  [30, 'ipv6'],
]);

/** An address family (4), in the byte order of the machine that captured; of OpenBSD's loopback in network order. */
function loopback(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return tooShort(cursor, 'a loopback header');
  const { at } = cursor;
  // Families are small numbers: one end holds the number, the other zeros.
  const family = cursor.uint16(at) === 0 ? cursor.uint16(at + 2) : cursor.uint8(at) | (cursor.uint8(at + 1) << 8);
  cursor.at += 4;
  return layerByFamily.get(family);
}

/** PPP in HDLC-like framing puts address and control (ff 03) before the protocol. RFC 1662 §3.1. */
function pppWithHdlc(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return tooShort(cursor, 'a PPP header');
  if (cursor.uint16(cursor.at) === 0xff03) cursor.at += 2;
  return 'ppp';
}

function tooShort(cursor: LayerCursor, header: string): undefined {
  return cursor.report('link-short', `A packet of ${cursor.left} bytes is too short for ${header}.`);
}

export const linkLayers: ReadonlyMap<number, Layer> = new Map<number, Layer>([
  [LINK_TYPE.null, loopback],
  [LINK_TYPE.ethernet, ethernet],
  [LINK_TYPE.ppp, pppWithHdlc],
  [12, ip],
  [14, ip],
  [LINK_TYPE.raw, ip],
  [LINK_TYPE.loop, loopback],
  [LINK_TYPE.linuxSll, linuxSll],
  [LINK_TYPE.ipv4, ipv4],
  [LINK_TYPE.ipv6, ipv6],
  [LINK_TYPE.linuxSll2, linuxSll2],
]);
