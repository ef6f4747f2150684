import type { RtcpSenderRow } from '../../rows/rtcp-row.ts';
import type { TimeText } from '../payload/payload-reader.ts';
import { omitUndefined, round } from './figures-text.ts';
import { middleBits, ntpBetweenNs, ntpEpochNs } from './ntp-time.ts';
import { maxKinds, maxPrivate } from './report-limits.ts';
import { PassedReports } from './round-trips.ts';
import type { ApplicationPacket, SdesItem, SenderReport } from './rtcp-packet.ts';
import type { SdesName } from './rtcp-type.ts';
import type { StreamCounts } from './stream-counts.ts';

type Passed = {
  readonly report: SenderReport;
  readonly timeNs: number;
  readonly frame: number;
  /** At the tap; -1 where that is not known. */
  readonly received: number;
  readonly expected: number;
};

/** What passed between two sender reports, as the sender counts and as the tap does. */
export type SentPackets = { readonly sent: number; readonly seen: number; readonly expected: number };

/** Clocks that are set differ less from that of the capture. */
const clockOfDayNs = 86_400n * 1_000_000_000n;
/** Packets that a report overtakes, or that overtake it. */
const underWay = 2;
/** Between reports from which a rate of the clock can be told. */
const rateNs = 4e9;

/** What the source of a stream says of itself. */
export class SenderFigures {
  readonly passed: PassedReports = new PassedReports();
  readonly texts: Map<Exclude<SdesName, 'priv'>, string> = new Map();
  readonly #private: string[] = [];
  readonly #applications: { readonly name: string; readonly subtype: number; count: number }[] = [];
  #reports = 0;
  #first: Passed | undefined;
  #last: Passed | undefined;
  /** The first of those that count as the last one does, while the tap counted too. */
  #counted: Passed | undefined;
  #bye: { readonly timeNs: number; readonly frame: number; readonly reason: string | undefined } | undefined;

  /** The latest sender report. */
  get report(): SenderReport | undefined {
    return this.#last?.report;
  }

  /** Whether its first report tells of no more packets than the tap has seen numbers: the capture began before it did. */
  get isSinceStart(): boolean {
    const first = this.#counted;
    return first !== undefined && Math.abs(first.report.packetCount - first.expected) <= underWay;
  }

  get hasReports(): boolean {
    return this.#reports > 0;
  }

  receive(report: SenderReport, timeNs: number, frame: number, counts: StreamCounts | undefined): void {
    this.passed.add(middleBits(report.ntpSeconds, report.ntpFraction), timeNs);
    const expected = counts?.expected ?? -1;
    const passed = { report, timeNs, frame, received: counts === undefined ? -1 : expected - counts.lost, expected };
    this.#reports++;
    this.#first ??= passed;
    // A sender may begin to count anew.
    const isAnew = this.#last !== undefined && report.packetCount < this.#last.report.packetCount;
    if (counts !== undefined && (this.#counted === undefined || isAnew)) this.#counted = passed;
    this.#last = passed;
  }

  describe({ name, prefix, text }: SdesItem): void {
    if (text === '') return;
    if (name !== 'priv') this.texts.set(name, text);
    else if (this.#private.length < maxPrivate && !this.#private.includes(`${prefix}: ${text}`))
      this.#private.push(`${prefix}: ${text}`);
  }

  leave(timeNs: number, frame: number, reason: string | undefined): void {
    this.#bye ??= { timeNs, frame, reason };
  }

  receiveApplication({ name, subtype }: ApplicationPacket): void {
    const known = this.#applications.find((one) => one.name === name && one.subtype === subtype);
    if (known !== undefined) known.count++;
    else if (this.#applications.length < maxKinds) this.#applications.push({ name, subtype, count: 1 });
  }

  /** Between the first and the last of its reports. */
  sent(): SentPackets | undefined {
    const first = this.#counted;
    const last = this.#last;
    if (first === undefined || last === undefined || first === last) return undefined;
    return {
      sent: last.report.packetCount - first.report.packetCount,
      seen: last.received - first.received,
      expected: last.expected - first.expected,
    };
  }

  /** `epochNs`: of the capture's first packet; undefined where it is not known. */
  row(epochNs: bigint | undefined, time: TimeText): RtcpSenderRow | undefined {
    const first = this.#first;
    const last = this.#last;
    const bye = this.#bye;
    const sent = this.sent();
    if (last === undefined && bye === undefined && this.texts.size === 0 && this.#applications.length === 0)
      return undefined;
    return {
      ...Object.fromEntries(this.texts),
      ...(this.#private.length === 0 ? {} : { priv: [...this.#private] }),
      reports: this.#reports,
      ...(first === undefined || last === undefined
        ? {}
        : omitUndefined({
            first: time(first.timeNs),
            last: time(last.timeNs),
            firstFrame: first.frame,
            lastFrame: last.frame,
            sentPackets: last.report.packetCount,
            sentOctets: last.report.octetCount,
            sentBetween: sent?.sent,
            seenBetween: sent?.seen,
            clockHz: clockHzOf(first, last),
            clockOffsetMs: epochNs === undefined ? undefined : clockOffsetMs(last, epochNs),
          })),
      ...(bye === undefined
        ? {}
        : omitUndefined({ bye: time(bye.timeNs), byeFrame: bye.frame, byeReason: bye.reason })),
      ...(this.#applications.length === 0 ? {} : { applications: this.#applications.map((one) => ({ ...one })) }),
    };
  }
}

/** Ticks of RTP timestamps in a second of the sender's NTP clock. */
function clockHzOf({ report: first }: Passed, { report: last }: Passed): number | undefined {
  const elapsedNs = ntpBetweenNs(first.ntpSeconds, first.ntpFraction, last.ntpSeconds, last.ntpFraction);
  if (elapsedNs < rateNs) return undefined;
  const hz = (((last.rtpTimestamp - first.rtpTimestamp) >>> 0) * 1e9) / elapsedNs;
  return round(hz, 1);
}

function clockOffsetMs({ report, timeNs }: Passed, epochNs: bigint): number | undefined {
  const offsetNs = ntpEpochNs(report.ntpSeconds, report.ntpFraction) - epochNs - BigInt(Math.round(timeNs));
  const isOfDay = offsetNs < clockOfDayNs && offsetNs > -clockOfDayNs;
  return isOfDay ? round(Number(offsetNs) / 1e6, 3) : undefined;
}
