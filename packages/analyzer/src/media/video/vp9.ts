import { BitReader } from './bit-reader.ts';
import { type PictureSigns, setSize } from './picture.ts';

const reader = new BitReader();

/** Pictures of a group and references of a picture that a scalability structure can name. */
const maxReferences = 3;

/**
 * Reads an RTP payload of VP9. RFC 9628 §4.2.
 *
 *     |I|P|L|F|B|E|V|Z|   I: picture id, L: | TID |U| SID |D|, not F: TL0PICIDX, F and P: references, V: scalability structure
 */
export function readVp9(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start >= end) return;
  const first = bytes[start]!;
  const isPredicted = (first & 0x40) !== 0;
  const isFlexible = (first & 0x10) !== 0;
  let at = start + 1;
  if ((first & 0x80) !== 0) at += ((bytes[at] ?? 0) & 0x80) !== 0 ? 2 : 1;
  if ((first & 0x20) !== 0) {
    const layer = at < end ? bytes[at]! : 0;
    signs.temporalLayer = layer >> 5;
    signs.spatialLayer = (layer >> 1) & 7;
    at += isFlexible ? 1 : 2;
  }
  if (isFlexible && isPredicted) {
    for (let reference = 0; reference < maxReferences; reference++) if (((bytes[at++] ?? 0) & 1) === 0) break;
  }
  if ((first & 0x02) !== 0) at = readStructure(bytes, at, end, signs);
  if (at >= end) {
    signs.isMalformed = true;
    return;
  }
  const isBegin = (first & 0x08) !== 0;
  if (!isBegin || isPredicted || signs.spatialLayer > 0) return;
  readFrame(bytes, at, end, signs);
}

/** | N_S |Y|G| RES |, sizes of N_S + 1 layers, a group of pictures. Gives where it ends. RFC 9628 §4.2.1. */
function readStructure(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): number {
  const head = bytes[start] ?? 0;
  const layers = (head >> 5) + 1;
  let at = start + 1;
  if ((head & 0x10) !== 0) {
    const last = at + 4 * (layers - 1);
    if (last + 4 <= end)
      setSize(signs, (bytes[last]! << 8) | bytes[last + 1]!, (bytes[last + 2]! << 8) | bytes[last + 3]!);
    at = last + 4;
  }
  if ((head & 0x08) === 0) return at;
  const pictures = bytes[at++] ?? 0;
  for (let picture = 0; picture < pictures && at < end; picture++) at += 1 + ((bytes[at]! >> 2) & 3);
  return at;
}

/**
 * uncompressed_header() of a key frame: VP9 bitstream §6.2. Its type is stronger than P, which not all senders set; the structure's size, of the highest
 * layer, is stronger than its own.
 */
function readFrame(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  reader.open(bytes, start, Math.min(end, start + 32), false);
  signs.isKey = true;
  if (reader.bits(2) !== 2) return;
  const profile = reader.bit() + 2 * reader.bit();
  if (profile === 3) reader.skip(1);
  const isShownAgain = reader.flag();
  const isInter = reader.flag();
  reader.skip(2);
  signs.isKey = !isShownAgain && !isInter;
  if (!signs.isKey || reader.bits(24) !== 0x498342) return;
  if (profile >= 2) reader.skip(1);
  const isRgb = reader.bits(3) === 7;
  if (!isRgb) reader.skip(1);
  if (profile === 1 || profile === 3) reader.skip(isRgb ? 1 : 3);
  const width = reader.bits(16) + 1;
  const height = reader.bits(16) + 1;
  if (reader.failed) return;
  signs.profile = String(profile);
  if (signs.width === 0) setSize(signs, width, height);
}
