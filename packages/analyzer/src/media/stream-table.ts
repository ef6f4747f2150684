import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { Slots } from '../message/slots.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { DatagramStream } from './datagram-stream.ts';
import type { TiedMedia } from './flow-tie.ts';
import { recordOfReports } from './rtcp/record-of-reports.ts';
import type { ReportBook } from './rtcp/report-book.ts';
import { SsrcIndex } from './ssrc-index.ts';
import type { QualitySettings } from './figures/quality-settings.ts';
import type { FlowMedia } from './flow-media.ts';
import type { MediaLimits } from './media-limits.ts';
import { MediaStream } from './media-stream.ts';
import type { TimeText } from './payload/payload-reader.ts';
import type { RtpPacket } from './rtp-packet.ts';
import type { StreamRecord } from './stream-record.ts';
import { WatchedSource } from './watched-source.ts';

/** Takes what is told of streams. */
export type StreamReport = (record: StreamRecord) => void;

type StreamTableOptions = {
  readonly limits: MediaLimits;
  readonly quality: QualitySettings;
  readonly diagnostics: CaptureDiagnostics;
  readonly flows: FlowTable;
  readonly reports: ReportBook;
  readonly time: TimeText;
  readonly report: StreamReport;
  /** Takes flows of which nothing is open any more. */
  readonly idle: (flow: FlowMedia) => void;
};

/** What the table asks of a stream. */
type OpenStream = MediaStream | DatagramStream;

/** The streams that are open, and what may become one. */
export class StreamTable {
  readonly #limits: MediaLimits;
  readonly #quality: QualitySettings;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #time: TimeText;
  readonly #report: StreamReport;
  readonly #reports: ReportBook;
  readonly #idle: (flow: FlowMedia) => void;
  readonly #ssrcs: SsrcIndex;
  readonly #open = new Slots<OpenStream>();
  readonly #watched = new Set<WatchedSource>();
  #count = 0;
  #isTold = false;

  constructor({ limits, quality, diagnostics, flows, reports, time, report, idle }: StreamTableOptions) {
    this.#quality = quality;
    this.#idle = idle;
    this.#reports = reports;
    this.#ssrcs = new SsrcIndex(flows);
    this.#limits = limits;
    this.#diagnostics = diagnostics;
    this.#time = time;
    this.#report = report;
  }

