import { uint32 } from '../rtp-header.ts';
import type { CongestionReport, FeedbackDetail, TransportCc } from './feedback-detail.ts';
import type { RtcpBody } from './read-rtcp.ts';

/**
 *     base sequence number(2) packet status count(2) reference time(3), in 64 ms   feedback packet count(1)   chunks of statuses(2) each   receive deltas
 *
 * draft-holmer-rmcat-transport-wide-cc-extensions §3.1. A chunk is a run (0, status in 2 bits, length in 13), or a vector (1) of 14 statuses of one bit (0) or 7 of two (1). Receive
 * deltas are not read.
 */
export function readTransportCc({ bytes, start, end, faults }: RtcpBody, from: number): TransportCc | undefined {
  if (from + 8 > end) {
    faults.add(from, 'transport-cc has no room for its counts.');
    return undefined;
  }
  const word = uint32(bytes, from + 4);
  const packets = uint16(bytes, from + 2);
  let left = packets;
  let received = 0;
  let at = from + 8;
  for (; left > 0 && at + 2 <= end; at += 2) {
    const chunk = uint16(bytes, at);
    const size = (chunk & 0x8000) === 0 ? chunk & 0x1fff : (chunk & 0x4000) === 0 ? 14 : 7;
    received += receivedIn(chunk, Math.min(size, left));
    left -= Math.min(size, left);
  }
  if (left > 0) faults.add(start, `transport-cc claims ${packets} packets, but tells nothing of ${left} of them.`);
  return {
    kind: 'transport-cc',
    baseSequence: uint16(bytes, from),
    packets: packets - left,
    received,
    // Signed, 24 bits.
    referenceMs: (word >> 8) * 64,
    feedbackCount: word & 0xff,
  };
}

/** Of the first `size` statuses of a chunk. 0: not received; 1, 2: received, with a delta of one or two bytes; 3: reserved. */
function receivedIn(chunk: number, size: number): number {
  if ((chunk & 0x8000) === 0) return ((chunk >> 13) & 3) === 0 ? 0 : size;
  let received = 0;
  const width = (chunk & 0x4000) === 0 ? 1 : 2;
  for (let i = 0; i < size; i++) {
    const status = (chunk >> (14 - width * (i + 1))) & (width === 1 ? 1 : 3);
    if (status !== 0) received++;
  }
  return received;
}

/**
 *     ( SSRC(4) begin_seq(2) num_reports(2) ( R(1 bit) ECN(2 bits) arrival time offset(13 bits) )*, up to the next word )* report timestamp(4)
 *
 * RFC 8888 §3.1.
 */
export function readCongestionReports({ bytes, end, faults }: RtcpBody, from: number): FeedbackDetail {
  const streams: CongestionReport[] = [];
  const timestampAt = end - 4;
  let at = from;
  while (at + 8 <= timestampAt) {
    const packets = uint16(bytes, at + 6);
    const blockEnd = at + 8 + 4 * Math.ceil(packets / 2);
    if (blockEnd > timestampAt) {
      faults.add(at + 6, `CCFB claims to report on ${packets} packets, but has no room for them.`);
      break;
    }
    streams.push(congestionReport(bytes, at, packets));
    at = blockEnd;
  }
  return { kind: 'ccfb', streams, timestamp: uint32(bytes, timestampAt) };
}

function congestionReport(bytes: Uint8Array, at: number, packets: number): CongestionReport {
  let received = 0;
  let congested = 0;
  for (let i = 0; i < packets; i++) {
    const report = bytes[at + 8 + 2 * i]!;
    if ((report & 0x80) === 0) continue;
    received++;
    if ((report & 0x60) === 0x60) congested++;
  }
  return { ssrc: uint32(bytes, at), beginSequence: uint16(bytes, at + 4), packets, received, congested };
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
