import type { LossBursts, QualityAssumptions, StreamFiguresRow } from '../../rows/stream-figures-row.ts';
import { type Score, scores } from './describe-series.ts';
import type { LossPattern } from './loss-pattern.ts';
import { delayOf, impairmentOf, mainCodec, ptimeMsOf, qualityOf } from './quality.ts';
import { videoClockHz } from './payload-role.ts';
import { rounded } from './rounded.ts';
import type { SequenceNumbers } from './sequence-numbers.ts';
import type { FigureContext, StreamFigures } from './stream-figures.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export function describeFigures(figures: StreamFigures, context: FigureContext): StreamFiguresRow {
  const { numbers } = figures;
  if (numbers.highest < 0) return {};
  const pattern = numbers.pattern();
  return {
    ...countsOf(numbers),
    ...lossesOf(figures, pattern),
    ...timesOf(figures),
    ...packetTimesOf(figures, context),
    ...pausesOf(figures),
    ...qualityRow(figures, pattern, context),
  };
}

function countsOf(numbers: SequenceNumbers): StreamFiguresRow {
  const { expected, lost, duplicates, outOfOrder, mostBehind, strays, restarts } = numbers;
  const row: Writable<StreamFiguresRow> = {
    expected,
    lost,
    lostPercent: rounded((lost * 100) / expected),
    duplicates,
    outOfOrder,
  };
  if (duplicates > 0) row.cumulativeLost = lost - duplicates;
  if (outOfOrder > 0) row.mostOutOfOrder = mostBehind;
  if (strays > 0) row.strays = strays;
  if (restarts > 0) row.restarts = restarts;
  return row;
}

function lossesOf(figures: StreamFigures, pattern: LossPattern): StreamFiguresRow {
  const row: Writable<StreamFiguresRow> = {};
  // Without a clock nothing tells what comes too late; and of video no buffer is thought of.
  if (figures.clockHz > 0 && figures.clockHz !== videoClockHz) row.late = pattern.discarded;
  const runs = pattern.runs();
  if (runs.length > 0) row.lossRuns = runs;
  const bursts = burstsOf(pattern, ptimeMsOf(figures)?.ms);
  if (bursts !== undefined) row.bursts = bursts;
  return row;
}

function burstsOf(pattern: LossPattern, ptimeMs: number | undefined): LossBursts | undefined {
  const bursts = pattern.bursts();
  if (bursts === undefined) return undefined;
  const { count, gaps, burstPackets, gapPackets } = bursts;
  const row: Writable<LossBursts> = { count, gapDensity: rounded(bursts.gapDensity * 100) };
  if (count > 0) row.burstDensity = rounded(bursts.burstDensity * 100);
  if (ptimeMs === undefined) return row;
  if (count > 0) row.burstMs = rounded((burstPackets * ptimeMs) / count);
  if (gaps > 0) row.gapMs = rounded((gapPackets * ptimeMs) / gaps);
  return row;
}

function timesOf({ times, skew, clockHz, clockEstimated }: StreamFigures): StreamFiguresRow {
  const row: Writable<StreamFiguresRow> = {};
  const jitterMs = times.jitterMsMean();
  if (jitterMs !== undefined) {
    row.jitterMsMean = rounded(jitterMs);
    row.jitterMsMax = rounded(times.jitterMsMax);
  }
  const deltaMs = times.meanDeltaMs();
  if (deltaMs !== undefined) {
    row.minDeltaMs = rounded(times.minDeltaMs);
    row.meanDeltaMs = rounded(deltaMs);
    row.maxDeltaMs = rounded(times.maxDeltaMs);
    row.maxDeltaFrame = times.maxDeltaFrame;
  }
  if (clockHz > 0) row.clockHz = clockHz;
  if (clockEstimated) row.clockEstimated = true;
  const ppm = skew.ppm();
  if (ppm !== undefined) row.clockSkewPpm = Math.round(ppm) + 0;
  if (times.timestampJumps > 0) row.timestampJumps = times.timestampJumps;
  return row;
}

function packetTimesOf(figures: StreamFigures, { agreedPtimeMs }: FigureContext): StreamFiguresRow {
  const found = ptimeMsOf(figures);
  if (found === undefined) return {};
  const row: Writable<StreamFiguresRow> = { ptimeMs: rounded(found.ms) };
  if (found.others.length > 0) row.otherPtimesMs = found.others.map(rounded);
  if (agreedPtimeMs !== undefined && agreedPtimeMs !== row.ptimeMs) row.agreedPtimeMs = agreedPtimeMs;
  return row;
}

function pausesOf({ comfortNoise, pauses, pausedMs }: StreamFigures): StreamFiguresRow {
  const row: Writable<StreamFiguresRow> = {};
  if (comfortNoise > 0) row.comfortNoise = comfortNoise;
  if (pauses > 0) {
    row.pauses = pauses;
    row.pausedMs = rounded(pausedMs);
  }
  return row;
}

function qualityRow(figures: StreamFigures, pattern: LossPattern, context: FigureContext): StreamFiguresRow {
  const codec = mainCodec(figures);
  const impairment = impairmentOf(figures, codec);
  if (codec === undefined || impairment === undefined) return {};
  const delay = delayOf(figures, ptimeMsOf(figures)?.ms, impairment.lookaheadMs, context);
  const losses = { expected: figures.numbers.expected, impaired: pattern.impaired, runs: pattern.impairedRuns };
  const quality = qualityOf(losses, impairment, delay.delayMs);
  if (quality === undefined) return {};
  const { settings } = figures;
  const assumptions: Writable<QualityAssumptions> = {
    codec,
    scale: impairment.scale,
    ie: impairment.equipment,
    jitterBuffer: settings.jitterBuffer.kind,
    jitterBufferMs: rounded(delay.jitterBufferMs),
    networkDelayMs: rounded(delay.networkDelayMs),
    networkDelayFrom: delay.networkDelayFrom,
    delayMs: rounded(delay.delayMs),
    lossPercent: rounded(quality.lossPercent),
    burstRatio: rounded(quality.burstRatio),
  };
  if (impairment.lossRobustness !== undefined) assumptions.bpl = impairment.lossRobustness;
  if (codec === 'PCMU' || codec === 'PCMA') assumptions.concealment = settings.concealment;
  const row: Writable<StreamFiguresRow> = { rFactor: rounded(quality.rFactor), mos: rounded(quality.mos), assumptions };
  const worst = worstScore(figures, context);
  if (worst !== undefined) {
    row.mosMin = rounded(worst.mos);
    row.mosMinAt = context.time(worst.startedNs);
  }
  return row;
}

function worstScore(figures: StreamFigures, context: FigureContext): Score | undefined {
  if (figures.columns === undefined) return undefined;
  let worst: Score | undefined;
  for (const score of scores(figures, figures.columns, context))
    if (score !== undefined && (worst === undefined || score.mos < worst.mos)) worst = score;
  return worst;
}
