import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { MessageKeys } from '../message/key-reader.ts';
import type { Datagram } from '../network/datagram.ts';
import type { Delivery } from '../transport/delivery.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { KeyLog } from '../transport/tls/key-log.ts';
import type { MediaReceiver } from '../transport/media-receiver.ts';
import { EchoWatch } from './echo-watch.ts';
import { CapturedCopies } from './captured-copies.ts';
import { Descriptions } from './description/descriptions.ts';
import { defaultQualitySettings, type QualitySettings } from './figures/quality-settings.ts';
import { FlowMedia } from './flow-media.ts';
import type { TiedMedia } from './flow-tie.ts';
import { defaultMediaLimits, type MediaLimits } from './media-limits.ts';
import type { MediaStream } from './media-stream.ts';
import type { TimeText } from './payload/payload-reader.ts';
import { ReportBook } from './rtcp/report-book.ts';
import { reportedBy } from './rtcp/reported-by.ts';
import { newRtpPacket, readFixedHeader, readRest } from './rtp-header.ts';
import type { RtpPacket } from './rtp-packet.ts';
import type { MediaReport } from './media-report.ts';
import { SecureMedia } from './srtp/secure-media.ts';
import type { SrtpLimits } from './srtp/srtp-limits.ts';
import { StreamTable } from './stream-table.ts';
import type { WatchedSource } from './watched-source.ts';

export type MediaStageOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  readonly limits?: Partial<MediaLimits> | undefined;
  readonly quality?: Partial<QualitySettings> | undefined;
  readonly srtpLimits?: Partial<SrtpLimits> | undefined;
  /** Secrets of DTLS. It may get more of them. */
  readonly keyLog?: KeyLog | undefined;
  readonly time: TimeText;
  /** Nanoseconds since 1970 of the capture's first packet, where that is known. */
  readonly epochNs?: (() => bigint | undefined) | undefined;
  readonly report: MediaReport;
  /** Whether streams that go on are told as well, now and then: somebody looks at the capture while it is written. */
  readonly live?: boolean | undefined;
  /** Takes the packets themselves, as a second pass over the capture does that listens. */
  readonly tap?: PacketTap | undefined;
};

/** Takes a packet of a stream that was not captured before, with its payload found: valid only during the call. What its payload type stands for, `stream.flow` tells. */
export type PacketTap = (stream: MediaStream, packet: RtpPacket) => void;

/** Capture time between two looks for what is silent. */
const lookNs = 1e9;

/** Media beside the messages: packets of RTP and their relatives to streams. Packets are many: what is done for each is little. */
export class MediaStage implements MediaReceiver {
  readonly #diagnostics: CaptureDiagnostics;
  readonly #flowTable: FlowTable;
  readonly #limits: MediaLimits;
  readonly #tap: PacketTap | undefined;
  readonly #descriptions: Descriptions;
  readonly #table: StreamTable;
  readonly #reports: ReportBook;
  readonly #secure: SecureMedia;
  readonly #copies = new CapturedCopies();
  readonly #packet = newRtpPacket();
  /** By the flow's number. */
  readonly #flows: (FlowMedia | undefined)[] = [];
  readonly #isLive: boolean;
  #isFull = false;
  #nextLookNs = -Infinity;

  constructor(options: MediaStageOptions) {
    const { flows, diagnostics, limits: given, time, epochNs, report, tap } = options;
    const limits = { ...defaultMediaLimits, ...given };
    this.#diagnostics = diagnostics;
    this.#flowTable = flows;
    this.#limits = limits;
    this.#tap = tap;
    this.#isLive = options.live === true;
    this.#descriptions = new Descriptions(limits, diagnostics, report);
    this.#secure = new SecureMedia(options.keyLog ?? new KeyLog(diagnostics), diagnostics, options.srtpLimits);
    this.#reports = new ReportBook({ flows, diagnostics, ...(epochNs === undefined ? {} : { epochNs }) });
    const idle = (flow: FlowMedia): void => this.#forget(flow);
    const quality = { ...defaultQualitySettings, ...options.quality };
    this.#table = new StreamTable({ limits, quality, diagnostics, flows, reports: this.#reports, time, report, idle });
  }

