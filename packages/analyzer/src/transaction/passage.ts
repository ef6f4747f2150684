import type { Transaction } from './transaction.ts';

/** What kind of sighting a message is, beside a copy: see `MessageRow`. `original` is the first one on its way. */
export const sightings = ['original', 'forwarded', 'spiral', 'loop', 'stray'] as const;
export type Sighting = (typeof sightings)[number];

/** Hops that a request went to from one element are listed up to so many. */
const maxForwardedTo = 100;
/** Responses that wait to be seen on the hop before. */
const maxWaiting = 16;

/** A response on its way back: seen on a later hop. */
export type ComingResponse = {
  readonly status: number;
  readonly toTag: number;
  readonly timeNs: number;
  readonly from: Transaction;
};

/** What a transaction is in the path of its request: the hops before and after it. Durations are nanoseconds of capture time, NaN where unknown. */
export class Passage {
  /** The transaction by which the element that sent the request got it, while more is expected of that; and its number, -1 where there is none. */
  parent: Transaction | undefined = undefined;
  forwardedFrom = -1;
  /** From 1, nearest the client that made the request. */
  depth: number;
  sighting: Sighting = 'original';
  /** Not by the Vias: by the addresses, the time and Max-Forwards. */
  isInferred = false;
  /** What the element between the hops took to forward the request, and the final response. */
  requestNs: number = Number.NaN;
  responseNs: number = Number.NaN;
  /** Numbers of the transactions by which the server forwarded the request. */
  forwardedTo: number[] = [];
  forwardedCount = 0;
  lastForwarded: Transaction | undefined = undefined;
  /** Whether a Via says so of one of them. */
  isForwardedByVia = false;
  isParallel = false;
  isSerial = false;
  /** The endpoint that made the final response, -1 where it is not known. */
  answeredBy = -1;
  /** The number of the transaction its final response came from; -1 where none did. */
  answeredThrough = -1;
  readonly #coming: ComingResponse[] = [];

  constructor(depth: number) {
    this.depth = depth;
  }

  addForwarded(child: Transaction): void {
    this.forwardedCount++;
    if (child.passage?.isInferred !== true) this.isForwardedByVia = true;
    if (this.forwardedTo.length < maxForwardedTo) this.forwardedTo.push(child.number);
    const before = this.lastForwarded;
    this.lastForwarded = child;
    if (before === undefined) return;
    if (before.final >= 0 || before.cancel !== undefined) this.isSerial = true;
    else this.isParallel = true;
  }

  expect(response: ComingResponse): void {
    if (this.#coming.length === maxWaiting) this.#coming.shift();
    this.#coming.push(response);
  }

  /** The same response on a later hop. */
  seenBefore(status: number, toTag: number): ComingResponse | undefined {
    return this.#coming.find((response) => response.status === status && response.toTag === toTag);
  }

  /** Nothing more is expected: what is left are numbers. */
  close(): void {
    this.parent = undefined;
    this.lastForwarded = undefined;
    this.#coming.length = 0;
  }
}

/** Which hop of its request's path it is, from 1 nearest the client that made the request; 0 where that is not known. */
export function depthOf({ passage, viaCount }: Transaction): number {
  return passage?.depth ?? Math.max(viaCount, 0);
}
