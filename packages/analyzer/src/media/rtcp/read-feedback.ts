import { keptBytesText } from '../../message/kept-text.ts';
import { uint32 } from '../rtp-header.ts';
import { readCongestionReports, readTransportCc } from './read-congestion.ts';
import { hasRoom } from './read-reports.ts';
import type { RtcpBody } from './read-rtcp.ts';
import type { FeedbackDetail, NackEntry } from './feedback-detail.ts';
import type { FeedbackMessage } from './rtcp-packet.ts';
import { feedbackName, PSFB, RTCP, RTPFB } from './rtcp-type.ts';

const FIXED_BYTES = 12;

/**
 *     04  SSRC of sender   08  SSRC of media source   12  feedback control information
 *
 * RFC 4585 §6.1. The five bits of the header are the format.
 */
export function readFeedback(body: RtcpBody): FeedbackMessage | undefined {
  const { bytes, start, type, count: format } = body;
  if (type === RTCP.transportFeedback && format === RTPFB.ccfb) return readCcfb(body);
  if (!hasRoom(body, FIXED_BYTES)) return undefined;
  const detail = type === RTCP.transportFeedback ? transportDetail(body) : payloadDetail(body);
  return {
    kind: 'feedback',
    name: detail?.kind === 'remb' ? 'REMB' : feedbackName(type, format),
    ssrc: uint32(bytes, start + 4),
    media: uint32(bytes, start + 8),
    detail,
  };
}

/** It names the sources it is about with their reports. RFC 8888 §3.1. */
function readCcfb(body: RtcpBody): FeedbackMessage | undefined {
  if (!hasRoom(body, FIXED_BYTES)) return undefined;
  const detail = readCongestionReports(body, body.start + 8);
  return { kind: 'feedback', name: 'CCFB', ssrc: uint32(body.bytes, body.start + 4), media: 0, detail };
}

function transportDetail(body: RtcpBody): FeedbackDetail | undefined {
  const { bytes } = body;
  switch (body.count) {
    // TLLEI has the entries of a NACK: RFC 6642 §5.1.
    case RTPFB.nack:
    case RTPFB.tllei:
      return nack(
        entries(body, 4, (at) => ({
          packetId: (bytes[at]! << 8) | bytes[at + 1]!,
          following: (bytes[at + 2]! << 8) | bytes[at + 3]!,
        })),
      );
    case RTPFB.tmmbr:
    case RTPFB.tmmbn:
      return { kind: 'bit-rates', entries: entries(body, 8, (at) => bitRate(bytes, at)) };
    case RTPFB.transportCc:
      return readTransportCc(body, body.start + FIXED_BYTES);
    default:
      return undefined;
  }
}

function payloadDetail(body: RtcpBody): FeedbackDetail | undefined {
  const { bytes } = body;
  switch (body.count) {
    case PSFB.sli:
      return { kind: 'slices', entries: entries(body, 4, (at) => slice(uint32(bytes, at))) };
    case PSFB.rpsi:
      return referencePicture(body);
    case PSFB.fir:
      return { kind: 'sequences', entries: entries(body, 8, (at) => sequence(bytes, at, 0)) };
    case PSFB.tstr:
    case PSFB.tstn:
      return { kind: 'sequences', entries: entries(body, 8, (at) => sequence(bytes, at, bytes[at + 7]! & 31)) };
    case PSFB.vbcm:
      return videoBackChannel(body);
    case PSFB.pslei:
      return { kind: 'sources', ssrcs: entries(body, 4, (at) => uint32(bytes, at)) };
    case PSFB.application:
      return application(body);
    default:
      return undefined;
  }
}

/** Of the control information, which is made of entries of one length. */
function entries<Entry>(
  { start, end, type, count, faults }: RtcpBody,
  bytes: number,
  read: (at: number) => Entry,
): Entry[] {
  const found: Entry[] = [];
  let at = start + FIXED_BYTES;
  for (; at + bytes <= end; at += bytes) found.push(read(at));
  if (at < end) faults.add(at, `${feedbackName(type, count)} has entries of ${bytes} bytes, but ${end - at} are left.`);
  if (at === start + FIXED_BYTES) faults.add(at, `${feedbackName(type, count)} has no entry.`);
  return found;
}

