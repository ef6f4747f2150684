import { LINK_TYPE } from './link-type.ts';

/**
 *     magic (4) major (2) minor (2) zone (4) figures (4) snaplen (4) link type (4)
 *
 * draft-ietf-opsawg-pcap §4.
 */
const FILE_HEADER_BYTES = 24;

/** What a classic pcap says before its first record. */
export type PcapFileHeader = {
  readonly bytes: number;
  readonly littleEndian: boolean;
  /** Nanoseconds that the fraction of a time stamp counts. */
  readonly fractionNs: number;
  readonly major: number;
  readonly minor: number;
  /** 0: packets of any length. */
  readonly snaplen: number;
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Whether records tell the original length before the captured one; of version 2.3, whichever is smaller is the captured one. */
  readonly lengthOrder: 'captured-first' | 'original-first' | 'smaller-is-captured';
  /** Whether records may have the longer headers that were patched in: with the patch's own magic they do. */
  readonly patched: 'no' | 'maybe' | 'yes';
};

type Magic = Pick<PcapFileHeader, 'fractionNs' | 'patched' | 'bytes'>;

const magics = new Map<number, Magic>([
  [0xa1b2c3d4, { fractionNs: 1000, patched: 'maybe', bytes: FILE_HEADER_BYTES }],
  [0xa1b23c4d, { fractionNs: 1, patched: 'no', bytes: FILE_HEADER_BYTES }],
  // Kuznetzov's patches of 1999.
  [0xa1b2cd34, { fractionNs: 1000, patched: 'yes', bytes: FILE_HEADER_BYTES }],
  // Ixia's captures by hardware and by software put the length of all records (4) behind the header.
  [0x1c0001ac, { fractionNs: 1, patched: 'no', bytes: FILE_HEADER_BYTES + 4 }],
  [0x1c0001ab, { fractionNs: 1000, patched: 'no', bytes: FILE_HEADER_BYTES + 4 }],
]);

/** AIX counts nanoseconds and says 2.2, as old versions did; what shows it is the number of its link type, ifType of RFC 1573. */
const aixLinkTypes = new Map<number, number>([
  [6, LINK_TYPE.ethernet],
  [9, 6], // Token Ring
  [15, 10], // FDDI
  [24, LINK_TYPE.null],
]);

/** True of the first four bytes of a classic pcap, in either byte order. */
export function isPcapMagic(view: DataView, at: number): boolean {
  return magics.has(view.getUint32(at, false)) || magics.has(view.getUint32(at, true));
}

/** Bytes of the file header that begins with this magic. */
export function fileHeaderBytes(view: DataView, at: number): number {
  return magicAt(view, at).bytes;
}

/** The file header at `at`, where it stands as a whole. */
export function readFileHeader(view: DataView, at: number): PcapFileHeader {
  const littleEndian = magics.has(view.getUint32(at, true));
  const { bytes, fractionNs, patched } = magicAt(view, at);
  const major = view.getUint16(at + 4, littleEndian);
  const minor = view.getUint16(at + 6, littleEndian);
  const snaplen = view.getUint32(at + 16, littleEndian);
  // The upper bits tell of a frame check sequence.
  const linkType = view.getUint32(at + 20, littleEndian) & 0xffff;
  const common = { bytes, littleEndian, major, minor, snaplen };
  const isAix = patched === 'maybe' && major === 2 && minor === 2;
  const aixLinkType = isAix ? aixLinkTypes.get(linkType) : undefined;
  if (aixLinkType !== undefined) {
    return { ...common, fractionNs: 1, linkType: aixLinkType, lengthOrder: 'original-first', patched: 'no' };
  }
  const lengthOrder = lengthOrderOf(major, minor);
  // The patches came with version 2.4.
  return { ...common, fractionNs, linkType, lengthOrder, patched: patched === 'maybe' && minor !== 4 ? 'no' : patched };
}

/** Lengths changed places in version 2.3, in which some programs did not follow. 543.0 is DG/UX. */
function lengthOrderOf(major: number, minor: number): PcapFileHeader['lengthOrder'] {
  if (major === 543) return 'original-first';
  if (major !== 2 || minor >= 4) return 'captured-first';
  return minor === 3 ? 'smaller-is-captured' : 'original-first';
}

/** Asked only where `isPcapMagic` is true. */
function magicAt(view: DataView, at: number): Magic {
  return (magics.get(view.getUint32(at, false)) ?? magics.get(view.getUint32(at, true)))!;
}
