import type { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import type { RtcpRow } from '../../rows/rtcp-row.ts';
import type { FlowTable } from '../../transport/flow-table.ts';
import type { TimeText } from '../payload/payload-reader.ts';
import type { FeedbackDetail } from './feedback-detail.ts';
import { compoundFault } from './compound-fault.ts';
import { LipSync } from './lip-sync.ts';
import { middleBits } from './ntp-time.ts';
import { readRtcp } from './read-rtcp.ts';
import { startsLikeRtcpJson, readRtcpJson } from './read-rtcp-json.ts';
import { RecentDatagrams } from './recent-datagrams.ts';
import { maxRoundTrips, maxUnclaimed } from './report-limits.ts';
import { PassedReports, RoundTrips } from './round-trips.ts';
import type {
  ExtendedReport,
  FeedbackMessage,
  ReportBlock,
  RtcpPacket,
  RtcpReading,
  SenderReport,
} from './rtcp-packet.ts';
import { rtcpRow } from './rtcp-row-of.ts';
import type { SenderFigures } from './sender-figures.ts';
import type { Reported, SourceReports } from './source-reports.ts';
import { SourceTable } from './source-table.ts';
import type { StreamCounts } from './stream-counts.ts';
import { XrFigures } from './xr-figures.ts';

/** A datagram of RTCP, or what HEP reports of one. */
export type RtcpArrival = {
  /** It is `bytes[start, end)`: valid only while it is received. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly timeNs: number;
  readonly frame: number;
  /** Of `FlowTable`. */
  readonly flow: number;
  /** Of IPv4; -1 where there is none. */
  readonly ipId: number;
  /** Bytes that were sent and not captured. */
  readonly slicedBytes: number;
  /** A description says that it is SRTCP. */
  readonly isSecure: boolean;
  /** Of what HEP reports: what is known of the stream that goes the same way. */
  readonly reported?: Reported;
};

type ReportBookOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  /** Nanoseconds since 1970 of the capture's first packet, where that is known. */
  readonly epochNs?: () => bigint | undefined;
};

/** Capture time between two looks for what is silent. */
const lookNs = 10e9;

/** Reads RTCP, and keeps what it says of each stream: as long as that is open. */
export class ReportBook {
  readonly #flows: FlowTable;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #epochNs: () => bigint | undefined;
  readonly #sources: SourceTable;
  readonly #recent = new RecentDatagrams();
  readonly #roundTrips = new RoundTrips(maxRoundTrips);
  /** Streams that are played together, by the sender's name and addresses. */
  readonly #together = new Map<string, LipSync>();
  /** Streams that were reported, of which no packet was captured and nothing more comes. */
  #over: SourceReports[] = [];
  #isFull = false;
  #nextLookNs = -Infinity;

