/** Figures of the streams of a capture, without the rest of the analyzer: each packet that looks like RTP counts for its SSRC on its flow. */

import { newRtpPacket, readFixedHeader, readRest } from '../../src/media/rtp-header.ts';
import type { PayloadFormat } from '../../src/media/payload/payload-reader.ts';
import { StreamFigures } from '../../src/media/figures/stream-figures.ts';
import type { QualitySettings } from '../../src/media/figures/quality-settings.ts';
import { readDatagrams } from '../../src/read-datagrams.ts';
import type { CaptureSource } from '../../src/capture/source-packets.ts';

export type FormatOfType = (payloadType: number) => PayloadFormat | undefined;

export type ReadFiguresOptions = {
  readonly formatOf?: FormatOfType;
  readonly settings?: QualitySettings;
  /** Whether a packet of that stream at that time is of interest; all are where this is absent. */
  readonly counts?: (key: string, timeNs: number) => boolean;
};

export type ReadFigures = {
  readonly key: string;
  readonly figures: StreamFigures;
  packets: number;
};

export function format(encoding: string, clockHz = 8000): PayloadFormat {
  return { encoding, clockHz, channels: 1, parameters: undefined };
}

/** RFC 3551 §6, as far as the captures here need it. */
const staticFormats = new Map<number, PayloadFormat>([
  [0, format('PCMU')],
  [3, format('GSM')],
  [4, format('G723')],
  [8, format('PCMA')],
  [9, format('G722')],
  [13, format('CN')],
  [18, format('G729')],
  [34, format('H263', 90_000)],
]);

export function staticFormat(payloadType: number): PayloadFormat | undefined {
  return staticFormats.get(payloadType);
}

/** As keys of streams: `192.0.2.1:20000 192.0.2.2:30000 12345678`. */
export async function readFigures(
  capture: CaptureSource,
  { formatOf = staticFormat, settings, counts }: ReadFiguresOptions = {},
): Promise<Map<string, ReadFigures>> {
  const streams = new Map<string, ReadFigures>();
  const packet = newRtpPacket();
  let firstNs: bigint | undefined;
  for await (const datagram of readDatagrams(capture)) {
    firstNs ??= datagram.epochNs;
    const { payload, protocol } = datagram;
    if (protocol !== 'UDP' || payload.length < 12 || payload[0]! >> 6 !== 2 || isRtcp(payload[1]!)) continue;
    readFixedHeader(packet, payload, 0, payload.length);
    packet.slicedBytes = datagram.slicedBytes;
    if (readRest(packet, false) !== undefined) continue;
    packet.frame = datagram.frame;
    packet.timeNs = Number(datagram.epochNs - firstNs);
    const ssrc = packet.ssrc.toString(16).padStart(8, '0');
    const key = `${datagram.srcIp}:${datagram.srcPort} ${datagram.dstIp}:${datagram.dstPort} ${ssrc}`;
    if (counts?.(key, packet.timeNs) === false) continue;
    let stream = streams.get(key);
    if (stream === undefined) {
      stream = { key, figures: new StreamFigures(settings), packets: 0 };
      streams.set(key, stream);
    }
    stream.packets++;
    stream.figures.receive(packet, formatOf(packet.payloadType));
  }
  return streams;
}

function isRtcp(type: number): boolean {
  return type >= 192 && type <= 223;
}
