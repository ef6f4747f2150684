/** What a network card hands on: link layers by the LINKTYPE_ number of the capture's interface. */

import { LINK_TYPE } from '../capture/link-type.ts';
import { layerByEtherType, layerOfEtherType, LOWEST_ETHER_TYPE } from './ether-type.ts';
import { ethernet, llc } from './ethernet.ts';
import { ip } from './ip.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import type { Layer, LayerCursor, LayerName } from './layer.ts';
import { mpls } from './mpls.ts';
import { nflog } from './nflog.ts';
import { exportedPdu, loggedPdu } from './pdu.ts';
import { ppp, pppoe } from './ppp.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';
import { avs, ppi, prism, radiotap } from './wlan-capture-header.ts';
import { wlan } from './wlan.ts';

/** Linux cooked capture, `-i any`: direction (2) hardware type (2) address length (2) address (8) protocol (2). */
function linuxSll(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 16) return cursor.tooShort('a Linux cooked header');
  const type = cursor.uint16(cursor.at + 14);
  cursor.at += 16;
  return layerOfCookedProtocol(cursor, type);
}

/** Its second version: protocol (2) reserved (2) interface (4) hardware type (2) direction (1) length (1) address (8). */
function linuxSll2(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 20) return cursor.tooShort('a Linux cooked header');
  const type = cursor.uint16(cursor.at);
  cursor.at += 20;
  return layerOfCookedProtocol(cursor, type);
}

const COOKED_LLC = 4;

/** An ether type, or below those Linux' own numbers: 4 is link control. */
function layerOfCookedProtocol(cursor: LayerCursor, type: number): LayerName | undefined {
  return type < LOWEST_ETHER_TYPE && type === COOKED_LLC ? 'llc' : layerOfEtherType(cursor, type);
}

/** Systems number IPv6 each in their own way: OpenBSD and NetBSD 24, FreeBSD 28, macOS 30, Linux 10; IPv4 is 2 everywhere. */
const layerByFamily = new Map<number, LayerName>([
  [2, 'ipv4'],
  [10, 'ipv6'],
  [24, 'ipv6'],
  [28, 'ipv6'],
  [30, 'ipv6'],
]);

function layerOfFamily(cursor: LayerCursor, family: number): LayerName | undefined {
  return layerByFamily.get(family) ?? cursor.skip(SKIPPED.other, SKIPPED_OTHER.loopbackFamily);
}

/**
 * An address family (4), in the byte order of the machine that captured; of OpenBSD's loopback in network order. Some write the header of PPP or an ether
 * type instead.
 */
function loopback(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.tooShort('a loopback header');
  const { at } = cursor;
  if (cursor.uint16(at) === 0xff03) return 'ppp';
  cursor.at += 4;
  return layerByEtherType.get(cursor.uint16(at + 2)) ?? layerOfFamily(cursor, familyAt(cursor, at));
}

/** Families are small numbers: one end holds the number, the other zeros. */
function familyAt(cursor: LayerCursor, at: number): number {
  return cursor.uint16(at) === 0 ? cursor.uint16(at + 2) : cursor.uint8(at) | (cursor.uint8(at + 1) << 8);
}

/** OpenBSD's and FreeBSD's IPsec interface: family (4) index (4) flags (4). */
function enc(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 12) return cursor.tooShort('an IPsec interface header');
  const family = familyAt(cursor, cursor.at);
  cursor.at += 12;
  return layerOfFamily(cursor, family);
}

/** Length (1) family (1) and why the packet filter logs; filled up to 4 bytes. */
function pflog(cursor: LayerCursor): LayerName | undefined {
  const headerBytes = cursor.left < 2 ? 4 : (cursor.uint8(cursor.at) + 3) & ~3;
  if (headerBytes < 4 || cursor.left < headerBytes) return cursor.tooShort('a packet filter header');
  const family = cursor.uint8(cursor.at + 1);
  cursor.at += headerBytes;
  return layerOfFamily(cursor, family);
}

/** Address: 0f or 8f (1) control (1) ether type (2). PPP in the same framing begins with ff 03. RFC 1547 §4.3.1. */
function ciscoHdlc(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.tooShort('an HDLC header');
  const address = cursor.uint8(cursor.at);
  if (address !== 0x0f && address !== 0x8f) return 'ppp';
  cursor.at += 4;
  return layerOfEtherType(cursor, cursor.uint16(cursor.at - 2));
}

/** Whether it was sent (1), then PPP. */
function pppWithDirection(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 1) return cursor.tooShort('a PPP header');
  cursor.at += 1;
  return 'ppp';
}

export const linkLayers: ReadonlyMap<number, Layer> = new Map<number, Layer>([
  [LINK_TYPE.null, loopback],
  [LINK_TYPE.ethernet, ethernet],
  [LINK_TYPE.ppp, ppp],
  [12, ip],
  [14, ip],
  [LINK_TYPE.pppHdlc, ciscoHdlc],
  [LINK_TYPE.pppEther, pppoe],
  [LINK_TYPE.llc, llc],
  [LINK_TYPE.raw, ip],
  [LINK_TYPE.ciscoHdlc, ciscoHdlc],
  [LINK_TYPE.wlan, wlan],
  [LINK_TYPE.loop, loopback],
  [LINK_TYPE.enc, enc],
  [LINK_TYPE.linuxSll, linuxSll],
  [LINK_TYPE.pflog, pflog],
  [LINK_TYPE.prism, prism],
  [LINK_TYPE.radiotap, radiotap],
  [LINK_TYPE.avs, avs],
  [LINK_TYPE.ppi, ppi],
  [LINK_TYPE.pppWithDirection, pppWithDirection],
  [LINK_TYPE.mpls, mpls],
  [LINK_TYPE.ipv4, ipv4],
  [LINK_TYPE.ipv6, ipv6],
  [LINK_TYPE.nflog, nflog],
  [LINK_TYPE.linuxSll2, linuxSll2],
  [LINK_TYPE.hep, () => 'hep'],
  [LINK_TYPE.exported, loggedPdu],
  [LINK_TYPE.upperPdu, exportedPdu],
]);
