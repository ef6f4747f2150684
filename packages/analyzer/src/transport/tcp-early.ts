import { beginsMessage } from './message-begin.ts';
import { keptPiece, type TcpPiece, TcpPieces } from './tcp-pieces.ts';

/** Bytes before the first segment seen that may still come; each segment counts for some more. */
const maxEarlyBytes = 64 * 1024;

/**
 * What was sent before the first segment of a stream that was seen, where that begins a message: segments that the capture has out of order, or that
 * were sent again. They are whole messages as soon as they reach from a start line to the first segment.
 */
export class EarlyPieces {
  /** Sequence number of the first byte that was given. */
  base: number;
  readonly #pieces = new TcpPieces();

  constructor(base: number) {
    this.base = base;
  }

  get cost(): number {
    return this.#pieces.cost;
  }

  /** Whether the segment is from before the first one, and kept. */
  insert(segment: TcpPiece): boolean {
    const before = (this.base - segment.sequence) | 0;
    const isEarly = before >= segment.length && before <= maxEarlyBytes && segment.length > 0;
    if (!isEarly || this.#pieces.cost + segment.length > maxEarlyBytes) return false;
    this.#pieces.insert(keptPiece(segment));
    return true;
  }

  /** The pieces from a message's start, or from the stream's (`initial`), to the first segment seen, if all are there. */
  take(initial: number | undefined): readonly TcpPiece[] {
    let start = -1;
    let expected = this.base;
    for (let index = this.#pieces.length - 1; index >= 0; index--) {
      const piece = this.#pieces.at(index)!;
      if (((piece.sequence + piece.length) | 0) !== expected) break;
      expected = piece.sequence;
      if (expected === initial || isStart(piece)) start = index;
    }
    if (start === -1) return [];
    this.base = this.#pieces.at(start)!.sequence;
    return this.#pieces.take(start, this.#pieces.length - start);
  }

  /** What is left, where it begins a message. */
  takeAll(): readonly TcpPiece[] {
    const { first } = this.#pieces;
    const pieces = first === undefined || !isStart(first) ? [] : this.#pieces.take(0, this.#pieces.length);
    this.#pieces.clear();
    return pieces;
  }
}

function isStart({ chunk }: TcpPiece): boolean {
  return chunk !== undefined && beginsMessage(chunk.bytes);
}
