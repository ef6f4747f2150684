/** What may be sent again: each has timers of its own. */
export const copiedParts = ['request', 'provisional', 'final', 'ack'] as const;
export type CopiedPart = (typeof copiedParts)[number];

/** Of one part, only as many gaps and frames are kept: a conformant sender has no more copies (64*T1 with gaps of T2 at most). */
const maxKept = 16;

/** The copies of one part of a transaction. Times are nanoseconds of capture time. */
export class CopySeries {
  /** Without the first one sent. */
  count = 0;
  /** Of the copies. */
  readonly frames: number[] = [];
  /** Of copies of a request that came while no response had passed. */
  readonly unanswered: number[] = [];
  /** Of copies that came although the other side's answer had passed the capture (see `crossingNs`); of a final response, the ACK's before them. */
  readonly late: number[] = [];
  /** From one to the next that a timer sent; a list for each message that has a timer of its own. */
  readonly gaps: number[][] = [[]];
  /** When a timer sent the last one. */
  lastNs: number;
  /** The text that is being repeated. */
  hash = 0;
  /** Of provisional responses: whether they are reliable (RFC 3262). */
  isReliable = false;
  /** Of a non-INVITE request: how many gaps there were when a provisional response had passed. */
  gapsBeforeProvisional: number = Infinity;
  /** Whether another copy than the first may be the first one captured. */
  isStartUnknown = false;
  /** T1 of the sender as its other transactions tell it; 0 where unknown. */
  senderT1Ns = 0;

  constructor(firstNs: number) {
    this.lastNs = firstNs;
  }

  /** Another message is sent now, with a timer of its own, first at that time. */
  begin(hash: number, firstNs: number): void {
    if (this.gaps.at(-1)?.length !== 0 && this.gaps.length < maxKept) this.gaps.push([]);
    this.hash = hash;
    this.lastNs = firstNs;
  }

  count1(frame: number): void {
    this.count++;
    keep(this.frames, frame);
  }

  sentByTimer(timeNs: number): void {
    // Where clocks differ it may seem to be sent before the one before it.
    const gapNs = timeNs - this.lastNs;
    if (gapNs > 0) keep(this.gaps.at(-1)!, gapNs);
    this.lastNs = Math.max(this.lastNs, timeNs);
  }

  tellUnanswered(frame: number): void {
    keep(this.unanswered, frame);
  }

  tellLate(frame: number): void {
    keep(this.late, frame);
  }
}

/** What a transaction sent more than once, and what came too late: made when the first such message comes. */
export class CopiesSent {
  request: CopySeries | undefined = undefined;
  provisional: CopySeries | undefined = undefined;
  final: CopySeries | undefined = undefined;
  ack: CopySeries | undefined = undefined;
  /** The client went on sending although a response had passed, and none passed since. */
  isClientWaiting = false;
  /** The server went on sending its final response although the ACK had passed, and none passed since. */
  isServerWaiting = false;
  /** ACKs to a 2xx after the first, which are transactions of their own. */
  furtherAcks = 0;
  /** The last ACK that passed, inside of the transaction or to its 2xx; -1 where none did since the first copy. */
  lastAck = -1;
  /** A response that came when the client had given up; its number, -1 where none did. */
  lateResponse = -1;
  /** To tags of 2xx after the first, by which the ACKs to them are found. */
  furtherAnswers: number[] = [];
}

function keep(list: number[], item: number): void {
  if (list.length < maxKept) list.push(item);
}
