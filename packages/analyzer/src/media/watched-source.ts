import type { FlowMedia } from './flow-media.ts';
import { newRtpPacket, readFixedHeader } from './rtp-header.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { staticFormats } from './static-formats.ts';

/** What is kept of a packet until it is known whether it is one of RTP. */
type KeptPacket = {
  readonly frame: number;
  readonly timeNs: number;
  readonly bytes: Uint8Array;
  readonly slicedBytes: number;
  readonly dscp: number;
  readonly ipId: number;
};

/** Packets in sequence that prove a source (RFC 3550 A.1, MIN_SEQUENTIAL, and some more: nothing has told of it). */
const sequentialPackets = 4;
/** Those whose payload type means a codec without a description, or that come where RTP was seen: so many are enough. */
const likelyPackets = 3;
const packetsBesideOthers = 2;
/** A source of which nothing more comes has proved itself with so many, where its payloads are of a length that its codec makes. */
const fittingPackets = 2;
/** Sequence numbers may jump so far. */
const largestGap = 64;
/** And timestamps so far: more than ten seconds at 90 kHz. */
const largestStep = 2 ** 20;
const packetsKept = 16;
const bytesKept = 2048;

/** Of a packet of that codec: its payloads are multiples of so many bytes. RFC 3551 §4.5. */
const frameBytes = new Map<number, number>([
  [0, 40],
  [3, 33],
  [8, 40],
  [9, 40],
  [18, 2],
]);

/** An SSRC on a flow that no description tells of, until it proves to be a source of RTP: random numbers do not count up. */
export class WatchedSource {
  readonly flow: FlowMedia;
  readonly ssrc: number;
  lastNs = 0;
  #packets: KeptPacket[] = [];
  #inSequence = 0;
  #sequence = 0;
  #timestamp = 0;
  #payloadType = 0;
  #areFitting = true;

  constructor(flow: FlowMedia, ssrc: number) {
    this.flow = flow;
    this.ssrc = ssrc;
  }

  /** Payload types that are of no use to RTP where RTCP may come to the same port, and those that nobody has given a meaning. RFC 3551 §6, RFC 5761 §4. */
  static takes({ payloadType, ssrc }: RtpPacket): boolean {
    if (ssrc === 0) return false;
    if (payloadType >= 96) return true;
    return payloadType >= 35 ? payloadType < 64 : staticFormats.has(payloadType);
  }

  /** Whether it has proved to be RTP. */
  receive(packet: RtpPacket, ipId: number): boolean {
    const ahead = (packet.sequence - this.#sequence) & 0xffff;
    const step = Math.abs((packet.timestamp - this.#timestamp) | 0);
    const goesOn = this.#packets.length > 0 && ahead <= largestGap && step <= largestStep;
    if (!goesOn) this.#begin();
    if (!goesOn || ahead === 1) this.#inSequence++;
    this.#sequence = packet.sequence;
    this.#timestamp = packet.timestamp;
    this.#payloadType = packet.payloadType;
    this.#areFitting &&= isFitting(packet);
    this.lastNs = packet.timeNs;
    if (this.#packets.length < packetsKept) this.#packets.push(keptPacket(packet, ipId));
    return this.#inSequence >= this.#wanted();
  }

  /** Whether it is taken for RTP though no more has come of it. */
  get isLikely(): boolean {
    return this.#inSequence >= fittingPackets && this.#areFitting;
  }

  /** Its packets so far, one after the other in an object of their own. */
  *packets(): Generator<{ readonly packet: RtpPacket; readonly ipId: number }, void, undefined> {
    const packet = newRtpPacket();
    packet.flow = this.flow.flow;
    for (const { frame, timeNs, bytes, slicedBytes, dscp, ipId } of this.#packets) {
      readFixedHeader(packet, bytes, 0, bytes.length);
      packet.frame = frame;
      packet.timeNs = timeNs;
      packet.slicedBytes = slicedBytes;
      packet.dscp = dscp;
      yield { packet, ipId };
    }
  }

  #begin(): void {
    this.#packets = [];
    this.#inSequence = 0;
    this.#areFitting = true;
  }

  #wanted(): number {
    if (this.flow.ssrcs > 0) return packetsBesideOthers;
    return staticFormats.has(this.#payloadType) ? likelyPackets : sequentialPackets;
  }
}

function isFitting({ payloadType, start, end, slicedBytes }: RtpPacket): boolean {
  const frame = frameBytes.get(payloadType);
  const payload = end + slicedBytes - start - 12;
  return frame !== undefined && payload > 0 && payload <= 480 && payload % frame === 0;
}

function keptPacket(packet: RtpPacket, ipId: number): KeptPacket {
  const { frame, timeNs, bytes, start, end, slicedBytes, dscp } = packet;
  const kept = Math.min(end, start + bytesKept);
  return { frame, timeNs, bytes: bytes.slice(start, kept), slicedBytes: slicedBytes + end - kept, dscp, ipId };
}
