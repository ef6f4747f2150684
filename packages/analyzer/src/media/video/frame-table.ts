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
/** Numbers between two frames that may be of none. */
const maxSkipped = 64;

/** The frames of a video stream: which packets belong together, and whether any is missing. */
export class FrameTable {
  readonly #open: Frame[] = [];
  readonly #seen: Int32Array = new Int32Array(rememberedPackets).fill(-1);
  /** Those that are of no frame. */
  #skipped: Int32Array | undefined = undefined;
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

  /** A packet with that number is of no frame. */
  skip(sequence: number): void {
    this.#skipped ??= new Int32Array(rememberedPackets).fill(-1);
    this.#skipped[sequence % rememberedPackets] = sequence;
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
    const next = this.#open[1];
    const isNext = this.#closedAt < 0 || this.#after(this.#closedAt) === first;
    const isAll = isEnded || (next !== undefined && this.#after(last) === next.first);
    return isNext && isAll && step(first, last) + 1 - this.#skippedBetween(first, last, packets) === packets;
  }

  /** The next number that is of a frame. */
  #after(sequence: number): number {
    let next = (sequence + 1) & 0xffff;
    for (let i = 0; i < maxSkipped && this.#skipped?.[next % rememberedPackets] === next; i++)
      next = (next + 1) & 0xffff;
    return next;
  }

  #skippedBetween(first: number, last: number, packets: number): number {
    const span = step(first, last);
    if (span + 1 === packets || span > rememberedPackets) return 0;
    let skipped = 0;
    for (let at = 1; at < span; at++) {
      const sequence = (first + at) & 0xffff;
      if (this.#skipped?.[sequence % rememberedPackets] === sequence) skipped++;
    }
    return skipped;
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
