import type { LayerCursor, LayerName } from './layer.ts';
import { isPlausibleEthernet, isPlausibleIp } from './plausible-header.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

/** Label (20 bits) class (3) bottom of the stack (1) time to live (8). RFC 3032 §2.1. */
export function mpls(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 4) return cursor.tooShort('an MPLS label');
  const isBottom = (cursor.uint8(cursor.at + 2) & 1) === 1;
  cursor.at += 4;
  return isBottom ? layerUnderLabels(cursor) : 'mpls';
}

/**
 * Labels do not say what they carry: IP tells itself by its first four bits. The Ethernet of a pseudowire may stand behind a control word
 * (0000, flags, length, sequence number: RFC 4385 §3) or come at once, and its first address may look like IP.
 */
function layerUnderLabels(cursor: LayerCursor): LayerName | undefined {
  const { at, left } = cursor;
  const version = left === 0 ? 0 : cursor.uint8(at) >> 4;
  if ((version === 4 || version === 6) && isPlausibleIp(cursor, at)) return 'ip';
  if (version === 0 && isPlausibleEthernet(cursor, at + 4)) {
    cursor.at += 4;
    return 'ethernet';
  }
  if (isPlausibleEthernet(cursor, at)) return 'ethernet';
  return version === 4 || version === 6 ? 'ip' : cursor.skip(SKIPPED.other, SKIPPED_OTHER.pseudowire);
}
