import type { StreamSeries } from '../../rows/stream-figures-row.ts';
import { delayOf, impairmentOf, ptimeMsOf, qualityOf } from './quality.ts';
import { rounded } from './rounded.ts';
import { type Series, type SeriesColumn, silenceBelow } from './series.ts';
import type { FigureContext, StreamFigures } from './stream-figures.ts';

/** A score is of so much time, or of a bucket where that is longer. */
const scoreNs = 5e9;
/** Of fewer packets no score is told: one lost packet would decide it. */
const leastPackets = 25;

export type Score = { readonly startedNs: number; readonly mos: number };

export function describeSeries(figures: StreamFigures, series: Series, context: FigureContext): StreamSeries {
  const all = <T>(of: (bucket: number) => T): T[] => Array.from({ length: series.length }, (_, bucket) => of(bucket));
  const counts = (name: SeriesColumn): number[] => all((bucket) => series.value(bucket, name));
  const mean = (sum: SeriesColumn, count: SeriesColumn, form: (mean: number) => number): (number | null)[] =>
    all((bucket) => {
      const of = series.value(bucket, count);
      return of === 0 ? null : form(series.value(bucket, sum) / of);
    });
  const most = (name: SeriesColumn, count: SeriesColumn, least: number): (number | null)[] =>
    all((bucket) => (series.value(bucket, count) === 0 ? null : rounded(series.value(bucket, name) + least)));
  return {
    startedNs: series.startedNs,
    widthMs: series.widthNs / 1e6,
    packets: counts('packets'),
    bytes: counts('bytes'),
    lost: counts('lost'),
    late: counts('late'),
    duplicates: counts('duplicates'),
    jitterMsMean: mean('jitterSum', 'jitterCount', rounded),
    jitterMsMax: most('jitterMax', 'jitterCount', 0),
    maxDeltaMs: most('deltaMax', 'packets', 0),
    level: mean('levelSum', 'levelCount', (power) => rounded(10 * Math.log10(power))),
    levelPeak: most('levelPeak', 'levelCount', silenceBelow),
    mosWidthMs: (bucketsOfScore(series) * series.widthNs) / 1e6,
    mos: scores(figures, series, context).map((score) => (score === undefined ? null : rounded(score.mos))),
  };
}

/** Of every 5 seconds, one after the other; undefined where too few packets came, or nothing is published of their codec. */
export function scores(figures: StreamFigures, series: Series, context: FigureContext): (Score | undefined)[] {
  const buckets = bucketsOfScore(series);
  const ptimeMs = ptimeMsOf(figures)?.ms;
  return Array.from({ length: Math.ceil(series.length / buckets) }, (_, at) => {
    const from = at * buckets;
    const to = Math.min(series.length, from + buckets);
    const impairment = impairmentOf(figures, codecOf(figures, series, from, to));
    if (impairment === undefined) return undefined;
    const lost = series.sum(from, to, 'lost');
    const expected = series.sum(from, to, 'packets') - series.sum(from, to, 'duplicates') + lost;
    if (expected < leastPackets) return undefined;
    const losses = { expected, impaired: lost + series.sum(from, to, 'late'), runs: series.sum(from, to, 'runs') };
    const quality = qualityOf(losses, impairment, delayOf(figures, ptimeMs, impairment.lookaheadMs, context).delayMs);
    return quality && { startedNs: series.startedNs + from * series.widthNs, mos: quality.mos };
  });
}

function bucketsOfScore(series: Series): number {
  return Math.max(1, Math.round(scoreNs / series.widthNs));
}

function codecOf(figures: StreamFigures, series: Series, from: number, to: number): string | undefined {
  for (let bucket = to - 1; bucket >= from; bucket--) {
    const format = series.formatOf(bucket);
    if (format > 0) return figures.codecs[format - 1]?.encoding;
  }
  return undefined;
}
