/** 802.11, as a card in monitor mode hears it. IEEE 802.11 §9.2, §9.3.2. */

import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

const CONTROL = 1;
const DATA = 2;
/** Bits of a data frame's subtype. */
const SUBTYPE = { withoutData: 0x4, qos: 0x8 } as const;
const FLAG = { toAccessPoint: 0x01, fromAccessPoint: 0x02, moreFragments: 0x04, encrypted: 0x40, order: 0x80 } as const;
const HEADER_BYTES = 24;
const A_MSDU = 0x80;

/**
 *     version, type, subtype (1) flags (1) duration (2) three addresses (6 each) fragment, sequence (2, little-endian)
 *     [fourth address (6), between access points] [quality of service (2) [high throughput (4)]], then link control
 */
export function wlan(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < 2) return cursor.tooShort('an 802.11 header');
  const type = (cursor.uint8(at) >> 2) & 0x3;
  const subtype = cursor.uint8(at) >> 4;
  const flags = cursor.uint8(at + 1);
  if (type !== DATA) {
    return cursor.skip(SKIPPED.other, type === CONTROL ? SKIPPED_OTHER.wlanControl : SKIPPED_OTHER.wlanManagement);
  }
  if ((subtype & SUBTYPE.withoutData) !== 0) return cursor.skip(SKIPPED.other, SKIPPED_OTHER.wlanWithoutData);
  if ((flags & FLAG.encrypted) !== 0) return cursor.skip(SKIPPED.other, SKIPPED_OTHER.encryptedWlan);
  const isBridged = (flags & FLAG.toAccessPoint) !== 0 && (flags & FLAG.fromAccessPoint) !== 0;
  const qosAt = at + HEADER_BYTES + (isBridged ? 6 : 0);
  const isQos = (subtype & SUBTYPE.qos) !== 0;
  const headerEnd = qosAt + (isQos ? ((flags & FLAG.order) === 0 ? 2 : 6) : 0);
  if (headerEnd > cursor.end) return cursor.tooShort('an 802.11 header');
  const isFragment = (cursor.uint8(at + 22) & 0x0f) !== 0 || (flags & FLAG.moreFragments) !== 0;
  if (isFragment) return cursor.skip(SKIPPED.other, SKIPPED_OTHER.wlanFragment);
  cursor.at = headerEnd + (cursor.isPadded ? -(headerEnd - at) & 3 : 0);
  return isQos && (cursor.uint8(qosAt) & A_MSDU) !== 0 ? 'aMsdu' : 'llc';
}

/** Several frames in one: destination (6) source (6) length (2) link control and data, filled up to 4 bytes. §9.3.2.2. */
export function aMsdu(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 14) return cursor.tooShort('an 802.11 subframe');
  const start = cursor.at;
  const length = cursor.uint16(start + 12);
  const next = start + ((14 + length + 3) & ~3);
  const hasMore = next + 14 <= cursor.end && cursor.bytes === cursor.packet.bytes;
  cursor.restAt = hasMore ? next : -1;
  cursor.restEnd = cursor.end;
  cursor.at += 14;
  cursor.cutTo(cursor.at + length);
  return 'llc';
}