  constructor({ flows, diagnostics, epochNs = () => undefined }: ReportBookOptions) {
    this.#flows = flows;
    this.#diagnostics = diagnostics;
    this.#epochNs = epochNs;
    this.#sources = new SourceTable(flows, (source, isFull) => {
      if (source.reported !== undefined) this.#over.push(source);
      if (isFull) this.#tellFull(source.lastFrame);
    });
  }

  /** How many SSRCs are kept that no stream of RTP was found for. */
  get heard(): number {
    return this.#sources.heard;
  }

  /** A stream of RTP begins: what RTCP says of it is kept until it is closed. */
  open(ssrc: number, flow: number, counts: StreamCounts, timeNs: number, frame: number): SourceReports {
    return this.#sources.open(ssrc, flow, counts, timeNs, frame);
  }

  close(source: SourceReports): void {
    this.#sources.close(source);
  }

  /** Streams that HEP reported, of which no packet was captured, and that are over; `isEnd`: all of them are. */
  takeOver(isEnd: boolean): readonly SourceReports[] {
    if (isEnd) this.#look(Infinity);
    const over = this.#over;
    if (over.length > 0) this.#over = [];
    return over;
  }

  receive(arrival: RtcpArrival): void {
    const { bytes, start, end, timeNs, frame, flow, ipId, slicedBytes, isSecure, reported } = arrival;
    if (timeNs >= this.#nextLookNs) this.#look(timeNs);
    if (this.#recent.take(bytes, start, end, flow, ipId, timeNs)) return;
    const isJson = startsLikeRtcpJson(bytes, start, end);
    const reading = isJson ? readRtcpJson(bytes, start, end) : readRtcp(bytes, start, end, { slicedBytes, isSecure });
    for (const { at, detail } of reading.faults)
      this.#diagnostics.report('rtcp-syntax', { frame, detail: `Byte ${at}: ${detail}` });
    this.#take(reading, { flow, timeNs, frame, reported });
    // As it was sent, and all of it.
    if (!isJson && slicedBytes === 0 && reading.packets.length > 0 && reading.ssrc >= 0)
      this.#sources.find(reading.ssrc, flow)?.judge(frame, compoundFault(reading));
  }

  /** What was told of a stream; undefined where nothing was. */
  row(source: SourceReports, time: TimeText): RtcpRow | undefined {
    return rtcpRow(source, {
      flows: this.#flows,
      roundTrips: this.#roundTrips,
      epochNs: this.#epochNs(),
      time,
    });
  }

  #tellFull(frame: number): void {
    if (this.#isFull) return;
    this.#isFull = true;
    const detail = `RTCP speaks of more than ${maxUnclaimed} sources at once that sent no RTP: the oldest are forgotten.`;
    this.#diagnostics.report('limit-streams', { frame, detail });
  }

  #look(nowNs: number): void {
    this.#nextLookNs = nowNs + lookNs;
    this.#sources.forgetSilent(nowNs);
    // Those of which no stream is left are found again by none.
    if (this.#together.size > maxGroups) this.#together.clear();
  }

  #take(reading: RtcpReading, at: At): void {
    const { packets, security, ssrc } = reading;
    if (security === 'encrypted') {
      if (ssrc >= 0) this.#from(ssrc, at).encrypted++;
      return;
    }
    // Names first: they tell which streams the reports of the same datagram are together with.
    for (const packet of packets) if (packet.kind === 'SDES') this.#describe(packet.chunks, at);
    for (const packet of packets) this.#takePacket(packet, at);
  }

  #takePacket(packet: RtcpPacket, at: At): void {
    switch (packet.kind) {
      case 'SR':
        this.#takeSenderReport(packet, at);
        break;
      case 'RR':
        this.#takeBlocks(packet.ssrc, packet.reports, at);
        break;
      case 'BYE':
        for (const ssrc of packet.ssrcs) this.#from(ssrc, at).sender.leave(at.timeNs, at.frame, packet.reason);
        break;
      case 'APP':
        this.#from(packet.ssrc, at).sender.receiveApplication(packet);
        break;
      case 'feedback':
        this.#takeFeedback(packet, at);
        break;
      case 'XR':
        this.#takeExtended(packet, at);
        break;
      default:
    }
  }

  #describe(chunks: Extract<RtcpPacket, { kind: 'SDES' }>['chunks'], at: At): void {
    for (const { ssrc, items } of chunks) {
      const { sender } = this.#from(ssrc, at);
      for (const item of items) sender.describe(item);
    }
  }

  #takeSenderReport(report: SenderReport, at: At): void {
    const source = this.#from(report.ssrc, at);
    if (at.reported !== undefined) source.reported = at.reported;
    source.sender.receive(report, at.timeNs, at.frame, source.counts);
    const together = this.#togetherWith(source, at.flow);
    if (together !== undefined && source.counts !== undefined)
      together.receive(source.ssrc, report, source.counts, at.timeNs);
    this.#takeBlocks(report.ssrc, report.reports, at);
  }

  #takeBlocks(reporter: number, blocks: readonly ReportBlock[], at: At): void {
    const own = this.#senderOf(reporter, at);
    for (const block of blocks) {
      // Some devices report on a source that they have not: all is zero then.
      if (block.ssrc === 0 && block.extendedHighest === 0) continue;
      const source = this.#about(block.ssrc, at);
      if (at.reported !== undefined) source.reported = turnedRound(at.reported);
      const tripNs = source.sender.passed.roundTripNs(block.lastSr, block.delaySinceLastSr, at.timeNs);
      if (tripNs !== undefined) this.#roundTrips.add(at.flow, tripNs);
      source.receiver(reporter, at.flow, own)?.receive(block, at.timeNs, at.frame, tripNs, source.counts);
    }
  }

  /** Of sources that nothing else was heard of, nothing is kept. */
  #takeFeedback({ name, media, detail }: FeedbackMessage, { flow, timeNs, frame }: At): void {
    for (const [ssrc, part] of aboutEach(media, detail)) {
      const source = this.#sources.find(ssrc, this.#flows.reverse(flow));
      source?.see(timeNs, frame);
      source?.feedback.receive(name, part, timeNs, frame);
    }
  }

  #takeExtended({ ssrc: reporter, blocks }: ExtendedReport, at: At): void {
    const own = this.#senderOf(reporter, at);
    for (const block of blocks) {
      if (block.kind === 'reference-time') {
        const source = this.#from(reporter, at);
        source.references ??= new PassedReports();
        source.references.add(middleBits(block.ntpSeconds, block.ntpFraction), at.timeNs);
      } else if (block.kind === 'dlrr') {
        for (const { ssrc, lastRr, delaySinceLastRr } of block.reports) {
          const answered = this.#sources.find(ssrc, this.#flows.reverse(at.flow))?.references;
          const tripNs = answered?.roundTripNs(lastRr, delaySinceLastRr, at.timeNs);
          if (tripNs !== undefined) this.#roundTrips.add(at.flow, tripNs);
        }
      } else if (block.kind !== 'other') {
        const receiver = this.#about(block.ssrc, at).receiver(reporter, at.flow, own);
        if (receiver === undefined) continue;
        receiver.xr ??= new XrFigures();
        receiver.xr.receive(block, at.timeNs, at.frame);
      }
    }
  }

  #togetherWith(source: SourceReports, flow: number): LipSync | undefined {
    const cname = source.sender.texts.get('cname');
    if (source.together !== undefined || cname === undefined) return source.together;
    const key = `${this.#flows.sourceIp(flow)} ${this.#flows.destinationIp(flow)} ${cname}`;
    let together = this.#together.get(key);
    if (together === undefined) {
      together = new LipSync();
      this.#together.set(key, together);
    }
    source.together = together;
    return together;
  }

  /** Who sent this. */
  #from(ssrc: number, { flow, timeNs, frame }: At): SourceReports {
    const source = this.#sources.of(ssrc, flow, false, timeNs, frame);
    source.see(timeNs, frame);
    return source;
  }

  /** What who reports says of itself, though this says nothing of it. */
  #senderOf(ssrc: number, { flow, timeNs, frame }: At): SenderFigures {
    return this.#sources.of(ssrc, flow, false, timeNs, frame).sender;
  }

  /** What this is about. */
  #about(ssrc: number, { flow, timeNs, frame }: At): SourceReports {
    const source = this.#sources.of(ssrc, flow, true, timeNs, frame);
    source.see(timeNs, frame);
    return source;
  }
}

