import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Datagram } from '../network/datagram.ts';
import type { MessageKeys } from '../message/key-reader.ts';
import type { Delivery } from '../transport/delivery.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { MediaReceiver } from '../transport/media-receiver.ts';
import { CapturedCopies } from './captured-copies.ts';
import { Descriptions } from './description/descriptions.ts';
import { FlowMedia } from './flow-media.ts';
import { defaultMediaLimits, type MediaLimits } from './media-limits.ts';
import type { MediaStream } from './media-stream.ts';
import type { TimeText } from './payload/payload-reader.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { newRtpPacket, readFixedHeader, readRest } from './rtp-header.ts';
import { StreamTable, type StreamReport } from './stream-table.ts';
import type { WatchedSource } from './watched-source.ts';

export type MediaStageOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  readonly limits?: Partial<MediaLimits> | undefined;
  readonly time: TimeText;
  readonly report: StreamReport;
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
  readonly #table: StreamTable;
  readonly #copies = new CapturedCopies();
  readonly #descriptions: Descriptions;
  readonly #flowTable: FlowTable;
  readonly #report: StreamReport;
  readonly #time: TimeText;
  readonly #packet = newRtpPacket();
  readonly #tap: PacketTap | undefined;
  /** By the flow's number. */
  readonly #flows: (FlowMedia | undefined)[] = [];
  #nextLookNs = -Infinity;

  constructor({ flows, diagnostics, limits: given, time, report, tap }: MediaStageOptions) {
    const limits = { ...defaultMediaLimits, ...given };
    this.#diagnostics = diagnostics;
    this.#flowTable = flows;
    this.#report = report;
    this.#time = time;
    this.#tap = tap;
    this.#descriptions = new Descriptions(limits, diagnostics);
    this.#table = new StreamTable({ limits, diagnostics, time, report });
  }

  receive(datagram: Datagram, flow: number, start: number, end: number, slicedBytes: number): void {
    const { bytes, packet: captured } = datagram;
    const { timeNs } = captured;
    if (timeNs >= this.#nextLookNs) this.look(timeNs);
    const media = this.#flows[flow] ?? this.#begin(flow, timeNs);
    media.update(timeNs);
    if (isRtcp(bytes[start + 1]!)) return;
    const packet = this.#packet;
    readFixedHeader(packet, bytes, start, end);
    packet.frame = captured.frame;
    packet.timeNs = timeNs;
    packet.flow = flow;
    packet.slicedBytes = slicedBytes;
    packet.dscp = dscpOf(datagram);
    const stream = media.stream(packet.ssrc);
    if (stream !== undefined) this.#add(stream, datagram.ipId);
    else if (media.tie !== undefined) this.#beginStream(media, datagram.ipId);
    else {
      const proved = this.#table.watch(media, packet, datagram.ipId);
      if (proved !== undefined) this.#take(proved);
    }
  }

  receiveOther(): void {}

  receiveMessage(delivery: Delivery, keys: MessageKeys): void {
    this.#descriptions.receiveMessage(delivery, keys);
    if (delivery.timeNs >= this.#nextLookNs) this.look(delivery.timeNs);
  }

  /** Tells what is silent at that time. */
  look(nowNs: number): void {
    this.#nextLookNs = nowNs + lookNs;
    this.#table.look(nowNs, (source) => this.#take(source));
    this.#descriptions.look(nowNs);
  }

  /** No packet comes any more. */
  end(): void {
    this.#table.end((source) => this.#take(source));
  }

  #begin(flow: number, timeNs: number): FlowMedia {
    this.#descriptions.begin(timeNs);
    while (this.#flows.length <= flow) this.#flows.push(undefined);
    const { places } = this.#descriptions;
    const source = places.use(this.#flowTable.source(flow));
    const destination = places.use(this.#flowTable.destination(flow));
    return (this.#flows[flow] = new FlowMedia(flow, source, destination));
  }

  #beginStream(media: FlowMedia, ipId: number): void {
    const stream = this.#table.begin(media, this.#packet, false);
    if (stream !== undefined) this.#add(stream, ipId);
  }

  /** A source has proved to be RTP: its packets so far count. */
  #take(source: WatchedSource): void {
    let stream: MediaStream | undefined;
    for (const { packet, ipId } of source.packets()) {
      stream ??= this.#table.begin(source.flow, packet, true);
      if (stream !== undefined) this.#receive(stream, packet, ipId);
    }
  }

  #add(stream: MediaStream, ipId: number): void {
    stream.flow.last = stream;
    this.#receive(stream, this.#packet, ipId);
  }

  #receive(stream: MediaStream, packet: RtpPacket, ipId: number): void {
    const { sequence, timestamp, timeNs } = packet;
    if (this.#copies.take(stream.number, sequence, timestamp, ipId, timeNs)) {
      stream.copies++;
      return;
    }
    const fault = readRest(packet, stream.flow.isSecure);
    if (fault === undefined) {
      const { tie } = stream;
      stream.receive(packet);
      if (stream.tie !== tie) this.#report(stream.record('begun', this.#time));
      this.#tap?.(stream, packet);
      return;
    }
    stream.malformed++;
    this.#diagnostics.report('rtp-syntax', { frame: packet.frame, detail: fault });
  }
}

/** Packet types of RTCP, where both may share a port: RFC 5761 §4. */
function isRtcp(type: number): boolean {
  return type >= 192 && type <= 223;
}

/** Of the header of IP before the addresses; -1 where that is not at hand. */
function dscpOf({ bytes, addressLength, sourceAt }: Datagram): number {
  if (addressLength === 4) return sourceAt >= 12 && bytes[sourceAt - 12]! >> 4 === 4 ? bytes[sourceAt - 11]! >> 2 : -1;
  if (sourceAt < 8 || bytes[sourceAt - 8]! >> 4 !== 6) return -1;
  return ((bytes[sourceAt - 8]! & 15) << 2) | (bytes[sourceAt - 7]! >> 6);
}
