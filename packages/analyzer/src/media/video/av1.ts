import { BitReader } from './bit-reader.ts';
import { type PictureSigns, setSize } from './picture.ts';

const reader = new BitReader();

const sequenceHeader = 1;
/** More in one packet are left. */
const maxUnits = 64;

/**
 * Reads an RTP payload of AV1: OBUs, the first and the last perhaps in parts. RTP Payload Format for AV1 (AOM) §4.4.
 *
 *     |Z|Y| W |N|-|-|-|   Z, Y: the first goes on, the last will; W: how many, 0 where each has a length; N: a new coded video sequence
 */
export function readAv1(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start >= end) return;
  const head = bytes[start]!;
  const count = (head >> 4) & 3;
  if ((head & 0x08) !== 0) signs.isKey = true;
  let at = start + 1;
  for (let unit = 0; at < end && unit < (count === 0 ? maxUnits : count); unit++) {
    let unitEnd = end;
    if (count === 0 || unit + 1 < count) {
      const { value, next } = readLeb128(bytes, at, end);
      at = next;
      unitEnd = at + value;
      if (unitEnd > end) {
        signs.isMalformed = true;
        return;
      }
    }
    const isContinuation = unit === 0 && (head & 0x80) !== 0;
    if (!isContinuation && unitEnd > at) readUnit(bytes, at, unitEnd, signs);
    at = unitEnd;
  }
}

/** AV1 §4.10.5. */
function readLeb128(bytes: Uint8Array, start: number, end: number): { value: number; next: number } {
  let value = 0;
  let at = start;
  for (let i = 0; i < 8 && at < end; i++) {
    const octet = bytes[at++]!;
    value += (octet & 0x7f) * 128 ** i;
    if ((octet & 0x80) === 0) return { value, next: at };
  }
  return { value: Number.POSITIVE_INFINITY, next: at };
}

/** obu_header(): AV1 §5.3.2. */
function readUnit(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  const head = bytes[start]!;
  const hasExtension = (head & 0x04) !== 0;
  let at = start + 1;
  if (hasExtension && at < end) {
    const layer = bytes[at++]!;
    signs.temporalLayer = Math.max(signs.temporalLayer, layer >> 5);
    signs.spatialLayer = Math.max(signs.spatialLayer, (layer >> 3) & 3);
  }
  if (((head >> 3) & 0x0f) !== sequenceHeader) return;
  if ((head & 0x02) !== 0) at = readLeb128(bytes, at, end).next;
  signs.parameterSets++;
  readSequence(bytes, at, end, signs);
}

/** sequence_header_obu(), as far as the size of the picture: AV1 §5.5.1. */
function readSequence(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  reader.open(bytes, start, end, false);
  const profile = reader.bits(3);
  reader.skip(1);
  const level = reader.flag() ? reader.bits(5) : readOperatingPoints();
  const widthBits = reader.bits(4) + 1;
  const heightBits = reader.bits(4) + 1;
  const width = reader.bits(widthBits) + 1;
  const height = reader.bits(heightBits) + 1;
  if (reader.failed) {
    signs.isMalformed = true;
    return;
  }
  setSize(signs, width, height);
  signs.profile = ['Main', 'High', 'Professional'][profile] ?? String(profile);
  // AV1 §A.3: seq_level_idx counts in fours from 2.0.
  if (level < 24) signs.level = `${2 + (level >> 2)}.${level & 3}`;
}

/** Gives the level of the first one. */
function readOperatingPoints(): number {
  let delayBits = 0;
  if (reader.flag()) {
    reader.skip(64);
    if (reader.flag()) reader.unsigned();
    if (reader.flag()) {
      delayBits = reader.bits(5) + 1;
      reader.skip(42);
    }
  }
  const hasDisplayDelay = reader.flag();
  const points = reader.bits(5) + 1;
  let level = 31;
  for (let point = 0; point < points && !reader.failed; point++) {
    reader.skip(12);
    const own = reader.bits(5);
    if (point === 0) level = own;
    if (own > 7) reader.skip(1);
    if (delayBits > 0 && reader.flag()) reader.skip(2 * delayBits + 1);
    if (hasDisplayDelay && reader.flag()) reader.skip(4);
  }
  return level;
}