type At = {
  readonly flow: number;
  readonly timeNs: number;
  readonly frame: number;
  readonly reported: Reported | undefined;
};

/** Groups of streams that are played together. */
const maxGroups = 20_000;

/** The sources that feedback is about, each with what is said of it: in the entries, or in the message. */
function* aboutEach(
  media: number,
  detail: FeedbackDetail | undefined,
): Generator<[number, FeedbackDetail | undefined]> {
  switch (detail?.kind) {
    case 'bit-rates':
      for (const entry of detail.entries) yield [entry.ssrc, { kind: 'bit-rates', entries: [entry] }];
      break;
    case 'sequences':
      for (const entry of detail.entries) yield [entry.ssrc, undefined];
      break;
    case 'sources':
    case 'remb':
      for (const ssrc of detail.ssrcs) yield [ssrc, detail];
      break;
    case 'ccfb':
      for (const stream of detail.streams) yield [stream.ssrc, { ...detail, streams: [stream] }];
      break;
    default:
      yield [media, detail];
  }
}

/** Of the stream that goes the other way. */
function turnedRound({ tie, kind, clockHz }: Reported): Reported {
  const turned = tie === undefined ? undefined : { ...tie, senderTag: tie.receiverTag, receiverTag: tie.senderTag };
  return { tie: turned, kind, clockHz };
}
