import type { RtcpPointRow, RtcpReceiverRow } from '../../rows/rtcp-row.ts';
import type { TimeText } from '../payload/payload-reader.ts';
import { LossComparison } from './loss-comparison.ts';
import { hex, omitUndefined, round } from './figures-text.ts';
import { maxPoints } from './report-limits.ts';
import type { ReportBlock } from './rtcp-packet.ts';
import type { SenderFigures } from './sender-figures.ts';
import { Spread } from './spread.ts';
import type { StreamCounts } from './stream-counts.ts';
import { type XrFigures, xrRows } from './xr-figures.ts';

/** One report as it is kept. Times in nanoseconds; NaN where unknown. */
type Point = {
  readonly timeNs: number;
  readonly fractionLost: number;
  readonly lost: number;
  /** In units of RTP timestamps. */
  readonly jitter: number;
  readonly roundTripNs: number;
};

/** Larger is none: a receiver that began to count wrongly, or that takes the clock for another. */
const longestJitterSeconds = 60;

/** What one receiver reports of one stream. */
export class ReceiverReports {
  readonly ssrc: number;
  /** Of RTCP, from the receiver. */
  readonly flow: number;
  /** What the receiver says of itself. */
  readonly reporter: SenderFigures;
  readonly comparison: LossComparison = new LossComparison();
  readonly roundTrips: Spread = new Spread();
  xr: XrFigures | undefined = undefined;
  count = 0;
  #first: { readonly timeNs: number; readonly frame: number } | undefined;
  #last: { readonly timeNs: number; readonly frame: number; readonly block: ReportBlock } | undefined;
  #worst: { readonly timeNs: number; readonly frame: number } | undefined;
  readonly #fractions = new Spread();
  readonly #jitters = new Spread();
  #points: Point[] = [];
  /** One report in so many is kept. */
  #stride = 1;

  constructor(ssrc: number, flow: number, reporter: SenderFigures) {
    this.ssrc = ssrc;
    this.flow = flow;
    this.reporter = reporter;
  }

  receive(
    block: ReportBlock,
    timeNs: number,
    frame: number,
    roundTripNs: number | undefined,
    counts: StreamCounts | undefined,
  ): void {
    this.#first ??= { timeNs, frame };
    this.#last = { timeNs, frame, block };
    if (block.fractionLost > 0 && !(block.fractionLost <= this.#fractions.max)) this.#worst = { timeNs, frame };
    this.#fractions.add(block.fractionLost);
    this.#jitters.add(block.jitter);
    if (roundTripNs !== undefined) this.roundTrips.add(roundTripNs);
    if (counts !== undefined) this.comparison.receive(block, counts);
    if (this.count++ % this.#stride === 0) this.#keep(block, timeNs, roundTripNs ?? Number.NaN);
  }

  #keep({ fractionLost, cumulativeLost, jitter }: ReportBlock, timeNs: number, roundTripNs: number): void {
    if (this.#points.length >= maxPoints) {
      this.#points = this.#points.filter((_point, index) => index % 2 === 0);
      this.#stride *= 2;
      if ((this.count - 1) % this.#stride !== 0) return;
    }
    this.#points.push({ timeNs, fractionLost, lost: cumulativeLost, jitter, roundTripNs });
  }

  /** From the first report to the last. */
  get elapsedNs(): number {
    return (this.#last?.timeNs ?? 0) - (this.#first?.timeNs ?? 0);
  }

  /** `clockHz`: 0 where it is not known. */
  row(clockHz: number, address: string, time: TimeText): RtcpReceiverRow {
    const first = this.#first;
    const last = this.#last;
    const worst = this.#worst;
    const trips = this.roundTrips;
    const jitterMs = (units: number): number | undefined => jitterMsOf(units, clockHz);
    return {
      ssrc: hex(this.ssrc),
      ...omitUndefined({ cname: this.reporter.texts.get('cname') }),
      address,
      reports: this.count,
      ...(first === undefined || last === undefined
        ? {}
        : omitUndefined({
            first: time(first.timeNs),
            last: time(last.timeNs),
            firstFrame: first.frame,
            lastFrame: last.frame,
            lost: last.block.cumulativeLost,
            lostPercentMean: percent(this.#fractions.mean),
            lostPercentMax: percent(this.#fractions.max),
            worst: worst === undefined ? undefined : time(worst.timeNs),
            worstFrame: worst?.frame,
            highestSequence: last.block.extendedHighest,
            jitterMsLast: jitterMs(last.block.jitter),
            jitterMsMean: jitterMs(this.#jitters.mean),
            jitterMsMax: jitterMs(this.#jitters.max),
          })),
      ...(trips.count === 0
        ? {}
        : { roundTripMsMin: ms(trips.min), roundTripMsMean: ms(trips.mean), roundTripMsMax: ms(trips.max) }),
      ...(this.xr === undefined ? {} : xrRows(this.xr, clockHz, time)),
      ...(this.#points.length === 0 ? {} : { series: this.#points.map((point) => pointRow(point, clockHz, time)) }),
    };
  }
}

function pointRow(point: Point, clockHz: number, time: TimeText): RtcpPointRow {
  return {
    at: time(point.timeNs),
    lostPercent: percent(point.fractionLost),
    lost: point.lost,
    ...omitUndefined({
      jitterMs: jitterMsOf(point.jitter, clockHz),
      roundTripMs: Number.isNaN(point.roundTripNs) ? undefined : ms(point.roundTripNs),
    }),
  };
}

function jitterMsOf(units: number, clockHz: number): number | undefined {
  return clockHz === 0 || units > longestJitterSeconds * clockHz ? undefined : round((units * 1e3) / clockHz, 3);
}

/** Of 1/256. */
function percent(fraction: number): number {
  return round((fraction * 100) / 256, 2);
}

function ms(ns: number): number {
  return round(ns / 1e6, 3);
}
