import type { Datagram } from '../network/datagram.ts';
import { beginsMessage } from './message-begin.ts';
import type { Direction, StreamChunk } from './stream.ts';
import { TcpPast } from './tcp-past.ts';
import { partOfPiece, TcpPieces } from './tcp-pieces.ts';
import { chunkOf, pieceOf, slicedPieceOf } from './tcp-segment.ts';
import { maxAgeBytes, TcpAcknowledgement } from './tcp-acknowledgement.ts';
import type { TcpSink } from './tcp-sink.ts';

/** A segment farther than this from what is expected is none of this stream: no window is larger. RFC 7323 §2.3. */
const maxWindowBytes = 2 ** 30;

/**
 * One direction of a TCP connection: segments in any order to its bytes in order. What comes first of a byte is kept, however often it is sent
 * again. RFC 9293 §3.4, §3.10.7.4. Sequence numbers are signed here: differences of them, cut to 32 bits, are right across the wrap-around.
 */
export class TcpStream {
  readonly #direction: Direction;
  readonly #sink: TcpSink;
  readonly #past: TcpPast;
  /** What came before its turn. */
  readonly #pieces = new TcpPieces();
  /** Sequence number of the next byte to give. */
  next = 0;
  /** Whether `next` is known: from the SYN, or from where the capture came in. */
  isAnchored = false;
  /** Of the SYN, where one was seen. */
  #initial: number | undefined;
  readonly #acknowledged = new TcpAcknowledgement();
  #fin: number | undefined;
  /** Whether all was given that the sender sent. */
  isEnded = false;
  /** Since when the bytes missing first are missing; Infinity where none are. */
  missingSinceNs: number = Infinity;
  /** Holes that were closed so far. */
  holesClosed = 0;

  constructor(direction: Direction, sink: TcpSink) {
    this.#direction = direction;
    this.#sink = sink;
    this.#past = new TcpPast(sink.recent);
  }

  /** What it keeps. */
  get waitingBytes(): number {
    return this.#pieces.cost + this.#past.cost;
  }

  /** Whether bytes are missing before others that are there, or before the end. */
  get hasHole(): boolean {
    return this.isAnchored && (this.#pieces.length > 0 || this.#isEndAcknowledged);
  }

  /** Whether the other side had everything up to the sender's FIN, which alone could be anybody's. */
  get #isEndAcknowledged(): boolean {
    return this.#fin !== undefined && !this.isEnded && this.#acknowledged.covers(this.#fin);
  }

  /** Whether the other side has acknowledged missing bytes: it had them, only the capture does not. */
  get isHoleAcknowledged(): boolean {
    return this.hasHole && this.#acknowledged.covers((this.next + 1) | 0);
  }

