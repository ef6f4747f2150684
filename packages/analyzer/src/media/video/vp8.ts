import { type PictureSigns, setSize } from './picture.ts';

/**
 * Reads an RTP payload of VP8. RFC 7741 §4.2, §4.3; the frame's header: RFC 6386 §9.1.
 *
 *     |X|R|N|S|R| PID |   X: |I|L|T|K| RSV |   I: picture id, L: TL0PICIDX, T or K: |TID|Y| KEYIDX |
 */
export function readVp8(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start >= end) return;
  const first = bytes[start]!;
  let at = start + 1;
  if ((first & 0x80) !== 0) {
    const extension = bytes[at++]!;
    if ((extension & 0x80) !== 0) at += at < end && (bytes[at]! & 0x80) !== 0 ? 2 : 1;
    if ((extension & 0x40) !== 0) at++;
    if ((extension & 0x30) !== 0) {
      if ((extension & 0x20) !== 0 && at < end) signs.temporalLayer = bytes[at]! >> 6;
      at++;
    }
  }
  if (at >= end) signs.isMalformed = true;
  else if ((first & 0x17) === 0x10) readFrame(bytes, at, end, signs);
}

/** The beginning of a frame: its lowest bit is 0 in key frames, which tell their size. */
function readFrame(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if ((bytes[start]! & 1) !== 0) return;
  const isWhole = start + 10 <= end;
  if (!isWhole || bytes[start + 3] !== 0x9d || bytes[start + 4] !== 0x01 || bytes[start + 5] !== 0x2a) {
    signs.isMalformed = true;
    return;
  }
  signs.isKey = true;
  signs.profile = String((bytes[start]! >> 1) & 7);
  const width = bytes[start + 6]! | ((bytes[start + 7]! & 0x3f) << 8);
  const height = bytes[start + 8]! | ((bytes[start + 9]! & 0x3f) << 8);
  setSize(signs, width, height);
}
