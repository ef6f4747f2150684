import { BitReader } from './bit-reader.ts';
import { type PictureSigns, setSize } from './picture.ts';

const reader = new BitReader();

/** By source format: sub-QCIF, QCIF, CIF, 4CIF, 16CIF. H.263 §5.1.3. */
const sizes: Readonly<Record<number, readonly [number, number]>> = {
  1: [128, 96],
  2: [176, 144],
  3: [352, 288],
  4: [704, 576],
  5: [1408, 1152],
};

/** H.263 by RFC 2190 §5: the payload header tells the source format and whether the picture stands alone. */
export function readH263(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start + 4 > end) {
    signs.isMalformed = end > start;
    return;
  }
  const isModeA = (bytes[start]! & 0x80) === 0;
  const second = bytes[start + 1]!;
  const [width, height] = sizes[second >> 5] ?? [0, 0];
  if (width > 0) setSize(signs, width, height);
  signs.isKey = isModeA ? (second & 0x10) === 0 : start + 8 <= end && (bytes[start + 4]! & 0x80) === 0;
}

/** H.263 of 1998 and 2000 by RFC 4629 §5.1: where P is set, a picture begins, its first two octets of zeros left out. */
export function readH263Plus(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start + 2 > end) {
    signs.isMalformed = end > start;
    return;
  }
  const head = (bytes[start]! << 8) | bytes[start + 1]!;
  if ((head & 0x0400) === 0) return;
  reader.open(bytes, start + 2 + ((head & 0x0200) === 0 ? 0 : 1) + ((head >> 3) & 0x3f), end, false);
  // The rest of a picture start code; a start code of a group of blocks has its number here.
  if (reader.bits(6) !== 0x20) return;
  reader.skip(8 + 5);
  const format = reader.bits(3);
  if (format === 7) readPlusType(signs);
  else {
    signs.isKey = reader.bit() === 0;
    const [width, height] = sizes[format] ?? [0, 0];
    if (width > 0) setSize(signs, width, height);
  }
  if (reader.failed) signs.isMalformed = true;
}

/** PLUSPTYPE: H.263 §5.1.4. */
function readPlusType(signs: PictureSigns): void {
  const isFull = reader.bits(3) === 1;
  const format = isFull ? reader.bits(3) : 0;
  if (isFull) reader.skip(15);
  signs.isKey = reader.bits(3) === 0;
  reader.skip(6);
  if (format === 6) {
    reader.skip(1 + 4);
    const width = (reader.bits(9) + 1) * 4;
    reader.skip(1);
    const height = reader.bits(9) * 4;
    if (!reader.failed) setSize(signs, width, height);
    return;
  }
  const [width, height] = sizes[format] ?? [0, 0];
  if (width > 0) setSize(signs, width, height);
}

/** H.261 by RFC 4587 §4.1: I tells that the stream holds nothing but intra-coded blocks; a picture's own header tells its size. */
export function readH261(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start + 4 > end) {
    signs.isMalformed = end > start;
    return;
  }
  const head = bytes[start]!;
  const hasGroup = (bytes[start + 1]! & 0xf0) !== 0;
  reader.open(bytes, start + 4, Math.min(end, start + 12), false);
  reader.skip(head >> 5);
  if (hasGroup || reader.bits(20) !== 0x10) return;
  reader.skip(5 + 3);
  const isCif = reader.flag();
  if (reader.failed) return;
  signs.isKey = (head & 0x02) !== 0;
  setSize(signs, isCif ? 352 : 176, isCif ? 288 : 144);
}