  /** Whether what is missing will hardly come: it was acknowledged, or is from before the capture. */
  get isSettling(): boolean {
    return this.isHoleAcknowledged || (!this.isAnchored && this.#pieces.length > 0);
  }

  /** Whether a SYN with this number begins another connection than the one that is followed. */
  isOtherSyn(initial: number): boolean {
    if (this.#initial !== undefined) return this.#initial !== initial;
    const first = this.isAnchored ? (this.#past.earlyBase ?? this.next) : this.#pieces.first?.sequence;
    if (first === undefined) return false;
    const ahead = (first - initial - 1) | 0;
    return ahead < 0 || ahead > maxAgeBytes;
  }

  syn(initial: number): void {
    if (this.#initial !== undefined) return;
    this.#initial = initial;
    if (!this.isAnchored) this.#anchor((initial + 1) | 0);
    else this.#giveEarly();
  }

  /** Whether a segment is of a later connection of the same ports whose SYN was not seen: it is old here, and yet the other side takes it for new. */
  isForeign(sequence: number): boolean {
    return this.isAnchored && ((sequence - this.next) | 0) < -maxAgeBytes && this.#acknowledged.isNear(sequence);
  }

  /** The other side expects the byte with this number next. */
  acknowledge(acknowledgement: number): void {
    this.#acknowledged.receive(acknowledgement);
  }

  /** The payload of a segment, and the number of its first byte. */
  data(datagram: Datagram, sequence: number): void {
    const length = datagram.end - datagram.start;
    const sentLength = length + datagram.slicedBytes;
    if (!this.isAnchored) this.#hold(datagram, sequence);
    else {
      const ahead = (sequence - this.next) | 0;
      if (ahead > maxWindowBytes || ahead < -maxWindowBytes) return;
      if (ahead + sentLength <= 0) this.#repeated(datagram, sequence);
      else if (ahead > 0 || this.#meetsPieces(sequence, sentLength)) this.#insert(datagram, sequence);
      else this.#giveInOrder(datagram, sequence, -ahead);
    }
    this.#drain(datagram.packet.timeNs);
    if (this.isAnchored && this.#pieces.cost > this.#sink.outOfOrderBytes) this.#sink.limit(datagram.packet.frame);
    while (this.#pieces.cost > this.#sink.outOfOrderBytes) this.giveUpHole(datagram.packet.timeNs);
  }

  /** The sender has sent all up to this number. */
  fin(sequence: number, timeNs: number): void {
    if (this.isAnchored && ((sequence - this.next) | 0) < 0) return;
    this.#fin = sequence;
    if (!this.isAnchored && this.#pieces.length === 0) this.#anchor(sequence);
    this.#drain(timeNs);
  }

  /** The bytes missing first will not come any more: goes on behind them. */
  giveUpHole(timeNs: number): void {
    const piece = this.#pieces.first;
    if (!this.isAnchored) {
      if (piece !== undefined) this.#anchor(piece.sequence);
    } else {
      const until = piece?.sequence ?? this.#fin ?? this.next;
      const missing = (until - this.next) | 0;
      this.next = until;
      if (missing > 0) this.#sink.gap(this.#direction, missing, piece?.frame ?? 0);
    }
    this.#drain(timeNs);
  }

  /** Nothing more comes: gives everything there is. */
  finish(timeNs: number): void {
    // Each turn gives at least the first piece.
    while (this.#pieces.length > 0 || this.hasHole) this.giveUpHole(timeNs);
    const early = this.#past.takeAllEarly();
    if (early.length > 0) this.#sink.early(this.#direction, early);
    if (!this.isEnded) this.#sink.end(this.#direction);
    this.isEnded = true;
  }

  /** Nothing of it is wanted. */
  drop(): void {
    this.#pieces.clear();
    this.#past.clear();
    this.missingSinceNs = Infinity;
  }

  #anchor(sequence: number): void {
    this.next = sequence;
    this.isAnchored = true;
  }

  /** The beginning was not seen: is this it, or will bytes before it come? */
  #hold(datagram: Datagram, sequence: number): void {
    const { first } = this.#pieces;
    if (first !== undefined && Math.abs((sequence - first.sequence) | 0) > maxWindowBytes) return;
    this.#insert(datagram, sequence);
    this.#anchorHeld();
  }

  #anchorHeld(): void {
    const first = this.#pieces.first;
    if (first?.chunk === undefined || !beginsMessage(first.chunk.bytes)) return;
    this.#anchor(first.sequence);
    this.#past.beginAt(first.sequence);
  }

  /** All of it was given before. A probe whether the other side is still there sends the last byte again, or something in its place: RFC 9293 §3.8.4. */
  #repeated(datagram: Datagram, sequence: number): void {
    const length = datagram.end - datagram.start;
    const isProbe = length <= 1 && ((sequence + length - this.next) | 0) === 0;
    if (isProbe) return;
    if (this.#past.keepsEarly(datagram, sequence)) this.#giveEarly();
    else this.#compare(datagram, sequence, length);
  }

  #giveEarly(): void {
    const pieces = this.#past.takeEarly(this.#initial);
    if (pieces.length > 0) this.#sink.early(this.#direction, pieces);
  }

  /** Whether bytes that came before their turn are among these. */
  #meetsPieces(sequence: number, length: number): boolean {
    const { first } = this.#pieces;
    return first !== undefined && ((sequence + length - first.sequence) | 0) > 0;
  }

  #insert(datagram: Datagram, sequence: number): void {
    const { packet } = datagram;
    let segment = pieceOf(datagram, sequence);
    const known = this.isAnchored ? (this.next - sequence) | 0 : 0;
    if (known > 0) {
      this.#compare(datagram, sequence, known);
      segment = partOfPiece(segment, known, segment.length);
    }
    let isConflict = this.#pieces.insert(segment);
    if (datagram.slicedBytes > 0) isConflict = this.#insertSliced(datagram, sequence) || isConflict;
    if (isConflict) this.#sink.overlap(packet.frame);
  }

  /** What the capture cut off was sent: it is known to be lost. */
  #insertSliced(datagram: Datagram, sequence: number): boolean {
    const sliced = slicedPieceOf(datagram, sequence);
    const known = this.isAnchored ? Math.max(0, (this.next - sliced.sequence) | 0) : 0;
    return known < sliced.length && this.#pieces.insert(partOfPiece(sliced, known, sliced.length));
  }

  #compare(datagram: Datagram, sequence: number, known: number): void {
    if (this.#past.differs(datagram, sequence, known)) this.#sink.overlap(datagram.packet.frame);
  }

  /** `known`: bytes of it that were given before. */
  #giveInOrder(datagram: Datagram, sequence: number, known: number): void {
    const { start, end, slicedBytes, packet } = datagram;
    if (known > 0) this.#compare(datagram, sequence, known);
    const from = Math.min(start + known, end);
    if (from < end) this.#give(chunkOf(datagram, from, end));
    const lost = Math.min(slicedBytes, slicedBytes + end - start - known);
    if (lost > 0) this.#giveGap(lost, packet.frame);
  }

  #give(chunk: StreamChunk): void {
    this.#past.add(this.next, chunk.bytes);
    this.next = (this.next + chunk.bytes.length) | 0;
    this.isEnded = false;
    this.#sink.piece(this.#direction, chunk);
  }

  #giveGap(length: number, frame: number): void {
    this.next = (this.next + length) | 0;
    this.#sink.gap(this.#direction, length, frame);
  }

  /** Gives what has its turn now. */
  #drain(timeNs: number): void {
    if (!this.isAnchored) return;
    let isMoved = false;
    for (let piece = this.#pieces.first; piece !== undefined; piece = this.#pieces.first) {
      const known = (this.next - piece.sequence) | 0;
      if (known < 0) break;
      this.#pieces.shift();
      isMoved = true;
      if (known >= piece.length) continue;
      const rest = partOfPiece(piece, known, piece.length);
      if (rest.chunk === undefined) this.#giveGap(rest.length, rest.frame);
      else this.#give(rest.chunk);
    }
    if (isMoved) this.holesClosed++;
    if (this.#fin !== undefined && ((this.next - this.#fin) | 0) >= 0 && !this.isEnded) {
      this.isEnded = true;
      this.#sink.end(this.#direction);
    }
    if (!this.hasHole) this.missingSinceNs = Infinity;
    else if (isMoved || this.missingSinceNs === Infinity) this.missingSinceNs = timeNs;
  }
}
