import { type DiagnosticCode, type FramedPiece, MessageFramer } from '@sipscope/parser';
import type { Transport } from '../rows.ts';
import { ChunkPlaces } from './chunk-places.ts';
import { cutMessageEnd, hasMessageKeys } from './cut-message.ts';
import { type Delivery, noDeliveries } from './delivery.ts';
import { isWholeStart } from './message-begin.ts';
import type { Connection, Direction, StreamChunk, StreamReader } from './stream.ts';
import type { StreamContext } from './stream-context.ts';
import { numberOfStream } from './stream-name.ts';
import { StreamNoise } from './stream-noise.ts';

/** Diagnostics kept of a stream in which no message was found yet. */
const maxUntold = 100;

/** SIP over a stream: TCP, or TLS once decrypted. What the framer cuts become deliveries; keep-alives and junk are counted. RFC 3261 §18.3; RFC 5626 §3.5.1. */
export class SipStream implements StreamReader {
  readonly #connection: Connection;
  readonly #transport: Transport;
  readonly #context: StreamContext;
  readonly #directions: [SipDirection | undefined, SipDirection | undefined] = [undefined, undefined];
  #hasMessages = false;
  readonly #keepAlives: StreamNoise;
  readonly #junk: StreamNoise;

  constructor(connection: Connection, transport: Transport, context: StreamContext) {
    this.#connection = connection;
    this.#transport = transport;
    this.#context = context;
    this.#keepAlives = new StreamNoise('CRLF keep-alive', context);
    this.#junk = new StreamNoise('junk between SIP messages', context);
  }

  /** Whether a message has been found: until then this may be another protocol, of which nothing is told. */
  get hasMessages(): boolean {
    return this.#hasMessages;
  }

  get protocol(): number {
    return this.#hasMessages ? -1 : numberOfStream(undefined, this.#context.isSecure);
  }

  get waitingBytes(): number {
    const [there, back] = this.#directions;
    return (there?.waitingBytes ?? 0) + (back?.waitingBytes ?? 0);
  }

  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    return this.#deliver(direction, this.#direction(direction).push(chunk));
  }

  gap(direction: Direction, lengthBytes: number): readonly Delivery[] {
    const from = this.#direction(direction);
    const deliveries = this.#deliver(direction, from.gap(lengthBytes));
    from.isResynchronising = true;
    return deliveries;
  }

  end(direction: Direction): readonly Delivery[] {
    const ended = this.#directions[direction];
    return ended === undefined ? noDeliveries : this.#deliver(direction, ended.end());
  }

  #direction(direction: Direction): SipDirection {
    let found = this.#directions[direction];
    if (found === undefined) {
      const sender = this.#connection.isClientKnown ? (direction === 0 ? 'client' : 'server') : undefined;
      this.#directions[direction] = found = new SipDirection(sender);
      // Else the capture may have come in anywhere.
      found.isResynchronising = !this.#connection.isClientKnown;
    }
    return found;
  }

  #deliver(direction: Direction, pieces: readonly FramedPiece[]): readonly Delivery[] {
    if (pieces.length === 0) return noDeliveries;
    const deliveries: Delivery[] = [];
    const from = this.#direction(direction);
    for (const piece of pieces) {
      const delivery = this.#deliveryOf(piece, from, direction);
      if (delivery !== undefined) deliveries.push(delivery);
      this.#tell(piece, from);
      if (this.#hasMessages) this.#countNoise();
      from.forget(piece.end);
    }
    return deliveries;
  }

  #deliveryOf(piece: FramedPiece, from: SipDirection, direction: Direction): Delivery | undefined {
    if (piece.kind !== 'message') {
      const isKeepAlive = piece.kind === 'ping' || piece.kind === 'pong';
      (isKeepAlive ? this.#keepAlives : this.#junk).add(from.places.origin(piece.start, piece.end));
      if (piece.kind === 'junk') from.passOver(piece);
      return undefined;
    }
    const { bytes } = piece.message;
    const isCut = piece.diagnostics.some(({ code }) => code === 'framing-cut-off');
    const end = isCut ? cutMessageEnd(bytes, 0) : bytes.length;
    // What is cut off, or follows upon bytes that were lost, may be no message at all but a piece of one.
    const isPiece = from.isResynchronising && !(hasMessageKeys(bytes, 0, end ?? 0) && isWholeStart(piece.message));
    if (end === undefined || isPiece) {
      this.#junk.add(from.places.origin(piece.start, piece.end));
      return undefined;
    }
    const origin = from.places.origin(piece.start, piece.start + end);
    if (origin === undefined) return undefined;
    from.isResynchronising = false;
    this.#hasMessages = true;
    const { frame, timeNs, ipId, frames } = origin;
    const skipped = from.takeSkipped();
    return {
      transport: this.#transport,
      flow: this.#connection.flow(direction, this.#transport),
      frame,
      index: 0,
      timeNs,
      ipId,
      bytes,
      start: 0,
      end,
      place: origin.place ?? [{ bytes: bytes.slice(0, end) }],
      ...(frames === undefined ? {} : { frames }),
      ...(isCut ? { cut: true as const } : {}),
      ...(skipped === 0 ? {} : { skipped }),
    };
  }

  #countNoise(): void {
    this.#keepAlives.count();
    this.#junk.count();
  }

  /** What is wrong before the first message is told with it, and never where none comes. */
  #tell({ start, end, diagnostics }: FramedPiece, from: SipDirection): void {
    for (const { code } of diagnostics) {
      if (from.untold.length < maxUntold) from.untold.push({ code, frame: from.places.origin(start, end)?.frame ?? 0 });
    }
    if (!this.#hasMessages) return;
    for (const direction of this.#directions) {
      if (direction === undefined || direction.untold.length === 0) continue;
      for (const { code, frame } of direction.untold) this.#context.framing(code, frame);
      direction.untold = [];
    }
  }
}

type Untold = { readonly code: DiagnosticCode; readonly frame: number };

/** One direction: its framer, and where its bytes came from. */
class SipDirection {
  readonly places: ChunkPlaces = new ChunkPlaces();
  /** Whether bytes were lost or passed over, so that the next message must show that it is one. */
  isResynchronising = false;
  untold: Untold[] = [];
  readonly #framer: MessageFramer;
  /** Stream offset up to where pieces were given. */
  #given = 0;
  #skipped = 0;

  constructor(sender: 'client' | 'server' | undefined) {
    this.#framer = new MessageFramer(sender === undefined ? {} : { sender });
  }

  /** Bytes that are no message. Where bytes were lost, or the capture began, a message may have. */
  passOver({ start, end, diagnostics }: FramedPiece): void {
    if (diagnostics.some(({ code }) => code === 'framing-junk') && !this.isResynchronising)
      this.#skipped += end - start;
    this.isResynchronising = true;
  }

  /** How many of them stand before the next message. */
  takeSkipped(): number {
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped;
  }

  get waitingBytes(): number {
    return this.#framer.offset - this.#given;
  }

  push(chunk: StreamChunk): readonly FramedPiece[] {
    this.places.add(this.#framer.offset, chunk);
    return this.#framer.push(chunk.bytes);
  }

  gap(lengthBytes: number): readonly FramedPiece[] {
    const pieces = this.#framer.gap(lengthBytes);
    this.#skipped = 0;
    this.#given = this.#framer.offset;
    return pieces;
  }

  end(): readonly FramedPiece[] {
    return this.#framer.end();
  }

  forget(before: number): void {
    this.#given = Math.max(this.#given, before);
    this.places.forget(before);
  }
}
