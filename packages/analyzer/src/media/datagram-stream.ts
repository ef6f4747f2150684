import type { StreamFacts } from '../rows/stream-row.ts';
import type { FlowMedia } from './flow-media.ts';
import type { TiedMedia } from './flow-tie.ts';
import type { DatagramFormat, DatagramReader, TimeText } from './payload/payload-reader.ts';
import { datagramReaders } from './payload/payload-readers.ts';
import type { StreamRecord, StreamTie } from './stream-record.ts';

/** What no RTP carries from one address to another: fax in UDPTL, floor control. */
export class DatagramStream {
  /** From 0, in the order in which streams were found. */
  readonly number: number;
  /** Where the table has it. */
  slot = -1;
  readonly flow: FlowMedia;
  readonly protocol: StreamRecord['protocol'];
  readonly kind: StreamRecord['kind'];
  readonly seen: { readonly number: number; lastNs: number };
  readonly startedNs: number;
  readonly firstFrame: number;
  lastFrame: number;
  packets = 0;
  bytes = 0;
  isTold = false;
  /** Packets when it was told last. */
  toldPackets = 0;
  tie: StreamTie | undefined = undefined;
  readonly #reader: DatagramReader | undefined;

  constructor(
    number: number,
    flow: FlowMedia,
    tied: TiedMedia,
    at: { readonly timeNs: number; readonly frame: number },
  ) {
    const { media } = tied;
    this.number = number;
    this.flow = flow;
    this.protocol = media.proto.includes('BFCP') ? 'BFCP' : 'T.38';
    this.kind = media.kind;
    this.seen = { number, lastNs: at.timeNs };
    this.startedNs = at.timeNs;
    this.firstFrame = at.frame;
    this.lastFrame = at.frame;
    this.#reader = readerOf(tied);
  }

  /** Whether datagrams of that m-line are read. */
  static reads({ media }: TiedMedia): boolean {
    return !media.isRtp && (media.proto === 'UDPTL' || media.proto.includes('BFCP'));
  }

  receive(
    bytes: Uint8Array,
    start: number,
    end: number,
    at: { readonly timeNs: number; readonly frame: number; readonly slicedBytes: number },
  ): void {
    const { tie } = this.flow;
    this.packets++;
    this.bytes += end - start + at.slicedBytes;
    this.lastFrame = at.frame;
    if (at.timeNs > this.seen.lastNs) this.seen.lastNs = at.timeNs;
    this.isTold = false;
    if (tie !== undefined && this.tie === undefined)
      this.tie = { callId: tie.session.callId, senderTag: tie.sender?.tag ?? 0, receiverTag: tie.receiver?.tag ?? 0 };
    this.#reader?.receive(bytes, start, end, at);
  }

  record(state: StreamRecord['state'], time: TimeText): StreamRecord {
    const { number, protocol, kind, flow, startedNs, firstFrame, lastFrame, packets, bytes, tie } = this;
    const facts: StreamFacts = state === 'begun' ? {} : { ...this.#reader?.facts(time) };
    const endedNs = this.seen.lastNs;
    const place = { flow: flow.flow, startedNs, endedNs, firstFrame, lastFrame };
    const own = { number, state, protocol, kind, packets, bytes, tie, facts };
    return { ...own, ...place, isHeuristic: false, ssrc: -1, previous: -1, relayOf: -1 };
  }
}

function readerOf({ media }: TiedMedia): DatagramReader | undefined {
  const { proto, kind, otherFormats, attributes } = media;
  const format: DatagramFormat = { proto, kind: kind ?? '', formats: otherFormats, attributes };
  return datagramReaders.get(proto)?.(format);
}
