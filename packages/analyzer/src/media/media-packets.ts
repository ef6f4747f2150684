import type { FrameSet } from '../capture/frame-set.ts';
import type { CaptureClock } from '../capture/packet.ts';
import type { Datagram } from '../network/datagram.ts';
import type { StreamRow } from '../rows/stream-row.ts';
import { FlowTable } from '../transport/flow-table.ts';
import type { MediaStream } from './media-stream.ts';
import type { RtpPacket } from './rtp-packet.ts';

/** Where and when a stream was. */
export type MediaPlace = Pick<
  StreamRow,
  'ssrc' | 'srcIp' | 'srcPort' | 'dstIp' | 'dstPort' | 'started' | 'ended' | 'firstFrame' | 'lastFrame'
>;

/** What goes before the first packet of media between the same addresses, such as checks of connectivity and handshakes; and after the last, such as the end of RTCP. */
const BEFORE_MS = 10_000;
const AFTER_MS = 5000;

type Span = { readonly fromNs: number; readonly toNs: number };

/** Finds the packets that belong to some streams: by the streams themselves, and by their addresses what went along. */
export class MediaPackets {
  readonly #frames: FrameSet;
  readonly #clock: () => CaptureClock;
  readonly #places: readonly MediaPlace[];
  readonly #flows = new FlowTable();
  /** By pair of addresses. */
  readonly #pairs = new Map<string, MediaPlace[]>();
  /** By the flow's number. */
  readonly #spans: (readonly Span[] | undefined)[] = [];
  /** By the stream's number: whether it is one of them. */
  readonly #streams = new Map<number, MediaPlace | undefined>();

  constructor(places: readonly MediaPlace[], clock: () => CaptureClock, frames: FrameSet) {
    this.#places = places;
    this.#clock = clock;
    this.#frames = frames;
    for (const place of places)
      // RTCP goes beside RTP, or with it (RFC 3550 §11, RFC 5761).
      for (const beside of [0, 1]) this.#addPair(place, place.srcPort + beside, place.dstPort + beside);
  }

  /** A packet of a stream, wherever it was relayed. */
  receiveRtp(flows: FlowTable, { number, ssrc, flow: { flow } }: MediaStream, { frame }: RtpPacket): void {
    if (!this.#streams.has(number)) {
      const ssrcText = ssrc.toString(16).padStart(8, '0');
      const place = this.#places.find(
        (one) =>
          one.ssrc === ssrcText &&
          one.firstFrame <= frame &&
          frame <= one.lastFrame &&
          one.srcPort === flows.sourcePort(flow) &&
          one.dstPort === flows.destinationPort(flow) &&
          one.srcIp === flows.sourceIp(flow) &&
          one.dstIp === flows.destinationIp(flow),
      );
      this.#streams.set(number, place);
    }
    if (frame <= (this.#streams.get(number)?.lastFrame ?? -1)) this.#frames.add(frame);
  }

  /** Whatever goes between their addresses. */
  receive(datagram: Datagram): void {
    if (datagram.protocol !== 'UDP' && datagram.protocol !== 'TCP') return;
    const flow = this.#flows.flow(datagram, datagram.protocol);
    const { frame, timeNs } = datagram.packet;
    const spans = (this.#spans[flow] ??= this.#spansOf(flow));
    if (!spans.some(({ fromNs, toNs }) => fromNs <= timeNs && timeNs <= toNs)) return;
    this.#frames.add(frame);
    for (const other of datagram.frames ?? []) this.#frames.add(other);
  }

  #addPair(place: MediaPlace, srcPort: number, dstPort: number): void {
    const key = pairKey(place.srcIp, srcPort, place.dstIp, dstPort);
    const known = this.#pairs.get(key);
    if (known === undefined) this.#pairs.set(key, [place]);
    else known.push(place);
  }

  #spansOf(flow: number): readonly Span[] {
    const flows = this.#flows;
    const key = pairKey(
      flows.sourceIp(flow),
      flows.sourcePort(flow),
      flows.destinationIp(flow),
      flows.destinationPort(flow),
    );
    const startMs = Number(this.#clock().epochNs / 1_000_000n);
    return (this.#pairs.get(key) ?? []).map(({ started, ended }) => ({
      fromNs: (Date.parse(started) - BEFORE_MS - startMs) * 1e6,
      toNs: (Date.parse(ended) + AFTER_MS - startMs) * 1e6,
    }));
  }
}

/** The same in both directions. */
function pairKey(ip: string, port: number, otherIp: string, otherPort: number): string {
  return [`${ip} ${port}`, `${otherIp} ${otherPort}`].toSorted().join(' ');
}