function nack(list: readonly NackEntry[]): FeedbackDetail {
  let packets = list.length;
  for (const { following } of list) for (let bits = following; bits !== 0; bits &= bits - 1) packets++;
  return { kind: 'nack', entries: list, packets };
}

/** SSRC(4) exponent(6 bits) mantissa(17 bits) overhead(9 bits): RFC 5104 §4.2.1.1. */
function bitRate(bytes: Uint8Array, at: number): { ssrc: number; bitsPerSecond: number; overhead: number } {
  const word = uint32(bytes, at + 4);
  const mantissa = (word >>> 9) & 0x1_ffff;
  return { ssrc: uint32(bytes, at), bitsPerSecond: mantissa * 2 ** (word >>> 26), overhead: word & 0x1ff };
}

/** SSRC(4) sequence number(1) … */
function sequence(bytes: Uint8Array, at: number, value: number): { ssrc: number; sequence: number; value: number } {
  return { ssrc: uint32(bytes, at), sequence: bytes[at + 4]!, value };
}

/** First(13 bits) number(13 bits) picture id(6 bits): RFC 4585 §6.3.2.2. */
function slice(word: number): { first: number; number: number; pictureId: number } {
  return { first: word >>> 19, number: (word >>> 6) & 0x1fff, pictureId: word & 63 };
}

/** Padding bits(1) 0(1 bit) payload type(7 bits) bit string: RFC 4585 §6.3.3.2. */
function referencePicture({ bytes, start, end, faults }: RtcpBody): FeedbackDetail | undefined {
  const at = start + FIXED_BYTES;
  const padding = bytes[at]!;
  if (at + 2 > end || padding > 8 * (end - at - 2)) {
    faults.add(at, 'RPSI claims more padding than it has bits.');
    return undefined;
  }
  return { kind: 'reference-picture', payloadType: bytes[at + 1]! & 0x7f, bits: 8 * (end - at - 2) - padding };
}

/** SSRC(4) sequence number(1) payload type(1) length(2) octet string, up to the next word: RFC 5104 §4.3.4.1. */
function videoBackChannel({ bytes, start, end, faults }: RtcpBody): FeedbackDetail {
  const list: { ssrc: number; sequence: number; value: number }[] = [];
  let at = start + FIXED_BYTES;
  while (at + 8 <= end) {
    list.push(sequence(bytes, at, bytes[at + 5]! & 0x7f));
    at += 8 + 4 * Math.ceil(((bytes[at + 6]! << 8) | bytes[at + 7]!) / 4);
  }
  if (at !== end) faults.add(start, 'The entries of VBCM do not end where the message does.');
  return { kind: 'sequences', entries: list };
}

/** `REMB` number of SSRCs(1) exponent(6 bits) mantissa(18 bits) SSRC(4) each: draft-alvestrand-rmcat-remb §2.2. */
function application({ bytes, start, end, faults }: RtcpBody): FeedbackDetail | undefined {
  const at = start + FIXED_BYTES;
  if (at + 4 > end) return undefined;
  const identifier = keptBytesText(bytes, at, at + 4);
  if (identifier !== 'REMB' || at + 8 > end) return { kind: 'application', identifier };
  const word = uint32(bytes, at + 4);
  const count = word >>> 24;
  const ssrcs: number[] = [];
  for (let i = 0, from = at + 8; i < count && from + 4 <= end; i++, from += 4) ssrcs.push(uint32(bytes, from));
  if (ssrcs.length < count) faults.add(at + 4, `REMB claims ${count} sources, but has room for ${ssrcs.length}.`);
  return { kind: 'remb', bitsPerSecond: (word & 0x3_ffff) * 2 ** ((word >>> 18) & 63), ssrcs };
}
