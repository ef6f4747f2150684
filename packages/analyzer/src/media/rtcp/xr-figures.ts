import type { RtcpStatisticsRow, VoipMetricsRow } from '../../rows/rtcp-row.ts';
import type { TimeText } from '../payload/payload-reader.ts';
import { omitUndefined, round } from './figures-text.ts';
import type { XrBlock, XrStatistics, XrVoipMetrics } from './xr-block.ts';

type Seen = { readonly timeNs: number; readonly frame: number };

/** What the extended reports of one receiver say of one stream. */
export class XrFigures {
  voip: (Seen & { readonly metrics: XrVoipMetrics }) | undefined = undefined;
  voipReports = 0;
  leastR: number = Infinity;
  leastMos: number = Infinity;
  summaries = 0;
  lost = 0;
  duplicates = 0;
  hasLost = false;
  hasDuplicates = false;
  statistics: XrStatistics | undefined = undefined;

  receive(block: XrBlock, timeNs: number, frame: number): void {
    switch (block.kind) {
      case 'voip-metrics':
        this.voip = { timeNs, frame, metrics: block };
        this.voipReports++;
        this.leastR = Math.min(this.leastR, block.rFactor ?? Infinity);
        this.leastMos = Math.min(this.leastMos, block.mosLq ?? Infinity);
        break;
      case 'statistics':
        this.summaries++;
        this.statistics = block;
        this.#add(block.lost, block.duplicates);
        break;
      case 'loss':
        this.summaries++;
        this.#add(block.marked, undefined);
        break;
      case 'duplicates':
        this.summaries++;
        this.#add(undefined, block.marked);
        break;
      default:
    }
  }

  #add(lost: number | undefined, duplicates: number | undefined): void {
    this.lost += lost ?? 0;
    this.duplicates += duplicates ?? 0;
    this.hasLost ||= lost !== undefined;
    this.hasDuplicates ||= duplicates !== undefined;
  }
}

export function xrRows(
  figures: XrFigures,
  clockHz: number,
  time: TimeText,
): { voip?: VoipMetricsRow; statistics?: RtcpStatisticsRow } {
  return omitUndefined({ voip: voipRow(figures, time), statistics: statisticsRow(figures, clockHz) });
}

function voipRow({ voip, voipReports, leastR, leastMos }: XrFigures, time: TimeText): VoipMetricsRow | undefined {
  if (voip === undefined) return undefined;
  const { metrics, timeNs, frame } = voip;
  return {
    at: time(timeNs),
    frame,
    reports: voipReports,
    lossPercent: percent(metrics.lossRate),
    discardPercent: percent(metrics.discardRate),
    burstLossPercent: percent(metrics.burstDensity),
    burstMs: metrics.burstDuration,
    gapLossPercent: percent(metrics.gapDensity),
    gapMs: metrics.gapDuration,
    ...omitUndefined({
      minimumGapPackets: metrics.gmin,
      roundTripMs: metrics.roundTripDelay,
      endSystemDelayMs: metrics.endSystemDelay,
      signalLevelDbm0: metrics.signalLevel,
      noiseLevelDbm0: metrics.noiseLevel,
      residualEchoReturnLossDb: metrics.residualEchoReturnLoss,
      rFactor: metrics.rFactor,
      externalRFactor: metrics.externalRFactor,
      mosLq: metrics.mosLq,
      mosCq: metrics.mosCq,
      rFactorMin: Number.isFinite(leastR) ? leastR : undefined,
      mosLqMin: Number.isFinite(leastMos) ? leastMos : undefined,
      concealment: metrics.concealment,
      jitterBuffer: metrics.jitterBuffer,
      jitterBufferRate: metrics.jitterBufferRate,
      jitterBufferNominalMs: metrics.jitterBufferNominal,
      jitterBufferMaxMs: metrics.jitterBufferMaximum,
      jitterBufferAbsoluteMaxMs: metrics.jitterBufferAbsoluteMaximum,
    }),
  };
}

function statisticsRow(figures: XrFigures, clockHz: number): RtcpStatisticsRow | undefined {
  const { summaries, statistics } = figures;
  if (summaries === 0) return undefined;
  const jitter = clockHz === 0 ? undefined : statistics?.jitter;
  const jitterMs = (units: number | undefined): number | undefined =>
    units === undefined ? undefined : round((units * 1e3) / clockHz, 3);
  return {
    reports: summaries,
    ...omitUndefined({
      lost: figures.hasLost ? figures.lost : undefined,
      duplicates: figures.hasDuplicates ? figures.duplicates : undefined,
      jitterMsMin: jitterMs(jitter?.min),
      jitterMsMax: jitterMs(jitter?.max),
      jitterMsMean: jitterMs(jitter?.mean),
      hopsMin: statistics?.hops?.min,
      hopsMax: statistics?.hops?.max,
    }),
  };
}

/** Of 1/256. */
function percent(fraction: number): number {
  return round((fraction * 100) / 256, 2);
}
