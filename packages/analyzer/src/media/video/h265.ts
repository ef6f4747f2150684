import { BitReader } from './bit-reader.ts';
import { type PictureSigns, setSize } from './picture.ts';

const reader = new BitReader();

const firstIrap = 16;
const lastIrap = 21;
const vps = 32;
const sps = 33;
const pps = 34;
const aggregation = 48;
const fragment = 49;

/**
 * Reads an RTP payload of H.265: a NAL unit, several of them (AP), or a fragment of one (FU). RFC 7798 §4.4. `hasOrder`: decoding order numbers stand in it
 * (`sprop-max-don-diff` of more than 0).
 *
 *     |F|   type   |  layer id  | TID |
 */
export function readH265(bytes: Uint8Array, start: number, end: number, signs: PictureSigns, hasOrder: boolean): void {
  if (start + 2 > end) {
    signs.isMalformed = end > start;
    return;
  }
  const type = (bytes[start]! >> 1) & 0x3f;
  signs.temporalLayer = Math.max(0, (bytes[start + 1]! & 7) - 1);
  if (type < aggregation) readUnit(bytes, start, end, signs);
  else if (type === aggregation) readUnits(bytes, start + 2, end, signs, hasOrder);
  else if (type === fragment) readFragment(bytes, start, end, signs);
}

function readUnits(bytes: Uint8Array, from: number, end: number, signs: PictureSigns, hasOrder: boolean): void {
  let at = from + (hasOrder ? 2 : 0);
  while (at + 2 < end) {
    const unitEnd = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
    if (unitEnd > end || unitEnd < at + 4) {
      signs.isMalformed = true;
      return;
    }
    readUnit(bytes, at + 2, unitEnd, signs);
    at = unitEnd + (hasOrder ? 1 : 0);
  }
}

function readFragment(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start + 3 > end) signs.isMalformed = true;
  else signs.isKey = isIrap(bytes[start + 2]! & 0x3f);
}

function isIrap(type: number): boolean {
  return type >= firstIrap && type <= lastIrap;
}

function readUnit(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  const type = (bytes[start]! >> 1) & 0x3f;
  if (isIrap(type)) signs.isKey = true;
  if (type === vps || type === sps || type === pps) signs.parameterSets++;
  if (type === sps) readParameters(bytes, start + 2, end, signs);
}

const profiles: Readonly<Record<number, string>> = {
  1: 'Main',
  2: 'Main 10',
  3: 'Main Still Picture',
  4: 'Range Extensions',
  9: 'Screen Content',
};

/** seq_parameter_set_rbsp(), as far as the size of the picture: H.265 §7.3.2.2.1. */
function readParameters(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  reader.open(bytes, start, end, true);
  reader.skip(4);
  const subLayers = reader.bits(3);
  reader.skip(1);
  const { profile, level } = readProfile(subLayers);
  reader.unsigned();
  const chroma = reader.unsigned();
  if (chroma === 3) reader.skip(1);
  const width = reader.unsigned();
  const height = reader.unsigned();
  const isCropped = reader.flag();
  const [left, right, top, bottom] = isCropped
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [0, 0, 0, 0];
  if (reader.failed) {
    signs.isMalformed = true;
    return;
  }
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = chroma === 1 ? 2 : 1;
  setSize(signs, width - unitX * (left + right), height - unitY * (top + bottom));
  signs.profile = profiles[profile] ?? String(profile);
  signs.level = level % 30 === 0 ? String(level / 30) : (level / 30).toFixed(1);
}

/** profile_tier_level(): H.265 §7.3.3. */
function readProfile(subLayers: number): { profile: number; level: number } {
  reader.skip(3);
  const profile = reader.bits(5);
  reader.skip(80);
  const level = reader.bits(8);
  const present: boolean[] = [];
  for (let i = 0; i < subLayers; i++) present.push(reader.flag(), reader.flag());
  if (subLayers > 0) reader.skip(2 * (8 - subLayers));
  for (let i = 0; i < subLayers; i++) {
    if (present[2 * i] === true) reader.skip(88);
    if (present[2 * i + 1] === true) reader.skip(8);
  }
  return { profile, level };
}
