import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { Slots } from '../message/slots.ts';
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
  readonly diagnostics: CaptureDiagnostics;
  readonly time: TimeText;
  readonly report: StreamReport;
};

/** The streams that are open, and what may become one. */
export class StreamTable {
  readonly #limits: MediaLimits;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #time: TimeText;
  readonly #report: StreamReport;
  readonly #open = new Slots<MediaStream>();
  readonly #watched = new Set<WatchedSource>();
  #count = 0;
  #isTold = false;

  constructor({ limits, diagnostics, time, report }: StreamTableOptions) {
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
    const stream = new MediaStream({ number: this.#count++, flow, packet, isHeuristic, before });
    this.#open.add(stream);
    flow.add(stream);
    return stream;
  }

  /** Of an SSRC that nothing has told of: what it was watched as, once it has proved to be RTP. */
  watch(flow: FlowMedia, packet: RtpPacket, ipId: number): WatchedSource | undefined {
    if (!WatchedSource.takes(packet)) return undefined;
    let source = flow.watched?.find(({ ssrc }) => ssrc === packet.ssrc);
    if (source === undefined) {
      source = new WatchedSource(flow, packet.ssrc);
      flow.watched ??= [];
      if (flow.watched.length >= watchedOfFlow) this.#forget(flow.watched[0]!);
      else if (this.#watched.size >= this.#limits.watchedAtOnce)
        for (const oldest of this.#watched) {
          this.#forget(oldest);
          break;
        }
      flow.watched.push(source);
      this.#watched.add(source);
    }
    if (!source.receive(packet, ipId)) return undefined;
    this.#forget(source);
    return source;
  }

  /** What is silent at that time is told, and what has been for long is over. `take` gets sources of which no more comes and that are taken for RTP. */
  look(nowNs: number, take: (source: WatchedSource) => void): void {
    const { settledSeconds, overSeconds } = this.#limits;
    for (const source of this.#watched) {
      if (nowNs - source.lastNs < settledSeconds * 1e9) continue;
      this.#forget(source);
      if (source.isLikely) take(source);
    }
    const settledNs = nowNs - settledSeconds * 1e9;
    const silent = this.#open.filter(({ seen }) => seen.lastNs < settledNs).sort(byNumber);
    for (const stream of silent) {
      if (stream.seen.lastNs < nowNs - overSeconds * 1e9) this.#close(stream);
      else if (!stream.isTold) {
        stream.isTold = true;
        this.#report(stream.record('settled', this.#time));
      }
    }
  }

  /** No packet comes any more. */
  end(take: (source: WatchedSource) => void): void {
    for (const source of this.#watched) {
      this.#forget(source);
      if (source.isLikely) take(source);
    }
    for (const stream of this.#open.list().sort(byNumber)) this.#close(stream);
  }

  /** Something was not read, or was taken to be over, for there is too much of it. */
  #tell(frame: number, detail: string): void {
    this.#diagnostics.report('limit-streams', { frame, detail });
  }

  #close(stream: MediaStream): void {
    this.#report(stream.record('over', this.#time));
    stream.flow.remove(stream);
    this.#open.remove(stream);
  }

  #closeLongestSilent({ frame, timeNs }: RtpPacket): void {
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
}

/** SSRCs watched on one flow. */
const watchedOfFlow = 8;

function byNumber(a: MediaStream, b: MediaStream): number {
  return a.number - b.number;
}
