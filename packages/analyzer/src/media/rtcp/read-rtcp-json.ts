import type { ReportBlock, RtcpPacket, RtcpReading, SdesItem, SenderReport } from './rtcp-packet.ts';
import { keptText } from '../../message/kept-text.ts';
import { RTCP, sdesName } from './rtcp-type.ts';
import type { XrVoipMetrics } from './xr-block.ts';

/** Longer is none: a report has some hundred characters. */
const maxJsonBytes = 16_384;
const maxBlocks = 31;

/** What agents of Homer make of RTCP (HEP protocol type 5): JSON instead of the packet. */
export function startsLikeRtcpJson(bytes: Uint8Array, start: number, end: number): boolean {
  return end > start && bytes[start] === 0x7b;
}

/**
 *     {"type":200, "ssrc":…, "report_count":1,
 *      "sender_information":{"ntp_timestamp_sec":…, "ntp_timestamp_usec":…, "rtp_timestamp":…, "packets":…, "octets":…},
 *      "report_blocks":[{"source_ssrc":…, "fraction_lost":…, "packets_lost":…, "highest_seq_no":…, "ia_jitter":…, "lsr":…, "dlsr":…}],
 *      "report_blocks_xr":{"type":7, "id":…, "fraction_lost":…, "fraction_discard":…, "burst_density":…, "gap_density":…, …},
 *      "sdes_ssrc":…, "sdes_information":[{"type":1, "text":"…"}]}
 *
 * as captagent, heplify, RTPEngine and FreeSWITCH send it. Numbers are those of the packet; the loss is not always signed.
 */
export function readRtcpJson(bytes: Uint8Array, start: number, end: number): RtcpReading {
  const json = parsed(bytes, start, end);
  if (json === undefined)
    return reading([], -1, [{ at: 0, detail: 'What HEP reports of RTCP cannot be read as JSON.' }]);
  const type = numberOf(json, 'type');
  const ssrc = numberOf(json, 'ssrc') ?? -1;
  const packets: RtcpPacket[] = [];
  const reports = listOf(json, 'report_blocks')
    .map(readBlock)
    .filter((block) => block !== undefined);
  const sender =
    type === RTCP.receiverReport || ssrc < 0
      ? undefined
      : senderReport(objectOf(json, 'sender_information'), ssrc, reports);
  if (sender !== undefined) packets.push(sender);
  else if (reports.length > 0 && ssrc >= 0) packets.push({ kind: 'RR', ssrc, reports });
  const metrics = voipMetrics(objectOf(json, 'report_blocks_xr'));
  if (metrics !== undefined && ssrc >= 0) packets.push({ kind: 'XR', ssrc, blocks: [metrics] });
  const items = listOf(json, 'sdes_information')
    .map(readItem)
    .filter((item) => item !== undefined);
  if (items.length > 0) packets.push({ kind: 'SDES', chunks: [{ ssrc: numberOf(json, 'sdes_ssrc') ?? ssrc, items }] });
  return reading(packets, ssrc, []);
}

function reading(packets: readonly RtcpPacket[], ssrc: number, faults: RtcpReading['faults']): RtcpReading {
  return { packets, security: 'none', type: -1, ssrc, faults };
}

type Json = Readonly<Record<string, unknown>>;

function parsed(bytes: Uint8Array, start: number, end: number): Json | undefined {
  if (end - start > maxJsonBytes) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(start, end)));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 32 bits, unsigned; undefined of anything else. */
function numberOf(json: Json | undefined, name: string): number | undefined {
  const value = json !== undefined && Object.hasOwn(json, name) ? json[name] : undefined;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff ? value : undefined;
}

function objectOf(json: Json, name: string): Json | undefined {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  return isObject(value) ? value : undefined;
}

function listOf(json: Json, name: string): readonly Json[] {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  return Array.isArray(value) ? value.slice(0, maxBlocks).filter(isObject) : [];
}

function senderReport(json: Json | undefined, ssrc: number, reports: readonly ReportBlock[]): SenderReport | undefined {
  const packetCount = numberOf(json, 'packets');
  if (packetCount === undefined) return undefined;
  const ntpSeconds = numberOf(json, 'ntp_timestamp_sec') ?? 0;
  const ntpFraction = numberOf(json, 'ntp_timestamp_usec') ?? 0;
  const rtpTimestamp = numberOf(json, 'rtp_timestamp') ?? 0;
  const octetCount = numberOf(json, 'octets') ?? 0;
  // Agents fill in what a receiver report has not.
  if (packetCount === 0 && ntpSeconds === 0 && rtpTimestamp === 0) return undefined;
  return { kind: 'SR', ssrc, ntpSeconds, ntpFraction, rtpTimestamp, packetCount, octetCount, reports };
}

function readBlock(json: Json): ReportBlock | undefined {
  const ssrc = numberOf(json, 'source_ssrc');
  if (ssrc === undefined) return undefined;
  const lost = Object.hasOwn(json, 'packets_lost') ? json['packets_lost'] : 0;
  return {
    ssrc,
    fractionLost: Math.min(255, numberOf(json, 'fraction_lost') ?? 0),
    // 24 bits, signed, whether the agent knows that or not.
    cumulativeLost: typeof lost === 'number' && Number.isInteger(lost) ? (lost << 8) >> 8 : 0,
    extendedHighest: numberOf(json, 'highest_seq_no') ?? 0,
    jitter: numberOf(json, 'ia_jitter') ?? 0,
    lastSr: numberOf(json, 'lsr') ?? 0,
    delaySinceLastSr: numberOf(json, 'dlsr') ?? 0,
  };
}

function readItem(json: Json): SdesItem | undefined {
  const name = sdesName(numberOf(json, 'type') ?? 0);
  const text = Object.hasOwn(json, 'text') ? json['text'] : undefined;
  if (name === undefined || name === 'priv' || typeof text !== 'string') return undefined;
  return { name, prefix: undefined, text: keptText(text.slice(0, 255)) };
}

/** The ten fields that agents hand on of a VoIP metrics block; all are zero where there was none. */
function voipMetrics(json: Json | undefined): XrVoipMetrics | undefined {
  const ssrc = numberOf(json, 'id') ?? 0;
  if (json === undefined || ssrc === 0) return undefined;
  const value = (name: string): number => numberOf(json, name) ?? 0;
  const orUndefined = (name: string): number | undefined => (value(name) === 0 ? undefined : value(name));
  return {
    kind: 'voip-metrics',
    ssrc,
    lossRate: Math.min(255, value('fraction_lost')),
    discardRate: Math.min(255, value('fraction_discard')),
    burstDensity: Math.min(255, value('burst_density')),
    gapDensity: Math.min(255, value('gap_density')),
    burstDuration: value('burst_duration'),
    gapDuration: value('gap_duration'),
    roundTripDelay: orUndefined('round_trip_delay'),
    endSystemDelay: orUndefined('end_system_delay'),
    signalLevel: undefined,
    noiseLevel: undefined,
    residualEchoReturnLoss: undefined,
    gmin: undefined,
    rFactor: undefined,
    externalRFactor: undefined,
    mosLq: undefined,
    mosCq: undefined,
    concealment: undefined,
    jitterBuffer: undefined,
    jitterBufferRate: undefined,
    jitterBufferNominal: undefined,
    jitterBufferMaximum: undefined,
    jitterBufferAbsoluteMaximum: undefined,
  };
}
