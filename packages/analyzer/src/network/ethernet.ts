/** Ethernet, its tags, and the link control that stands where an ether type does not. */

import { layerOfEtherType, LOWEST_ETHER_TYPE } from './ether-type.ts';
import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED } from './skipped-packets.ts';

/** Destination (6) source (6) ether type or length (2). IEEE 802.3 §3. */
export function ethernet(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 14) return cursor.tooShort('an Ethernet header');
  cursor.at += 14;
  return layerOfTypeOrLength(cursor, cursor.uint16(cursor.at - 2));
}

/** Priority and VLAN (2) ether type or length (2). IEEE 802.1Q §9.6; stacked tags follow each other. */
export function vlan(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.tooShort('a VLAN tag');
  cursor.at += 4;
  return layerOfTypeOrLength(cursor, cursor.uint16(cursor.at - 2));
}

/** Service instance (4), then the customer's Ethernet. IEEE 802.1Q §9.7. */
export function backbone(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.tooShort('a backbone service tag');
  cursor.at += 4;
  return 'ethernet';
}

/** Priority, port extension (6) ether type (2). IEEE 802.1BR §7.5. */
export function eTag(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 8) return cursor.tooShort('an E-tag');
  cursor.at += 8;
  return layerOfTypeOrLength(cursor, cursor.uint16(cursor.at - 2));
}

/** Version (4 bits) zero (12 bits), then Ethernet. RFC 3378 §2. */
export function etherIp(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 2) return cursor.tooShort('an EtherIP header');
  cursor.at += 2;
  return 'ethernet';
}

function layerOfTypeOrLength(cursor: LayerCursor, typeOrLength: number): LayerName | undefined {
  if (typeOrLength >= LOWEST_ETHER_TYPE) return layerOfEtherType(cursor, typeOrLength);
  cursor.cutTo(cursor.at + typeOrLength);
  return 'llc';
}

const SNAP = 0xaa;

/**
 * Destination and source service (1 each) control (1), and of SNAP: organisation (3) ether type (2). IEEE 802.2 §3, RFC 1042.
 * Organisation 0 says that an ether type follows, and so does that of the bridge tunnel, 00-00-f8.
 */
export function llc(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 3) return cursor.tooShort('a link control header');
  const { at } = cursor;
  const service = cursor.uint8(at);
  const hasSnap = service === SNAP && cursor.uint8(at + 1) === SNAP && cursor.left >= 8;
  const organisation = hasSnap ? cursor.uint16(at + 3) * 0x100 + cursor.uint8(at + 5) : -1;
  if (organisation !== 0 && organisation !== 0xf8) return cursor.skip(SKIPPED.llc, service);
  cursor.at += 8;
  return layerOfEtherType(cursor, cursor.uint16(at + 6));
}
