import { partOfPlace } from '../capture/place.ts';
import type { StreamChunk } from './stream.ts';

/** What a piece counts for besides its bytes. */
const pieceCost = 256;

/** A piece of a stream that came before its turn. */
export type TcpPiece = {
  /** As a signed number of 32 bits: differences of sequence numbers, cut to 32 bits, are right across the wrap-around. RFC 9293 §3.4. */
  readonly sequence: number;
  readonly length: number;
  /** Undefined of bytes that were sent and not captured. */
  readonly chunk: StreamChunk | undefined;
  readonly frame: number;
};

/** Pieces of a stream in order, none overlapping another: what came first stays. */
export class TcpPieces {
  #pieces: TcpPiece[] = [];
  /** What they count for. */
  cost = 0;

  get length(): number {
    return this.#pieces.length;
  }

  get first(): TcpPiece | undefined {
    return this.#pieces[0];
  }

  at(index: number): TcpPiece | undefined {
    return this.#pieces[index];
  }

  /** Adds the bytes of a segment that are not there yet. True where those that are there differ from the segment's. */
  insert(segment: TcpPiece): boolean {
    const pieces = this.#pieces;
    const { sequence, length } = segment;
    let index = this.#firstEndingBehind(sequence);
    let isConflict = false;
    for (let from = 0; from < length;) {
      const next = pieces[index];
      const until = next === undefined ? length : Math.min(length, (next.sequence - sequence) | 0);
      if (until > from) {
        const piece = keptPiece(partOfPiece(segment, from, until));
        pieces.splice(index++, 0, piece);
        this.cost += costOf(piece);
        from = until;
        continue;
      }
      // There is one, for else `until` would be the length.
      const known = next!;
      const knownEnd = Math.min(length, (known.sequence + known.length - sequence) | 0);
      isConflict ||= differs(segment, from, knownEnd, known);
      from = knownEnd;
      index++;
    }
    return isConflict;
  }

  /** Takes so many pieces from this one on. */
  take(index: number, count: number): readonly TcpPiece[] {
    const taken = this.#pieces.splice(index, count);
    for (const piece of taken) this.cost -= costOf(piece);
    return taken;
  }

  shift(): void {
    const first = this.#pieces.shift();
    if (first !== undefined) this.cost -= costOf(first);
  }

  clear(): void {
    this.#pieces = [];
    this.cost = 0;
  }

  #firstEndingBehind(sequence: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = this.#pieces[middle]!;
      if (((piece.sequence + piece.length - sequence) | 0) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The part `[from, to)` of a piece, its bytes not copied. */
export function partOfPiece(piece: TcpPiece, from: number, to: number): TcpPiece {
  const { sequence, length, chunk, frame } = piece;
  if (from === 0 && to === length) return piece;
  const part = chunk === undefined ? undefined : partOfChunk(chunk, from, to);
  return { sequence: (sequence + from) | 0, length: to - from, chunk: part, frame };
}

function partOfChunk(chunk: StreamChunk, from: number, to: number): StreamChunk {
  return { ...chunk, bytes: chunk.bytes.subarray(from, to), place: partOfPlace(chunk.place, from, to) };
}

/** The same piece with bytes of its own: those of a packet are there only as long as it is read. */
export function keptPiece(piece: TcpPiece): TcpPiece {
  const { chunk } = piece;
  return chunk === undefined ? piece : { ...piece, chunk: { ...chunk, bytes: chunk.bytes.slice() } };
}

function costOf({ length, chunk }: TcpPiece): number {
  return pieceCost + (chunk === undefined ? 0 : length);
}

/** Whether `[from, to)` of a segment are other bytes than the ones known with the same sequence numbers. */
function differs(segment: TcpPiece, from: number, to: number, known: TcpPiece): boolean {
  if (segment.chunk === undefined || known.chunk === undefined) return false;
  const { bytes } = segment.chunk;
  const { bytes: knownBytes } = known.chunk;
  const shift = (segment.sequence - known.sequence) | 0;
  for (let at = from; at < to; at++) {
    if (bytes[at] !== knownBytes[at + shift]) return true;
  }
  return false;
}
