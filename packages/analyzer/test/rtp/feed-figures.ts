import type { QualitySettings } from '../../src/media/figures/quality-settings.ts';
import { StreamFigures } from '../../src/media/figures/stream-figures.ts';
import { newRtpPacket, readFixedHeader, readRest } from '../../src/media/rtp-header.ts';
import type { StreamFiguresRow, StreamSeries } from '../../src/rows/stream-figures-row.ts';
import { type FormatOfType, staticFormat } from './read-figures.ts';
import { type RtpScript, rtpStream, type SentRtp } from './rtp-stream.ts';

export type FeedOptions = { readonly formatOf?: FormatOfType; readonly settings?: QualitySettings };

/** Figures of these packets, in their order: each is a frame of its own, from 1. */
export function feedFigures(
  arrived: readonly SentRtp[],
  { formatOf = staticFormat, settings }: FeedOptions = {},
): StreamFigures {
  const figures = new StreamFigures(settings);
  const packet = newRtpPacket();
  arrived.forEach(({ bytes, timeUs }, at) => {
    readFixedHeader(packet, bytes, 0, bytes.length);
    packet.slicedBytes = 0;
    readRest(packet, false);
    packet.frame = at + 1;
    packet.timeNs = timeUs * 1000;
    figures.receive(packet, formatOf(packet.payloadType));
  });
  return figures;
}

export function figuresRow(script: RtpScript, options: FeedOptions = {}): StreamFiguresRow {
  return feedFigures(rtpStream(script), options).facts({ time: String });
}

export function figuresSeries(script: RtpScript, options: FeedOptions = {}): StreamSeries {
  const series = feedFigures(rtpStream(script), options).series({ time: String });
  if (series === undefined) throw new Error('No packet came.');
  return series;
}
