import { parseTime } from '../follow/parse-time.ts';
import type { StreamRow } from '../rows.ts';
import { durationText } from './names.ts';

/** How a stream sounds or looks, in three steps: `unknown` where nothing was measured. */
export type StreamQuality = 'good' | 'fair' | 'poor' | 'unknown';

/** ITU-T G.107 Annex B: from a mean opinion score of 4.03 (R 80) on users are satisfied; below 3.60 (R 70) many are not. */
const goodMos = 4.03;
const fairMos = 3.6;
/** Of what has no score, such as video: lost packets in percent. */
const goodLossPercent = 1;
const fairLossPercent = 5;

export function qualityOf({ mos, lostPercent }: Pick<StreamRow, 'mos' | 'lostPercent'>): StreamQuality {
  if (mos !== undefined) return mos >= goodMos ? 'good' : mos >= fairMos ? 'fair' : 'poor';
  if (lostPercent === undefined) return 'unknown';
  return lostPercent < goodLossPercent ? 'good' : lostPercent < fairLossPercent ? 'fair' : 'poor';
}

/** What it is: `RTP PCMA`, `SRTP opus`, `T.38`. */
export function streamName({ protocol, codec, kind }: Pick<StreamRow, 'protocol' | 'codec' | 'kind'>): string {
  const what = codec ?? kind;
  return what === undefined ? protocol : `${protocol} ${what}`;
}

/** How well it came: `lost 0.2 %, MOS 4.3`; empty where nothing was measured. */
export function streamFigures({ mos, lostPercent }: Pick<StreamRow, 'mos' | 'lostPercent'>): string {
  const parts = [
    ...(lostPercent === undefined ? [] : [`lost ${percentText(lostPercent)}`]),
    ...(mos === undefined ? [] : [`MOS ${mos.toFixed(1)}`]),
  ];
  return parts.join(', ');
}

/** `RTP PCMA 12.3 s, lost 0.2 %, MOS 4.3` */
export function streamLine(stream: StreamRow): string {
  const figures = streamFigures(stream);
  return `${streamName(stream)} ${durationText(durationNs(stream))}${figures === '' ? '' : `, ${figures}`}`;
}

/** `0 %`, `0.2 %`, `< 0.1 %`: little is not nothing. */
function percentText(percent: number): string {
  if (percent <= 0) return '0 %';
  return percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** From its first packet to its last. */
export function durationNs({ started, ended }: Pick<StreamRow, 'started' | 'ended'>): number {
  return Number(parseTime(ended) - parseTime(started));
}
