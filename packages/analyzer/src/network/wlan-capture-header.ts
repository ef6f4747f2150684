/** What drivers write before an 802.11 frame, to tell how it was heard. */

import { LINK_TYPE } from '../capture/link-type.ts';
import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

const AVS_MAGIC = 0x8021_1001;
const AVS_BYTES_AT_MOST = 0x1000;
const PRISM_HEADER_BYTES = 144;

const RADIOTAP = { timestamp: 0x01, flags: 0x02, padded: 0x20, checksum: 0x10 } as const;
const FURTHER_FIELDS = 0x8000_0000;

/** Version 0 (1) pad (1) length (2) fields there (4, more while its highest bit is set), fields. Little-endian. radiotap.org. */
export function radiotap(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < 8) return cursor.tooShort('a radiotap header');
  const headerBytes = littleEndian16(cursor, at + 2);
  if (headerBytes < 8 || headerBytes > left) return cursor.tooShort('its radiotap header');
  const flags = radiotapFlags(cursor, at + headerBytes);
  cursor.at += headerBytes;
  cursor.isPadded = (flags & RADIOTAP.padded) !== 0;
  if ((flags & RADIOTAP.checksum) !== 0) cursor.cutTo(cursor.sentEnd - 4);
  return 'wlan';
}

/** The flags are the second field, behind a timestamp that stands at a multiple of 8. */
function radiotapFlags(cursor: LayerCursor, end: number): number {
  const { at } = cursor;
  const fields = cursor.uint8(at + 4);
  if ((fields & RADIOTAP.flags) === 0) return 0;
  let fieldsEnd = at + 8;
  while (fieldsEnd + 4 <= end && (littleEndian32(cursor, fieldsEnd - 4) & FURTHER_FIELDS) !== 0) fieldsEnd += 4;
  const hasTimestamp = (fields & RADIOTAP.timestamp) !== 0;
  const flagsAt = hasTimestamp ? at + ((fieldsEnd - at + 7) & ~7) + 8 : fieldsEnd;
  return flagsAt < end ? cursor.uint8(flagsAt) : 0;
}

const layerByLinkType = new Map<number, LayerName>([
  [LINK_TYPE.ethernet, 'ethernet'],
  [LINK_TYPE.ppp, 'ppp'],
  [LINK_TYPE.raw, 'ip'],
  [LINK_TYPE.wlan, 'wlan'],
  [LINK_TYPE.radiotap, 'radiotap'],
]);

/** Version (1) flags (1) length (2) link type of what follows (4) fields. Little-endian. CACE "Per-Packet Information" 1.0.7. */
export function ppi(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < 8) return cursor.tooShort('a PPI header');
  const headerBytes = littleEndian16(cursor, at + 2);
  if (headerBytes < 8 || headerBytes > left) return cursor.tooShort('its PPI header');
  const layer = layerByLinkType.get(littleEndian32(cursor, at + 4));
  cursor.at += headerBytes;
  return layer ?? cursor.skip(SKIPPED.other, SKIPPED_OTHER.captureHeader);
}

/** Message (4) length (4) device (16) and values, in the byte order of who captured; of the linux-wlan driver. Some drivers write AVS instead. */
export function prism(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < 8) return cursor.tooShort('a Prism header');
  if (cursor.uint32(at) === AVS_MAGIC) return 'avs';
  const length = littleEndian32(cursor, at + 4);
  const headerBytes =
    length === PRISM_HEADER_BYTES || length > AVS_BYTES_AT_MOST || length < 8 ? PRISM_HEADER_BYTES : length;
  if (headerBytes > left) return cursor.tooShort('its Prism header');
  cursor.at += headerBytes;
  return 'wlan';
}

/** Magic and version (4) length (4) values. Big-endian. */
export function avs(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  if (left < 8) return cursor.tooShort('an AVS header');
  const headerBytes = cursor.uint32(at + 4);
  if (headerBytes < 8 || headerBytes > left) return cursor.tooShort('its AVS header');
  cursor.at += headerBytes;
  return 'wlan';
}

function littleEndian16(cursor: LayerCursor, at: number): number {
  return cursor.uint8(at) | (cursor.uint8(at + 1) << 8);
}

function littleEndian32(cursor: LayerCursor, at: number): number {
  return (littleEndian16(cursor, at) | (littleEndian16(cursor, at + 2) << 16)) >>> 0;
}
