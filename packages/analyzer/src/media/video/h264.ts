import { BitReader } from './bit-reader.ts';
import { type PictureSigns, setSize } from './picture.ts';

const reader = new BitReader();

const idr = 5;
const sps = 7;
const pps = 8;
const stapA = 24;
const stapB = 25;
const mtap16 = 26;
const mtap24 = 27;
const fuA = 28;
const fuB = 29;

/**
 * Reads an RTP payload of H.264: a NAL unit, several of them, or a fragment of one. RFC 6184 §5.
 *
 *     |F|NRI| type |  type 1..23: a NAL unit; 24, 25: STAP; 26, 27: MTAP; 28, 29: FU
 */
export function readH264(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start >= end) return;
  const type = bytes[start]! & 0x1f;
  if (type >= 1 && type < stapA) readUnit(bytes, start, end, signs);
  else if (type === stapA) readUnits(bytes, start + 1, end, 0, signs);
  else if (type === stapB) readUnits(bytes, start + 3, end, 0, signs);
  else if (type === mtap16) readUnits(bytes, start + 3, end, 3, signs);
  else if (type === mtap24) readUnits(bytes, start + 3, end, 4, signs);
  else if (type === fuA || type === fuB) readFragment(bytes, start, end, signs);
  else signs.isMalformed = true;
}

/** NAL units, each behind its size of two octets; of MTAP its DOND and the offset of its timestamp stand between. RFC 6184 §5.7. */
function readUnits(bytes: Uint8Array, from: number, end: number, timeOctets: number, signs: PictureSigns): void {
  let at = from;
  while (at + 2 < end) {
    const unitStart = at + 2 + timeOctets;
    const unitEnd = unitStart + ((bytes[at]! << 8) | bytes[at + 1]!);
    if (unitEnd > end || unitEnd <= unitStart) {
      signs.isMalformed = true;
      return;
    }
    readUnit(bytes, unitStart, unitEnd, signs);
    at = unitEnd;
  }
}

function readFragment(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  if (start + 2 > end) signs.isMalformed = true;
  else if ((bytes[start + 1]! & 0x1f) === idr) signs.isKey = true;
}

function readUnit(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  const type = bytes[start]! & 0x1f;
  if (type === idr) signs.isKey = true;
  else if (type === pps) signs.parameterSets++;
  else if (type === sps) {
    signs.parameterSets++;
    readParameters(bytes, start + 1, end, signs);
  }
}

const profiles: Readonly<Record<number, string>> = {
  66: 'Baseline',
  77: 'Main',
  88: 'Extended',
  100: 'High',
  110: 'High 10',
  122: 'High 4:2:2',
  244: 'High 4:4:4 Predictive',
  44: 'CAVLC 4:4:4 Intra',
  83: 'Scalable Baseline',
  86: 'Scalable High',
  118: 'Multiview High',
  128: 'Stereo High',
};

/** Profiles whose sequence parameter sets tell of chroma. H.264 §7.3.2.1.1. */
const withChroma: ReadonlySet<number> = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** seq_parameter_set_data(), as far as the size of the picture: H.264 §7.3.2.1.1. */
function readParameters(bytes: Uint8Array, start: number, end: number, signs: PictureSigns): void {
  reader.open(bytes, start, end, true);
  const profile = reader.bits(8);
  const constraints = reader.bits(8);
  const level = reader.bits(8);
  reader.unsigned();
  const chroma = withChroma.has(profile) ? readChroma() : 1;
  reader.unsigned();
  readOrder();
  reader.unsigned();
  reader.skip(1);
  const width = (reader.unsigned() + 1) * 16;
  const mapUnits = reader.unsigned() + 1;
  const fieldFactor = reader.flag() ? 1 : 2;
  if (fieldFactor === 2) reader.skip(1);
  reader.skip(1);
  const isCropped = reader.flag();
  const [left, right, top, bottom] = isCropped
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [0, 0, 0, 0];
  if (reader.failed) {
    signs.isMalformed = true;
    return;
  }
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * fieldFactor;
  setSize(signs, width - unitX * (left + right), mapUnits * 16 * fieldFactor - unitY * (top + bottom));
  signs.profile = nameOfProfile(profile, constraints);
  signs.level = nameOfLevel(profile, constraints, level);
}

/** chroma_format_idc; 0 where each colour is coded as a picture of its own. */
function readChroma(): number {
  const chroma = reader.unsigned();
  const isSeparate = chroma === 3 && reader.flag();
  reader.unsigned();
  reader.unsigned();
  reader.skip(1);
  if (reader.flag()) for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) skipScalingList(list < 6 ? 16 : 64);
  return isSeparate ? 0 : chroma;
}

/** scaling_list(): H.264 §7.3.2.1.1.1. */
function skipScalingList(size: number): void {
  if (!reader.flag()) return;
  let last = 8;
  for (let i = 0; i < size; i++) {
    const next = (last + reader.signed() + 256) % 256;
    if (next === 0 || reader.failed) return;
    last = next;
  }
}

function readOrder(): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.skip(1);
  reader.signed();
  reader.signed();
  const cycle = Math.min(reader.unsigned(), 255);
  for (let i = 0; i < cycle && !reader.failed; i++) reader.signed();
}

function nameOfProfile(profile: number, constraints: number): string {
  const isConstrained = profile === 66 && (constraints & 0x40) !== 0;
  return isConstrained ? 'Constrained Baseline' : (profiles[profile] ?? String(profile));
}

/** H.264 §A.3.1: level 1b is 11 with constraint_set3_flag, or 9. */
function nameOfLevel(profile: number, constraints: number, level: number): string {
  const mayBe1b = profile === 66 || profile === 77 || profile === 88;
  if (level === 9 || (level === 11 && mayBe1b && (constraints & 0x10) !== 0)) return '1b';
  return level % 10 === 0 ? String(level / 10) : (level / 10).toFixed(1);
}
