import { uint32 } from '../rtp-header.ts';
import { Faults } from './faults.ts';
import { readExtendedReport } from './read-extended-report.ts';
import { readFeedback } from './read-feedback.ts';
import {
  readApplication,
  readGoodbye,
  readReceiverReport,
  readSenderReport,
  readSourceDescription,
} from './read-reports.ts';
import type { RtcpPacket, RtcpReading } from './rtcp-packet.ts';
import { isRtcpType, RTCP, rtcpTypeName } from './rtcp-type.ts';
import { srtcpTrailer } from './srtcp-trailer.ts';

/** Of one RTCP packet in a compound: `bytes[start, end)` without its padding. */
export type RtcpBody = {
  readonly bytes: Uint8Array;
  /** Where its header stands. */
  readonly start: number;
  readonly end: number;
  /** The five bits of its header: a count, a format, a subtype. */
  readonly count: number;
  readonly type: number;
  readonly faults: Faults;
};

const HEADER_BYTES = 4;

export type RtcpReadOptions = {
  /** Bytes that were sent and not captured: that something ends too early is no fault then. */
  readonly slicedBytes?: number;
  /** A session description says that it is SRTCP. */
  readonly isSecure?: boolean;
};

/**
 * Reads a datagram of RTCP: a compound packet, or one of reduced size, which may begin with any type (RFC 5506). Each packet in it has a header whose length leads to the next one:
 *
 *     00  V(2 bits) P RC(5 bits)   01  PT   02  length(2), in words, the header's left out
 *
 * Checked as RFC 3550 A.2 has it: the version of all, padding at the last one alone, lengths that end where the datagram does. What departs from it is told as faults; what could be read
 * before stays. Of SRTCP the first header and the sender are read.
 */
export function readRtcp(bytes: Uint8Array, start: number, end: number, options: RtcpReadOptions = {}): RtcpReading {
  const { slicedBytes = 0, isSecure = false } = options;
  const faults = new Faults(start, slicedBytes > 0);
  const type = end - start >= HEADER_BYTES ? bytes[start + 1]! : -1;
  const ssrc = end - start >= 2 * HEADER_BYTES ? uint32(bytes, start + 4) : -1;
  const chainEnd = endOfChain(bytes, start, end);
  const security = slicedBytes > 0 || chainEnd === end ? 'none' : srtcpTrailer(bytes, chainEnd, end, isSecure);
  if (security === 'encrypted' || (isSecure && slicedBytes > 0))
    return { packets: [], security: 'encrypted', type, ssrc, faults: [] };
  const packets = readPackets(bytes, start, security === 'authenticated' ? chainEnd : end, faults);
  return { packets, security, type, ssrc, faults: faults.list };
}

/** How far headers lead from one to the next, all of them of RTCP. */
function endOfChain(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at + HEADER_BYTES <= end && bytes[at]! >> 6 === 2 && isRtcpType(bytes[at + 1]!)) {
    const next = at + lengthAt(bytes, at);
    if (next > end) return at;
    at = next;
  }
  return at;
}

function readPackets(bytes: Uint8Array, start: number, end: number, faults: Faults): RtcpPacket[] {
  const packets: RtcpPacket[] = [];
  let at = start;
  while (at < end && !faults.isFull) {
    if (at + HEADER_BYTES > end) {
      faults.add(at, `${end - at} bytes are left, too few for the header of an RTCP packet.`);
      break;
    }
    const type = bytes[at + 1]!;
    if (bytes[at]! >> 6 !== 2) {
      faults.add(at, `An RTCP packet should begin here, but its version is ${bytes[at]! >> 6} and not 2.`);
      break;
    }
    if (!isRtcpType(type)) {
      faults.add(at, `An RTCP packet should begin here, but ${type} is no type of RTCP.`);
      break;
    }
    const length = lengthAt(bytes, at);
    if (at + length > end) {
      faults.add(at + 2, `An RTCP ${rtcpTypeName(type)} claims ${length} bytes, but only ${end - at} are left.`);
    }
    const packetEnd = Math.min(at + length, end);
    const bodyEnd = withoutPadding(bytes, at, packetEnd, end, faults);
    packets.push(readPacket({ bytes, start: at, end: bodyEnd, count: bytes[at]! & 31, type, faults }));
    at = packetEnd;
  }
  return packets;
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return 4 * (((bytes[at + 2]! << 8) | bytes[at + 3]!) + 1);
}

/** Where a packet ends without its padding, which only the last packet may have. RFC 3550 §6.4.1. */
function withoutPadding(bytes: Uint8Array, at: number, packetEnd: number, end: number, faults: Faults): number {
  if ((bytes[at]! & 0x20) === 0) return packetEnd;
  if (faults.isCut && packetEnd === end) return packetEnd;
  if (packetEnd < end) faults.add(at, 'An RTCP packet has padding, though it is not the last of its datagram.');
  const padding = bytes[packetEnd - 1]!;
  if (padding === 0 || padding % 4 !== 0 || padding > packetEnd - at - HEADER_BYTES) {
    faults.add(packetEnd - 1, `An RTCP packet of ${packetEnd - at} bytes claims ${padding} bytes of padding.`);
    return packetEnd;
  }
  return packetEnd - padding;
}

function readPacket(body: RtcpBody): RtcpPacket {
  switch (body.type) {
    case RTCP.senderReport:
      return readSenderReport(body) ?? other(body);
    case RTCP.receiverReport:
      return readReceiverReport(body) ?? other(body);
    case RTCP.sourceDescription:
      return readSourceDescription(body);
    case RTCP.goodbye:
      return readGoodbye(body);
    case RTCP.application:
      return readApplication(body) ?? other(body);
    case RTCP.transportFeedback:
    case RTCP.payloadFeedback:
      return readFeedback(body) ?? other(body);
    case RTCP.extendedReport:
      return readExtendedReport(body) ?? other(body);
    default:
      return other(body);
  }
}

function other({ bytes, start, end, type }: RtcpBody): RtcpPacket {
  return { kind: 'other', type, ssrc: end - start >= 8 ? uint32(bytes, start + 4) : -1 };
}
