import { partOfPlace, type Place, type PlacePiece } from '../capture/place.ts';
import { type Datagram, placeOf } from '../network/datagram.ts';
import { isCapturedAgain } from './captured-again.ts';
import type { Delivery } from './delivery.ts';
import { type EarlierSegment, RecentSegments } from './recent-segments.ts';

/** Messages that are kept for a while, and their bytes, and packets of which copies were seen; beyond, the oldest are forgotten. */
const maxMessages = 1024;
const maxMessageBytes = 1024 * 1024;
const maxCopiedPackets = 16_384;
/** Capture time for which messages are kept: packets may stand out of order in the capture. */
const keptNs = 1e9;

/** A segment that was captured once more. */
type Copy = {
  readonly frame: number;
  readonly frames: readonly number[];
  readonly timeNs: number;
  /** Where the payload of the one before lies in the capture, -1 where that is not one piece of it. */
  readonly earlierOffset: number;
  readonly length: number;
  readonly place: Place;
};

/** A message delivered lately. */
type RecentMessage = {
  readonly delivery: Omit<Delivery, 'frames'>;
  /** The packets that carried it. */
  readonly frames: ReadonlySet<number>;
  readonly firstFrame: number;
  /** How many of its packets were captured once more, twice more, and so on. */
  readonly copied: number[];
  /** When it was delivered. */
  readonly sinceNs: number;
};

/**
 * Messages of TCP that were captured more than once: by two taps, outside and inside a tunnel, on both sides of a router. TCP gives each byte once; a message
 * all of whose segments were captured again is delivered again, so that every copy has its row. What the sender sent again gives nothing: no application sees it.
 */
export class TcpCopies {
  readonly #segments = new RecentSegments();
  /** By packet: its copies, in order. */
  readonly #copies = new Map<number, Copy[]>();
  #messages: RecentMessage[] = [];
  #messageBytes = 0;
  #ready: Delivery[] = [];
  #nowNs = 0;

  /** Whether copies are to be delivered. */
  get isReady(): boolean {
    return this.#ready.length > 0;
  }

  /** The segment captured before that this one is, or `undefined`. */
  earlier(flow: number, datagram: Datagram): EarlierSegment | undefined {
    this.#nowNs = datagram.packet.timeNs;
    return this.#segments.take(flow, datagram);
  }

  /** A segment is one that was captured before. */
  add(earlier: EarlierSegment, datagram: Datagram): void {
    const { packet, frames = [packet.frame], start, end } = datagram;
    const copy: Copy = {
      frame: packet.frame,
      frames,
      timeNs: packet.timeNs,
      earlierOffset: earlier.offset,
      length: end - start,
      place: placeOf(datagram, start, end),
    };
    for (const frame of earlier.frames) {
      const copies = this.#copiesOf(frame);
      // A packet may hold several segments.
      if (copies.at(-1)?.frame === copy.frame) continue;
      copies.push(copy);
      for (const message of this.#messages) {
        if (frame < message.firstFrame || !message.frames.has(frame)) continue;
        if (count(message, copies.length - 1)) this.#deliver(message, copies.length - 1);
      }
    }
  }

  /** These messages, each followed by what of them was captured again already, and copies of earlier ones that are complete now. */
  follow(deliveries: readonly Delivery[]): readonly Delivery[] {
    for (const delivery of deliveries) this.#remember(delivery);
    if (this.#ready.length === 0) return deliveries;
    const all = [...deliveries, ...this.#ready];
    this.#ready = [];
    return all;
  }

  /** The numbers of flows are made anew. */
  renumber(): void {
    this.#segments.clear();
  }

  #copiesOf(frame: number): Copy[] {
    const known = this.#copies.get(frame);
    if (known !== undefined) return known;
    const copies: Copy[] = [];
    this.#copies.set(frame, copies);
    if (this.#copies.size > maxCopiedPackets) {
      for (const oldest of this.#copies.keys()) {
        this.#copies.delete(oldest);
        break;
      }
    }
    return copies;
  }

  #remember({ frames: given, ...delivery }: Delivery): void {
    const bytes = delivery.bytes.slice(delivery.start, delivery.end);
    const frames = new Set(given ?? [delivery.frame]);
    const message: RecentMessage = {
      delivery: { ...delivery, bytes, start: 0, end: bytes.length },
      frames,
      firstFrame: given?.[0] ?? delivery.frame,
      copied: [],
      sinceNs: this.#nowNs,
    };
    this.#messages.push(message);
    this.#messageBytes += bytes.length;
    this.#forget();
    if (this.#copies.size === 0) return;
    for (const frame of frames) {
      const copies = this.#copies.get(frame)?.length ?? 0;
      for (let level = 0; level < copies; level++) if (count(message, level)) this.#deliver(message, level);
    }
  }

  #forget(): void {
    const messages = this.#messages;
    let first = 0;
    while (first < messages.length && this.#isTooMuch(messages[first]!, messages.length - first)) {
      this.#messageBytes -= messages[first++]!.delivery.end;
    }
    if (first > 0) messages.splice(0, first);
  }

  #isTooMuch({ sinceNs }: RecentMessage, count: number): boolean {
    return this.#nowNs - sinceNs > keptNs || count > maxMessages || this.#messageBytes > maxMessageBytes;
  }

  #deliver({ delivery, frames }: RecentMessage, level: number): void {
    const copies: Copy[] = [];
    for (const frame of frames) {
      const copy = this.#copies.get(frame)?.[level];
      // Forgotten.
      if (copy === undefined) return;
      copies.push(copy);
    }
    const copy = copyOf(delivery, copies);
    // HEP tells no identification of what it carries: what follows takes a late one for sent again.
    if (isCapturedAgain(delivery.ipId, copy.ipId, copy.timeNs - delivery.timeNs)) this.#ready.push(copy);
  }
}

/** Counts one more packet captured so many times more; whether that are all now. */
function count({ copied, frames }: RecentMessage, level: number): boolean {
  copied[level] = (copied[level] ?? 0) + 1;
  return copied[level] === frames.size;
}

/** The message as these packets carried it once more. The one that completes it is the last, its identification that of the one which completed it first. */
function copyOf(delivery: RecentMessage['delivery'], copies: readonly Copy[]): Delivery {
  const last = copies.reduce((one, other) => (other.frame > one.frame ? other : one));
  const frames = [...new Set(copies.flatMap((copy) => copy.frames))].sort((a, b) => a - b);
  return {
    ...delivery,
    frame: last.frame,
    timeNs: last.timeNs,
    place: copiedPlace(delivery.place, copies),
    ...(frames.length > 1 ? { frames } : {}),
  };
}

/** Where the same bytes lie in the copies; what cannot be told stays where it was found first. */
function copiedPlace(place: Place, copies: readonly Copy[]): Place {
  const inOrder = copies.toSorted((one, other) => one.earlierOffset - other.earlierOffset);
  return place.flatMap((piece) => copiedPiece(piece, inOrder));
}

function copiedPiece(piece: PlacePiece, copies: readonly Copy[]): Place {
  if (piece.bytes !== undefined) return [piece];
  let low = 0;
  let high = copies.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (copies[middle]!.earlierOffset > piece.offset) high = middle;
    else low = middle + 1;
  }
  const copy = copies[low - 1];
  if (copy === undefined || copy.earlierOffset < 0) return [piece];
  const from = piece.offset - copy.earlierOffset;
  return from + piece.length > copy.length ? [piece] : partOfPlace(copy.place, from, from + piece.length);
}
