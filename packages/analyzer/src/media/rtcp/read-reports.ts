import { keptBytesText } from '../../message/kept-text.ts';
import { uint32 } from '../rtp-header.ts';
import type { RtcpBody } from './read-rtcp.ts';
import type {
  ApplicationPacket,
  Goodbye,
  ReceiverReport,
  ReportBlock,
  SdesChunk,
  SdesItem,
  SenderReport,
  SourceDescription,
} from './rtcp-packet.ts';
import { rtcpTypeName, SDES, sdesName } from './rtcp-type.ts';

const BLOCK_BYTES = 24;

/**
 *     04  SSRC   08  NTP timestamp(8)   16  RTP timestamp   20  packet count   24  octet count   28  report blocks
 *
 * RFC 3550 §6.4.1. What a profile adds behind the blocks (§6.4.3) is skipped.
 */
export function readSenderReport(body: RtcpBody): SenderReport | undefined {
  const { bytes, start } = body;
  if (!hasRoom(body, 28)) return undefined;
  return {
    kind: 'SR',
    ssrc: uint32(bytes, start + 4),
    ntpSeconds: uint32(bytes, start + 8),
    ntpFraction: uint32(bytes, start + 12),
    rtpTimestamp: uint32(bytes, start + 16),
    packetCount: uint32(bytes, start + 20),
    octetCount: uint32(bytes, start + 24),
    reports: readBlocks(body, start + 28),
  };
}

/** RFC 3550 §6.4.2. */
export function readReceiverReport(body: RtcpBody): ReceiverReport | undefined {
  if (!hasRoom(body, 8)) return undefined;
  return { kind: 'RR', ssrc: uint32(body.bytes, body.start + 4), reports: readBlocks(body, body.start + 8) };
}

function readBlocks({ bytes, end, count, type, start, faults }: RtcpBody, from: number): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  for (let i = 0, at = from; i < count; i++, at += BLOCK_BYTES) {
    if (at + BLOCK_BYTES > end) {
      faults.add(start, `An RTCP ${rtcpTypeName(type)} claims ${count} report blocks, but has room for ${i}.`);
      break;
    }
    blocks.push({
      ssrc: uint32(bytes, at),
      fractionLost: bytes[at + 4]!,
      cumulativeLost: (uint32(bytes, at + 4) << 8) >> 8,
      extendedHighest: uint32(bytes, at + 8),
      jitter: uint32(bytes, at + 12),
      lastSr: uint32(bytes, at + 16),
      delaySinceLastSr: uint32(bytes, at + 20),
    });
  }
  return blocks;
}

/**
 * Chunks of a source and its items, each ended by at least one zero up to the next word:
 *
 *     SSRC   ( type(1) length(1) text )*   0 …
 *
 * RFC 3550 §6.5.
 */
export function readSourceDescription(body: RtcpBody): SourceDescription {
  const { bytes, start, end, count, faults } = body;
  const chunks: SdesChunk[] = [];
  let at = start + 4;
  for (let i = 0; i < count && !faults.isFull; i++) {
    if (at + 4 > end) {
      faults.add(start, `An RTCP SDES claims ${count} sources, but has room for ${i}.`);
      break;
    }
    const items: SdesItem[] = [];
    const ssrc = uint32(bytes, at);
    const itemsEnd = readItems(body, at + 4, items);
    chunks.push({ ssrc, items });
    // The list ends with a zero, and padding up to the next word of the packet.
    at = start + Math.ceil((itemsEnd + 1 - start) / 4) * 4;
  }
  return { kind: 'SDES', chunks };
}

/** Where the zero behind the items stands. */
function readItems({ bytes, end, faults }: RtcpBody, from: number, items: SdesItem[]): number {
  let at = from;
  while (at < end && bytes[at] !== SDES.end) {
    const itemEnd = at + 2 + (at + 1 < end ? bytes[at + 1]! : 0);
    if (itemEnd > end) {
      faults.add(
        at,
        `An item of an RTCP SDES is said to be ${itemEnd - at} bytes long, but only ${end - at} are left.`,
      );
      return end;
    }
    const item = readItem(bytes, at, itemEnd);
    if (item !== undefined) items.push(item);
    at = itemEnd;
  }
  if (at >= end) faults.add(end, 'A list of items of an RTCP SDES has no end.');
  return at;
}

function readItem(bytes: Uint8Array, at: number, end: number): SdesItem | undefined {
  const name = sdesName(bytes[at]!);
  if (name === undefined) return undefined;
  const from = at + 2;
  if (name !== 'priv') return { name, prefix: undefined, text: textOf(bytes, from, end) };
  // prefix length (1) prefix value: RFC 3550 §6.5.8.
  const prefixEnd = Math.min(end, from + 1 + (from < end ? bytes[from]! : 0));
  return { name, prefix: textOf(bytes, from + 1, prefixEnd), text: textOf(bytes, prefixEnd, end) };
}

/** RFC 3550 §6.6. */
export function readGoodbye(body: RtcpBody): Goodbye {
  const { bytes, start, end, count, faults } = body;
  const ssrcs: number[] = [];
  let at = start + 4;
  for (let i = 0; i < count; i++, at += 4) {
    if (at + 4 > end) {
      faults.add(start, `An RTCP BYE claims ${count} sources, but has room for ${i}.`);
      return { kind: 'BYE', ssrcs, reason: undefined };
    }
    ssrcs.push(uint32(bytes, at));
  }
  if (at >= end) return { kind: 'BYE', ssrcs, reason: undefined };
  const reasonEnd = at + 1 + bytes[at]!;
  if (reasonEnd > end)
    faults.add(
      at,
      `The reason of an RTCP BYE is said to be ${bytes[at]} bytes long, but only ${end - at - 1} are left.`,
    );
  return { kind: 'BYE', ssrcs, reason: textOf(bytes, at + 1, Math.min(reasonEnd, end)) };
}

/** RFC 3550 §6.7. */
export function readApplication(body: RtcpBody): ApplicationPacket | undefined {
  const { bytes, start, end, count } = body;
  if (!hasRoom(body, 12)) return undefined;
  return {
    kind: 'APP',
    ssrc: uint32(bytes, start + 4),
    subtype: count,
    name: keptBytesText(bytes, start + 8, start + 12),
    dataBytes: end - start - 12,
  };
}

/** Whether a packet is as long as what each of its type begins with. */
export function hasRoom({ start, end, type, faults }: RtcpBody, bytes: number): boolean {
  if (end - start >= bytes) return true;
  faults.add(start, `An RTCP ${rtcpTypeName(type)} of ${end - start} bytes is too short: it has at least ${bytes}.`);
  return false;
}

/** Some senders end texts with a zero, which is part of none. */
function textOf(bytes: Uint8Array, start: number, end: number): string {
  let to = end;
  while (to > start && bytes[to - 1] === 0) to--;
  return keptBytesText(bytes, start, to);
}
