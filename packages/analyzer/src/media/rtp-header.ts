import type { RtpPacket } from './rtp-packet.ts';

/**
 * Reads the headers of RTP (RFC 3550 §5.1, §5.3.1):
 *
 *     00  V(2 bits) P X CC(4 bits)   01  M PT(7 bits)   02  sequence number(2)   04  timestamp(4)   08  SSRC(4)   12  CSRC(4) each
 *     extension, where X: profile(2) length(2), in words, and as much data
 *     padding, where P: its last byte is its length
 */
const FIXED_BYTES = 12;
const EXTENSION_HEADER_BYTES = 4;

/** How the header contradicts the length of its packet: whole sentences for people. */
export type RtpFault =
  | 'The list of contributing sources is longer than the packet.'
  | 'The header extension is longer than the packet.'
  | 'The padding is longer than the payload.';

/** A packet to be filled by `readFixedHeader` and `readRest`. */
export function newRtpPacket(): RtpPacket {
  return {
    frame: 0,
    timeNs: 0,
    flow: -1,
    ssrc: 0,
    sequence: 0,
    timestamp: 0,
    payloadType: 0,
    marker: false,
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    payloadStart: 0,
    payloadEnd: 0,
    extensionStart: -1,
    extensionEnd: -1,
    extensionProfile: 0,
    csrcCount: 0,
    slicedBytes: 0,
    dscp: -1,
  };
}

/** What stands in the first twelve bytes, of which there must be as many. */
export function readFixedHeader(packet: RtpPacket, bytes: Uint8Array, start: number, end: number): void {
  packet.bytes = bytes;
  packet.start = start;
  packet.end = end;
  const second = bytes[start + 1]!;
  packet.marker = second > 127;
  packet.payloadType = second & 0x7f;
  packet.sequence = (bytes[start + 2]! << 8) | bytes[start + 3]!;
  packet.timestamp = uint32(bytes, start + 4);
  packet.ssrc = uint32(bytes, start + 8);
}

/**
 * Where the payload and the header extension of that packet are. Of SRTP the padding is encrypted with the payload (RFC 3711 §3.1): it stays part of it. What was not captured is taken
 * to be as the header says.
 */
export function readRest(packet: RtpPacket, isSecure: boolean): RtpFault | undefined {
  const { bytes, start, end } = packet;
  const first = bytes[start]!;
  packet.csrcCount = first & 15;
  packet.extensionStart = -1;
  packet.extensionEnd = -1;
  packet.payloadEnd = end;
  const payloadStart = start + FIXED_BYTES + 4 * packet.csrcCount;
  packet.payloadStart = payloadStart;
  const sentEnd = end + packet.slicedBytes;
  if (payloadStart > sentEnd) return 'The list of contributing sources is longer than the packet.';
  if ((first & 0x10) !== 0) {
    const fault = readExtension(packet, sentEnd);
    if (fault !== undefined) return fault;
  }
  if (packet.payloadStart > end) packet.payloadStart = end;
  return (first & 0x20) === 0 || isSecure || packet.slicedBytes > 0 ? undefined : readPadding(packet);
}

function readExtension(packet: RtpPacket, sentEnd: number): RtpFault | undefined {
  const { bytes, end } = packet;
  const at = packet.payloadStart;
  const dataStart = at + EXTENSION_HEADER_BYTES;
  if (dataStart > sentEnd) return 'The header extension is longer than the packet.';
  if (dataStart > end) {
    packet.payloadStart = end;
    return undefined;
  }
  const dataEnd = dataStart + 4 * ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  if (dataEnd > sentEnd) return 'The header extension is longer than the packet.';
  packet.extensionProfile = (bytes[at]! << 8) | bytes[at + 1]!;
  packet.extensionStart = dataStart;
  packet.extensionEnd = Math.min(dataEnd, end);
  packet.payloadStart = dataEnd;
  return undefined;
}

function readPadding(packet: RtpPacket): RtpFault | undefined {
  const length = packet.bytes[packet.end - 1]!;
  if (length === 0 || length > packet.end - packet.payloadStart) return 'The padding is longer than the payload.';
  packet.payloadEnd = packet.end - length;
  return undefined;
}

export function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
