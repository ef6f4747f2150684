import type { LipSyncRow } from '../../rows/rtcp-row.ts';
import { hex, round } from './figures-text.ts';
import { ntpBetweenNs } from './ntp-time.ts';
import { maxTogether } from './report-limits.ts';
import type { SenderReport } from './rtcp-packet.ts';
import { Spread } from './spread.ts';
import type { StreamCounts } from './stream-counts.ts';

type Member = {
  readonly ssrc: number;
  /** When what was sampled at the time of `report` passed the tap: nanoseconds of the capture. */
  transitNs: number;
  report: SenderReport;
  reportedNs: number;
  readonly offsets: Map<number, Spread>;
};

/** Reports of both streams lie no further apart. */
const togetherNs = 15e9;
/** What is further apart has not one clock. */
const largestNs = 10e9;

/**
 * Streams of one sender (of one CNAME) that are to be played together. A sender report says which wallclock time belongs to a timestamp: so it is known how long after its sampling a packet
 * passed the tap, and by how much that differs between the streams, whatever the sender's clock shows. RFC 3550 §6.4.1.
 */
export class LipSync {
  readonly #members: Member[] = [];

  receive(ssrc: number, report: SenderReport, counts: StreamCounts, timeNs: number): void {
    if (counts.clockHz === 0 || counts.expected === 0 || (report.ntpSeconds === 0 && report.ntpFraction === 0)) return;
    const member = this.#member(ssrc, report);
    if (member === undefined) return;
    const since = (counts.lastTimestamp - report.rtpTimestamp) | 0;
    member.transitNs = counts.lastTimeNs - (since * 1e9) / counts.clockHz;
    member.report = report;
    member.reportedNs = timeNs;
    for (const other of this.#members) if (other !== member) compare(member, other, timeNs);
  }

  rows(ssrc: number): LipSyncRow[] {
    const member = this.#members.find((one) => one.ssrc === ssrc);
    return [...(member?.offsets ?? [])].map(([other, { mean, min, max }]) => ({
      ssrc: hex(other),
      offsetMsMean: round(mean / 1e6, 1),
      offsetMsMin: round(min / 1e6, 1),
      offsetMsMax: round(max / 1e6, 1),
    }));
  }

  #member(ssrc: number, report: SenderReport): Member | undefined {
    const known = this.#members.find((one) => one.ssrc === ssrc);
    if (known !== undefined || this.#members.length >= maxTogether) return known;
    const member = { ssrc, transitNs: 0, report, reportedNs: -Infinity, offsets: new Map<number, Spread>() };
    this.#members.push(member);
    return member;
  }
}

function compare(member: Member, other: Member, nowNs: number): void {
  if (nowNs - other.reportedNs > togetherNs) return;
  const { ntpSeconds, ntpFraction } = other.report;
  const sampledNs = ntpBetweenNs(ntpSeconds, ntpFraction, member.report.ntpSeconds, member.report.ntpFraction);
  const laterNs = member.transitNs - other.transitNs - sampledNs;
  if (Math.abs(laterNs) > largestNs) return;
  spreadOf(member, other.ssrc).add(laterNs);
  spreadOf(other, member.ssrc).add(-laterNs);
}

function spreadOf({ offsets }: Member, ssrc: number): Spread {
  let spread = offsets.get(ssrc);
  if (spread === undefined) {
    spread = new Spread();
    offsets.set(ssrc, spread);
  }
  return spread;
}
