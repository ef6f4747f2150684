import { uint32 } from '../rtp-header.ts';
import { hasRoom } from './read-reports.ts';
import type { RtcpBody } from './read-rtcp.ts';
import type { ExtendedReport } from './rtcp-packet.ts';
import { XR } from './rtcp-type.ts';
import type { XrBlock, XrDelaySinceRr, XrSpread } from './xr-block.ts';
import { readVoipMetrics } from './read-voip-metrics.ts';

/**
 *     04  SSRC   08  blocks, each: block type(1) type-specific(1) block length(2), in words, this one left out
 *
 * RFC 3611 §2, §3. Blocks of other types are skipped by their length.
 */
export function readExtendedReport(body: RtcpBody): ExtendedReport | undefined {
  const { bytes, start, end, faults } = body;
  if (!hasRoom(body, 8)) return undefined;
  const blocks: XrBlock[] = [];
  let at = start + 8;
  while (at < end && !faults.isFull) {
    const length = at + 4 > end ? 4 : 4 * (((bytes[at + 2]! << 8) | bytes[at + 3]!) + 1);
    if (at + length > end) {
      faults.add(
        at,
        `A block of type ${bytes[at]} of an RTCP XR claims ${length} bytes, but only ${end - at} are left.`,
      );
      break;
    }
    const block = readBlock(body, at, at + length);
    if (block !== undefined) blocks.push(block);
    at += length;
  }
  return { kind: 'XR', ssrc: uint32(bytes, start + 4), blocks };
}

/** Bytes that a block of a type has at least, or exactly. */
const lengths: ReadonlyMap<number, { readonly bytes: number; readonly isExact: boolean }> = new Map([
  [XR.lossRle, { bytes: 12, isExact: false }],
  [XR.duplicateRle, { bytes: 12, isExact: false }],
  [XR.receiptTimes, { bytes: 12, isExact: false }],
  [XR.referenceTime, { bytes: 12, isExact: true }],
  [XR.statistics, { bytes: 40, isExact: true }],
  [XR.voipMetrics, { bytes: 36, isExact: true }],
]);

function readBlock(body: RtcpBody, at: number, end: number): XrBlock | undefined {
  const { bytes, faults } = body;
  const type = bytes[at]!;
  const length = lengths.get(type);
  if (length !== undefined && (end - at < length.bytes || (length.isExact && end - at !== length.bytes))) {
    faults.add(
      at,
      `A block of type ${type} of an RTCP XR has ${end - at} bytes, where it should have ${length.bytes}.`,
    );
    return undefined;
  }
  switch (type) {
    case XR.lossRle:
    case XR.duplicateRle:
      return readRunLengths(body, at, end);
    case XR.receiptTimes:
      return {
        kind: 'receipt-times',
        ssrc: uint32(bytes, at + 4),
        beginSequence: uint16(bytes, at + 8),
        endSequence: uint16(bytes, at + 10),
        thinning: bytes[at + 1]! & 15,
        times: (end - at - 12) / 4,
      };
    case XR.referenceTime:
      return { kind: 'reference-time', ntpSeconds: uint32(bytes, at + 4), ntpFraction: uint32(bytes, at + 8) };
    case XR.dlrr:
      return readDlrr(body, at, end);
    case XR.statistics:
      return readStatistics(bytes, at);
    case XR.voipMetrics:
      return readVoipMetrics(bytes, at);
    default:
      return { kind: 'other', type };
  }
}

/**
 * Chunks (RFC 3611 §4.1): 0 ends them; a run (0) of zeros (0) or ones (1), length in 14 bits; a vector (1) of 15 bits. A zero is a packet that was lost, or that has duplicates.
 */
function readRunLengths({ bytes }: RtcpBody, at: number, end: number): XrBlock {
  const thinning = bytes[at + 1]! & 15;
  const beginSequence = uint16(bytes, at + 8);
  const endSequence = uint16(bytes, at + 10);
  let left = toldOf(beginSequence, endSequence, thinning);
  let marked = 0;
  let packets = 0;
  for (let chunkAt = at + 12; chunkAt < end && left > 0; chunkAt += 2) {
    const chunk = uint16(bytes, chunkAt);
    if (chunk === 0) break;
    const size = Math.min(left, (chunk & 0x8000) === 0 ? chunk & 0x3fff : 15);
    marked += zerosIn(chunk, size);
    packets += size;
    left -= size;
  }
  const kind = bytes[at] === XR.lossRle ? 'loss' : 'duplicates';
  return { kind, ssrc: uint32(bytes, at + 4), beginSequence, endSequence, thinning, packets, marked };
}

/** How many sequence numbers from begin to end are multiples of 2^thinning. */
function toldOf(begin: number, end: number, thinning: number): number {
  const step = 2 ** thinning;
  const to = end >= begin ? end : end + 0x1_0000;
  return Math.ceil(to / step) - Math.ceil(begin / step);
}

function zerosIn(chunk: number, size: number): number {
  if ((chunk & 0x8000) === 0) return (chunk & 0x4000) === 0 ? size : 0;
  let zeros = 0;
  for (let i = 0; i < size; i++) if ((chunk & (0x4000 >> i)) === 0) zeros++;
  return zeros;
}

function readDlrr({ bytes, faults }: RtcpBody, at: number, end: number): XrBlock {
  const reports: XrDelaySinceRr[] = [];
  let from = at + 4;
  for (; from + 12 <= end; from += 12) {
    reports.push({
      ssrc: uint32(bytes, from),
      lastRr: uint32(bytes, from + 4),
      delaySinceLastRr: uint32(bytes, from + 8),
    });
  }
  if (from !== end)
    faults.add(from, `A DLRR block of an RTCP XR has sub-blocks of 12 bytes, but ${end - from} are left.`);
  return { kind: 'dlrr', reports };
}

function readStatistics(bytes: Uint8Array, at: number): XrBlock {
  const flags = bytes[at + 1]!;
  return {
    kind: 'statistics',
    ssrc: uint32(bytes, at + 4),
    beginSequence: uint16(bytes, at + 8),
    endSequence: uint16(bytes, at + 10),
    lost: (flags & 0x80) === 0 ? undefined : uint32(bytes, at + 12),
    duplicates: (flags & 0x40) === 0 ? undefined : uint32(bytes, at + 16),
    jitter: (flags & 0x20) === 0 ? undefined : spread((i) => uint32(bytes, at + 20 + 4 * i)),
    hops: (flags & 0x18) === 0 ? undefined : spread((i) => bytes[at + 36 + i]!),
  };
}

function spread(value: (i: number) => number): XrSpread {
  return { min: value(0), max: value(1), mean: value(2), deviation: value(3) };
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
