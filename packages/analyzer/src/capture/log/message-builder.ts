import { type Place, type PlacePiece, placeLength } from '../place.ts';

/** More pieces than this cost more than the bytes themselves. */
const PIECES_AT_MOST = 64;
const FIRST_BYTES = 2048;
const LF = 0x0a;
const crlf: Uint8Array = Uint8Array.of(0x0d, LF);

/** Puts a message together from the lines of a log, and remembers where they stand. */
export class MessageBuilder {
  #bytes: Uint8Array = new Uint8Array(FIRST_BYTES);
  #length = 0;
  #pieces: PlacePiece[] = [];

  /** Begins another message; what was finished stays. */
  clear(): void {
    this.#length = 0;
    this.#pieces = [];
  }

  get length(): number {
    return this.#length;
  }

  /** `bytes[start, end)`, which stand at `offset` in the capture. */
  add(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const length = end - start;
    if (length === 0) return;
    this.#append(bytes.subarray(start, end));
    const last = this.#pieces.at(-1);
    if (last?.bytes === undefined && last !== undefined && last.offset + last.length === offset) {
      this.#pieces[this.#pieces.length - 1] = { offset: last.offset, length: last.length + length };
    } else {
      this.#addPiece({ offset, length });
    }
  }

  /** Bytes that do not stand in the capture. */
  addOwn(bytes: Uint8Array): void {
    this.#append(bytes);
    this.#addPiece({ bytes });
  }

  /** The first `end` bytes, whose part from `crFrom` gets the CRs back that the log has cut. */
  finish(end: number, crFrom: number): { readonly bytes: Uint8Array; readonly place: Place } {
    const head = this.#bytes.slice(0, crFrom);
    const place = this.#partOf(crFrom);
    if (crFrom === end) return { bytes: head, place };
    const body = withCrs(this.#bytes.subarray(crFrom, end));
    const bytes = new Uint8Array(head.length + body.length);
    bytes.set(head);
    bytes.set(body, head.length);
    return { bytes, place: [...place, { bytes: body }] };
  }

  #partOf(end: number): Place {
    if (this.#pieces.length > PIECES_AT_MOST || placeLength(this.#pieces) < end)
      return [{ bytes: this.#bytes.slice(0, end) }];
    const part: PlacePiece[] = [];
    let left = end;
    for (const piece of this.#pieces) {
      if (left === 0) break;
      const length = Math.min(left, piece.bytes === undefined ? piece.length : piece.bytes.length);
      part.push(
        piece.bytes === undefined ? { offset: piece.offset, length } : { bytes: piece.bytes.subarray(0, length) },
      );
      left -= length;
    }
    return part;
  }

  #addPiece(piece: PlacePiece): void {
    // One too many says that there are too many.
    if (this.#pieces.length <= PIECES_AT_MOST) this.#pieces.push(piece);
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = needed;
  }
}

/** A CR before each LF that has none. */
function withCrs(bytes: Uint8Array): Uint8Array {
  const lineFeeds = bytes.reduce((count, byte) => (byte === LF ? count + 1 : count), 0);
  const grown = new Uint8Array(bytes.length + lineFeeds);
  let to = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== LF) {
      grown[to++] = bytes[at]!;
      continue;
    }
    if (to > 0 && grown[to - 1] === crlf[0]) to--;
    grown.set(crlf, to);
    to += 2;
  }
  return grown.subarray(0, to);
}
