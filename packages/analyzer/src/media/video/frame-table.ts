/** One frame: the packets of one timestamp. */
type Frame = {
  readonly timestamp: number;
  first: number;
  last: number;
  packets: number;
  isEnded: boolean;
  isKey: boolean;
  /** Its latest packet. */
  timeNs: number;
  frame: number;
};

/** A frame of which no packet is expected any more. */
export type ClosedFrame = Omit<Frame, 'isEnded' | 'packets'> & {
  /** All its packets came, and none is missing before it. */
  readonly isWhole: boolean;
};

/** Frames that may be open at a time: a packet that comes when two later frames have begun is too late. */
const maxOpen = 2;
/** Sequence numbers that are remembered, so that a packet that comes twice counts once. */
const rememberedPackets = 1024;

/** The frames of a video stream: which packets belong together, and whether any is missing. */
export class FrameTable {
  readonly #open: Frame[] = [];
  readonly #seen: Int32Array = new Int32Array(rememberedPackets).fill(-1);
  /** Last number of the frame that was closed last; -1 before any. */
  #closedAt = -1;
  readonly #close: (frame: ClosedFrame) => void;

  constructor(close: (frame: ClosedFrame) => void) {
    this.#close = close;
  }

  receive(packet: {
    readonly sequence: number;
    readonly timestamp: number;
    readonly marker: boolean;
    readonly timeNs: number;
    readonly frame: number;
    readonly isKey: boolean;
  }): void {
    const { sequence, timestamp, marker, timeNs, frame, isKey } = packet;
    if (this.#seen[sequence % rememberedPackets] === sequence) return;
    this.#seen[sequence % rememberedPackets] = sequence;
    const open = this.#open.find((one) => one.timestamp === timestamp) ?? this.#begin(packet);
    if (open === undefined) return;
    open.packets++;
    if (step(open.last, sequence) > 0) open.last = sequence;
    if (step(open.first, sequence) < 0) open.first = sequence;
    open.isEnded ||= marker;
    open.isKey ||= isKey;
    open.timeNs = timeNs;
    open.frame = frame;
    this.#closeWhole();
  }

  /** Undefined of a packet of a frame that was closed. */
  #begin({ sequence, timestamp, timeNs, frame }: Parameters<FrameTable['receive']>[0]): Frame | undefined {
    if (
      this.#closedAt >= 0 &&
      step(this.#closedAt, sequence) <= 0 &&
      step(this.#closedAt, sequence) > -rememberedPackets
    )
      return undefined;
    const begun = {
      timestamp,
      first: sequence,
      last: sequence,
      packets: 0,
      isEnded: false,
      isKey: false,
      timeNs,
      frame,
    };
    this.#open.push(begun);
    this.#open.sort((a, b) => step(b.first, a.first));
    if (this.#open.length > maxOpen) this.#shift();
    return begun;
  }

  /** Frames that are whole and follow what was closed wait for nothing. */
  #closeWhole(): void {
    for (let frame = this.#open[0]; frame !== undefined; frame = this.#open[0]) {
      if (!this.#isWhole(frame) || !frame.isEnded) return;
      this.#shift();
    }
  }

  #isWhole({ first, last, packets, isEnded }: Frame): boolean {
    const isNext = this.#closedAt < 0 || ((this.#closedAt + 1) & 0xffff) === first;
    const next = this.#open[1];
    const isAll = isEnded || (next !== undefined && ((last + 1) & 0xffff) === next.first);
    return isNext && isAll && step(first, last) + 1 === packets;
  }

  #shift(): void {
    const frame = this.#open[0];
    if (frame === undefined) return;
    const isWhole = this.#isWhole(frame);
    this.#open.shift();
    this.#closedAt = frame.last;
    const { timestamp, first, last, isKey, timeNs, frame: number } = frame;
    this.#close({ timestamp, first, last, isKey, timeNs, frame: number, isWhole });
  }
}

function step(from: number, to: number): number {
  return ((to - from + 0x8000) & 0xffff) - 0x8000;
}
