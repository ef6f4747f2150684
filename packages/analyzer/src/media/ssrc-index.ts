import type { FlowTable } from '../transport/flow-table.ts';
import type { MediaStream, Seen } from './media-stream.ts';
import type { RtpPacket } from './rtp-packet.ts';

/** How a stream is related to another one of the same SSRC. */
export type Related = {
  readonly kind:
    /** It goes on from another address, or to another one. */
    | 'moved'
    /** An element on the way sends it on. */
    | 'relayed'
    /** Two sources have drawn the same SSRC … */
    | 'collision'
    /** … or packets come back to who sent them: RFC 3550 §8.2. */
    | 'loop';
  readonly other: Seen;
};

/** Streams of one SSRC that are compared with a new one: SSRCs that were not drawn at random are those of many. */
const mostOfSsrc = 16;
/** By so much may a copy be behind what it is a copy of. */
const sequencesBehind = 64;

/** Finds streams of one SSRC on different flows. */
export class SsrcIndex {
  readonly #flows: FlowTable;
  readonly #bySsrc = new Map<number, MediaStream[]>();

  constructor(flows: FlowTable) {
    this.#flows = flows;
  }

  /** A stream begins with that packet: what it has to do with those that are open, the latest first. */
  add(stream: MediaStream, packet: RtpPacket): Related | undefined {
    const streams = this.#bySsrc.get(stream.ssrc);
    if (streams === undefined) {
      this.#bySsrc.set(stream.ssrc, [stream]);
      return undefined;
    }
    const related = this.#relation(streams, stream, packet);
    if (streams.length >= mostOfSsrc) streams.shift();
    streams.push(stream);
    return related;
  }

  remove(stream: MediaStream): void {
    const streams = this.#bySsrc.get(stream.ssrc);
    const at = streams?.indexOf(stream) ?? -1;
    if (at >= 0) streams?.splice(at, 1);
    if (streams?.length === 0) this.#bySsrc.delete(stream.ssrc);
  }

  #relation(streams: readonly MediaStream[], stream: MediaStream, packet: RtpPacket): Related | undefined {
    for (let at = streams.length - 1; at >= 0; at--) {
      const other = streams[at]!;
      const kind = this.#kindOf(other, stream, packet);
      if (kind !== undefined) return { kind, other: other.seen };
    }
    return undefined;
  }

  #kindOf(other: MediaStream, stream: MediaStream, packet: RtpPacket): Related['kind'] | undefined {
    const flows = this.#flows;
    const [own, its] = [stream.flow.flow, other.flow.flow];
    const isCopy = isBehind(other, packet);
    if (flows.reverse(own) === its) return isCopy ? 'loop' : 'collision';
    if (isCopy && flows.sourceIp(own) === flows.destinationIp(its)) return 'relayed';
    const isSameEnd =
      flows.sourceEndpoint(own) === flows.sourceEndpoint(its) ||
      flows.destinationEndpoint(own) === flows.destinationEndpoint(its);
    return isSameEnd || isSameSender(stream, other) ? 'moved' : undefined;
  }
}

/** Whether the packet may be one of those that the other stream had lately. */
function isBehind(other: MediaStream, { sequence, timestamp }: RtpPacket): boolean {
  const behind = (other.lastSequence - sequence) & 0xffff;
  return behind <= sequencesBehind && Math.abs((other.lastTimestamp - timestamp) | 0) < 2 ** 18;
}

function isSameSender({ flow: { tie } }: MediaStream, { flow: { tie: other } }: MediaStream): boolean {
  return tie?.sender !== undefined && tie.sender === other?.sender;
}