  receive(datagram: Datagram, flow: number, start: number, end: number, slicedBytes: number): void {
    const { bytes, packet: captured, ipId } = datagram;
    const { timeNs } = captured;
    if (timeNs >= this.#nextLookNs) this.look(timeNs);
    const media = this.#flows[flow] ?? this.#begin(flow, captured);
    if (media === undefined) return;
    if (media.update(timeNs)) this.#table.closeAllOf(media);
    const packet = this.#packet;
    readFixedHeader(packet, bytes, start, end);
    packet.frame = captured.frame;
    packet.timeNs = timeNs;
    packet.flow = flow;
    packet.slicedBytes = slicedBytes;
    packet.dscp = dscpOf(datagram);
    const stream = media.stream(packet.ssrc);
    if (stream !== undefined && !isRtcp(bytes[start + 1]!)) {
      media.last = stream;
      this.#add(stream, packet, ipId);
    } else this.#receiveOtherThanKnown(media, packet, ipId);
  }

  receiveOther(datagram: Datagram, start: number, end: number, slicedBytes: number): void {
    const { packet, sourcePort, destinationPort, bytes } = datagram;
    const { timeNs, frame } = packet;
    if (!this.#descriptions.mayTell(timeNs, sourcePort, destinationPort)) return;
    if (timeNs >= this.#nextLookNs) this.look(timeNs);
    const flow = this.#flowTable.flow(datagram);
    const media = this.#flows[flow] ?? this.#begin(flow, packet);
    if (media === undefined) return;
    if (media.update(timeNs)) this.#table.closeAllOf(media);
    const tied = media.tiedDatagrams;
    if (tied !== undefined) this.#addDatagram(media, tied, bytes, start, end, { timeNs, frame, slicedBytes });
    else if (media.isIdle) this.#forget(media);
  }

  receiveDtls({ bytes, packet }: Datagram, flow: number, start: number, end: number): void {
    this.#secure.receiveDtls(flow, bytes, start, end, packet.frame);
  }

  receiveReport(datagram: Datagram, flow: number): void {
    const { bytes, start, end, packet, ipId, slicedBytes } = datagram;
    const { timeNs, frame } = packet;
    if (timeNs >= this.#nextLookNs) this.look(timeNs);
    const media = this.#flows[flow] ?? this.#begin(flow, packet);
    if (media === undefined) return;
    media.update(timeNs);
    const reported = reportedBy(media.tie);
    this.#reports.receive({ bytes, start, end, timeNs, frame, flow, ipId, slicedBytes, isSecure: false, reported });
    if (media.isIdle) this.#forget(media);
  }

  receiveMessage(delivery: Delivery, keys: MessageKeys): void {
    this.#descriptions.receiveMessage(delivery, keys);
    if (delivery.timeNs >= this.#nextLookNs) this.look(delivery.timeNs);
  }

  /** Tells what is silent at that time. */
  look(nowNs: number): void {
    this.#nextLookNs = nowNs + lookNs;
    this.#table.look(nowNs, (source) => this.#take(source));
    this.#descriptions.look(nowNs);
    if (this.#isLive) this.#table.tellOpen();
  }

  /** No packet comes any more. */
  end(): void {
    this.#table.end((source) => this.#take(source));
  }

  #begin(flow: number, { timeNs, frame }: Datagram['packet']): FlowMedia | undefined {
    if (this.#flowTable.pairs > this.#limits.flows) {
      this.#tellFull(frame);
      return undefined;
    }
    this.#descriptions.begin(timeNs);
    while (this.#flows.length <= flow) this.#flows.push(undefined);
    const { places } = this.#descriptions;
    const source = places.use(this.#flowTable.source(flow));
    const destination = places.use(this.#flowTable.destination(flow));
    const media = new FlowMedia(flow, source, destination, places);
    const back = this.#flows[this.#flowTable.reverse(flow)];
    if (back !== undefined) media.echo = back.echo = new EchoWatch();
    return (this.#flows[flow] = media);
  }

  #tellFull(frame: number): void {
    if (this.#isFull) return;
    this.#isFull = true;
    const detail = `More than ${this.#limits.flows} pairs of addresses: media between further ones is not read.`;
    this.#diagnostics.report('limit-streams', { frame, detail });
  }

  /** Nothing of it is open any more. */
  #forget({ flow, source, destination }: FlowMedia): void {
    this.#flows[flow] = undefined;
    this.#descriptions.places.release(source);
    this.#descriptions.places.release(destination);
  }

  /** RTCP, a source that was not known, or what only looks like RTP. */
  #receiveOtherThanKnown(media: FlowMedia, packet: RtpPacket, ipId: number): void {
    const tied = media.tiedDatagrams;
    const { bytes, start, end } = packet;
    if (tied !== undefined) this.#addDatagram(media, tied, bytes, start, end, packet);
    else if (isRtcp(bytes[start + 1]!)) this.#receiveRtcp(media, packet, ipId);
    else if (media.tie !== undefined) {
      media.isSecure ||= this.#secure.isSecure(media.flow);
      const stream = this.#table.begin(media, packet, false);
      if (stream !== undefined) this.#add(stream, packet, ipId);
    } else {
      const proved = this.#table.watch(media, packet, ipId);
      if (proved !== undefined) this.#take(proved);
    }
    if (media.isIdle) this.#forget(media);
  }

  /** Where nothing tells of media, it must be RTCP to its last byte. */
  #receiveRtcp(media: FlowMedia, packet: RtpPacket, ipId: number): void {
    const { bytes, start, end, timeNs, frame, flow, slicedBytes } = packet;
    const { isSecure } = media;
    if (media.tie === undefined && !isSecure && !isWholeRtcp(packet, media.last !== undefined)) return;
    media.receiveRtcp(packet);
    const at = { timeNs, frame, flow, ipId, slicedBytes };
    const opened = isSecure ? this.#secure.flow(media).openRtcp(bytes, start, end) : undefined;
    if (opened === undefined) this.#reports.receive({ ...at, bytes, start, end, isSecure });
    else this.#reports.receive({ ...at, bytes: opened, start: 0, end: opened.length, isSecure: false });
  }

  #addDatagram(
    media: FlowMedia,
    tied: TiedMedia,
    bytes: Uint8Array,
    start: number,
    end: number,
    at: { readonly timeNs: number; readonly frame: number; readonly slicedBytes: number },
  ): void {
    const stream = media.datagrams ?? this.#table.beginDatagrams(media, tied, at);
    const { tie } = stream;
    stream.receive(bytes, start, end, at);
    if (stream.tie !== tie) this.#table.tellTie(stream);
  }

  /** A source has proved to be RTP: its packets so far count. */
  #take(source: WatchedSource): void {
    let stream: MediaStream | undefined;
    for (const { packet, ipId } of source.packets()) {
      source.flow.isSecure ||= this.#secure.isSecure(source.flow.flow);
      stream ??= this.#table.begin(source.flow, packet, true);
      if (stream !== undefined) this.#add(stream, packet, ipId);
    }
  }

  #add(stream: MediaStream, packet: RtpPacket, ipId: number): void {
    const { sequence, timestamp, timeNs } = packet;
    if (this.#copies.take(stream.number, sequence, timestamp, ipId, timeNs)) {
      stream.copies++;
      return;
    }
    const fault = readRest(packet, stream.flow.isSecure);
    if (fault !== undefined) {
      const { tie } = stream;
      stream.receiveMalformed(packet);
      if (stream.tie !== tie) this.#table.tellTie(stream);
      this.#diagnostics.report('rtp-syntax', { frame: packet.frame, detail: fault });
      return;
    }
    if (stream.flow.isSecure) (stream.secure ??= this.#secure.stream(stream.flow)).probe(packet);
    const { tie } = stream;
    stream.receive(packet);
    if (stream.tie !== tie) this.#table.tellTie(stream);
    this.#tap?.(stream, packet);
  }
}

/** Packet types of RTCP, where both may share a port: RFC 5761 §4. */
function isRtcp(type: number): boolean {
  return type >= 192 && type <= 223;
}

/** Whether it begins with a report (RFC 3550 A.2), or, beside RTP, with anything else that is in use (RFC 5506), and its packets fill it. */
function isWholeRtcp({ bytes, start, end, slicedBytes }: RtpPacket, isBesideRtp: boolean): boolean {
  const type = bytes[start + 1]!;
  if (type < 200 || type > (isBesideRtp ? 207 : 201)) return false;
  let at = start;
  while (at + 4 <= end && bytes[at]! >> 6 === 2) at += 4 * (((bytes[at + 2]! << 8) | bytes[at + 3]!) + 1);
  return slicedBytes > 0 ? at >= end : at === end;
}

/** Of the header of IP before the addresses; -1 where that is not at hand. */
function dscpOf({ bytes, addressLength, sourceAt }: Datagram): number {
  if (addressLength === 4) return sourceAt >= 12 && bytes[sourceAt - 12]! >> 4 === 4 ? bytes[sourceAt - 11]! >> 2 : -1;
  if (sourceAt < 8 || bytes[sourceAt - 8]! >> 4 !== 6) return -1;
  return ((bytes[sourceAt - 8]! & 15) << 2) | (bytes[sourceAt - 7]! >> 6);
}