  /** A stream that begins with this packet; undefined where there are too many on its flow. */
  begin(flow: FlowMedia, packet: RtpPacket, isHeuristic: boolean): MediaStream | undefined {
    if (flow.ssrcs >= this.#limits.ssrcsOfFlow) {
      if (!flow.isFlooded) this.#tell(packet.frame, `More than ${this.#limits.ssrcsOfFlow} SSRCs on one flow.`);
      flow.isFlooded = true;
      return undefined;
    }
    if (this.#open.size >= this.#limits.streamsAtOnce) this.#closeLongestSilent(packet);
    const before = flow.last?.seen;
    const stream = new MediaStream({
      number: this.#count++,
      flow,
      packet,
      isHeuristic,
      before,
      quality: this.#quality,
    });
    this.#open.add(stream);
    flow.add(stream);
    stream.related = this.#ssrcs.add(stream, packet);
    stream.reports = this.#reports.open(packet.ssrc, flow.flow, stream, packet.timeNs, packet.frame);
    return stream;
  }

  /** What no RTP carries begins with a datagram of that time. */
  beginDatagrams(
    flow: FlowMedia,
    tied: TiedMedia,
    at: { readonly timeNs: number; readonly frame: number },
  ): DatagramStream {
    if (this.#open.size >= this.#limits.streamsAtOnce) this.#closeLongestSilent(at);
    const stream = new DatagramStream(this.#count++, flow, tied, at);
    this.#open.add(stream);
    flow.datagrams = stream;
    return stream;
  }

  /** Another call begins on that flow: what is open there is over. */
  closeAllOf(flow: FlowMedia): void {
    for (const stream of this.#open.filter((one) => one.flow === flow).sort(byNumber)) this.#close(stream, true);
  }

  /** It has become known whose it is. */
  tellTie(stream: OpenStream): void {
    this.#report(stream.record('begun', this.#time));
  }

  /** Of an SSRC that nothing has told of: what it was watched as, once it has proved to be RTP. */
  watch(flow: FlowMedia, packet: RtpPacket, ipId: number): WatchedSource | undefined {
    if (!WatchedSource.takes(packet)) return undefined;
    let source = flow.watched?.find(({ ssrc }) => ssrc === packet.ssrc);
    if (source === undefined) {
      source = new WatchedSource(flow, packet.ssrc);
      if ((flow.watched?.length ?? 0) >= watchedOfFlow) this.#forget(flow.watched![0]!);
      else if (this.#watched.size >= this.#limits.watchedAtOnce) this.#giveUpOldest();
      flow.watched = [...(flow.watched ?? []), source];
      this.#watched.add(source);
    }
    if (!source.receive(packet, ipId)) return undefined;
    this.#forget(source);
    return source;
  }

  /** What is silent at that time is told, and what has been for long is over. `take` gets sources of which no more comes and that are taken for RTP. */
  look(nowNs: number, take: (source: WatchedSource) => void): void {
    const { settledSeconds, overSeconds, looseSeconds } = this.#limits;
    for (const source of this.#watched) {
      if (nowNs - source.lastNs < settledSeconds * 1e9) continue;
      this.#end(source, take);
    }
    this.#tellReported(false);
    const settledNs = nowNs - settledSeconds * 1e9;
    const overNs = nowNs - overSeconds * 1e9;
    const looseNs = nowNs - looseSeconds * 1e9;
    const isOver = ({ seen, flow }: OpenStream): boolean =>
      seen.lastNs < looseNs && (seen.lastNs < overNs || !flow.isOfOpenCall);
    const silent = this.#open.filter(
      (one) => (!one.isTold && one.seen.lastNs < settledNs && hasGrown(one)) || isOver(one),
    );
    for (const stream of silent.sort(byNumber)) {
      if (isOver(stream)) this.#close(stream);
      else {
        stream.isTold = true;
        stream.toldPackets = stream.packets;
        this.#report(this.#record(stream, 'settled'));
      }
    }
  }

  /** Tells those that go on as they stand. */
  tellOpen(): void {
    for (const stream of this.#open.filter(({ isTold }) => !isTold).sort(byNumber)) {
      stream.isTold = true;
      this.#report(this.#record(stream, 'settled'));
    }
  }

  /** No packet comes any more. */
  end(take: (source: WatchedSource) => void): void {
    for (const source of this.#watched) this.#end(source, take);
    for (const stream of this.#open.list().sort(byNumber)) this.#close(stream);
    this.#tellReported(true);
  }

  /** Streams that agents only report of: they have no packets. */
  #tellReported(isEnd: boolean): void {
    for (const source of this.#reports.takeOver(isEnd)) {
      const rtcp = this.#reports.row(source, this.#time);
      if (rtcp !== undefined) this.#report(recordOfReports(source, rtcp, this.#count++));
    }
  }

  /** Something was not read, or was taken to be over, for there is too much of it. */
  #tell(frame: number, detail: string): void {
    this.#diagnostics.report('limit-streams', { frame, detail });
  }

  #record(stream: OpenStream, state: StreamRecord['state']): StreamRecord {
    if (stream instanceof DatagramStream) return stream.record(state, this.#time);
    const { reports } = stream;
    return stream.record(state, this.#time, reports && this.#reports.row(reports, this.#time));
  }

  /** `goesOn`: whether its flow does. */
  #close(stream: OpenStream, goesOn = false): void {
    this.#report(this.#record(stream, 'over'));
    this.#open.remove(stream);
    const { flow } = stream;
    if (stream instanceof DatagramStream) flow.datagrams = undefined;
    else {
      if (stream.reports !== undefined) this.#reports.close(stream.reports);
      this.#ssrcs.remove(stream);
      flow.remove(stream);
    }
    if (flow.isIdle && !goesOn) this.#idle(flow);
  }

  #closeLongestSilent({ frame, timeNs }: Pick<RtpPacket, 'frame' | 'timeNs'>): void {
    const bySilence = this.#open.list().sort((a, b) => a.seen.lastNs - b.seen.lastNs);
    const closed = bySilence.slice(0, Math.ceil(bySilence.length / 2));
    const isEarly = (closed.at(-1)?.seen.lastNs ?? 0) > timeNs - this.#limits.settledSeconds * 1e9;
    if (isEarly && !this.#isTold) {
      this.#isTold = true;
      const most = this.#limits.streamsAtOnce;
      this.#tell(frame, `More than ${most} streams are open at once: those silent for longest are taken to be over.`);
    }
    for (const stream of closed.sort(byNumber)) this.#close(stream);
  }

  #forget(source: WatchedSource): void {
    this.#watched.delete(source);
    const { flow } = source;
    flow.watched = flow.watched?.filter((one) => one !== source);
    if (flow.watched?.length === 0) flow.watched = undefined;
  }

  /** No more comes of it. */
  #end(source: WatchedSource, take: (source: WatchedSource) => void): void {
    this.#forget(source);
    if (source.isLikely) take(source);
    if (source.flow.isIdle) this.#idle(source.flow);
  }

  #giveUpOldest(): void {
    for (const oldest of this.#watched) {
      this.#forget(oldest);
      if (oldest.flow.isIdle) this.#idle(oldest.flow);
      return;
    }
  }
}

/** SSRCs watched on one flow. */
const watchedOfFlow = 8;

function byNumber(a: OpenStream, b: OpenStream): number {
  return a.number - b.number;
}

/** Telling costs as much as the stream is long: one whose packets come now and then is not told anew for each of them. What is not told so is told when it is over. */
function hasGrown({ packets, toldPackets }: OpenStream): boolean {
  return packets - toldPackets >= toldPackets / 16;
}
