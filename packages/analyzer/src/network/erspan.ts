/** Mirrored Ethernet of switches, behind GRE. draft-foschiano-erspan-03 §4. Type I has no header of its own. */

import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

/** Version, VLAN (2) class, session (2) index (4). §4.2. */
export function erspan2(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 8) return cursor.tooShort('an ERSPAN header');
  cursor.at += 8;
  return 'ethernet';
}

/** Version, VLAN (2) class, session (2) time (4) group (2) flags: frame type in bits 10 to 14, subheader in the last (2). §4.3. */
export function erspan3(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < 12) return cursor.tooShort('an ERSPAN header');
  const flags = cursor.uint16(cursor.at + 10);
  const headerBytes = (flags & 1) === 0 ? 12 : 20;
  if (cursor.left < headerBytes) return cursor.tooShort('an ERSPAN subheader');
  cursor.at += headerBytes;
  const frameType = (flags >> 10) & 0x1f;
  if (frameType === 0) return 'ethernet';
  return frameType === 2 ? 'ip' : cursor.skip(SKIPPED.other, SKIPPED_OTHER.erspan);
}
