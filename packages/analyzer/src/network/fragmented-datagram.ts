import type { Packet } from '../capture/packet.ts';
import { type Place, partOfPlace } from '../capture/place.ts';

/** What a piece costs beside its bytes. */
const OVERHEAD_BYTES = 256;

/** A piece of a datagram's data: `[start, end)` as it was sent, `bytes` as far as it was captured. */
export type FragmentPiece = {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  readonly place: Place;
  readonly frames: readonly number[];
};

/** The IP header that addresses are read from, with options and those extension headers that every fragment repeats. */
export type FragmentHeader = {
  readonly bytes: Uint8Array;
  readonly place: Place;
  readonly addressLength: 4 | 16;
  readonly ipId: number;
  /** What the data begins with. */
  readonly protocol: number;
  /** The packet it came with, without its bytes. */
  readonly packet: Omit<Packet, 'bytes' | 'start' | 'end' | 'source'>;
};

/** The header and the data behind it, as far as there are no holes. */
export type AssembledDatagram = {
  readonly bytes: Uint8Array;
  readonly headerBytes: number;
  /** Where all data would end: behind the bytes where a fragment was cut by the capture, or did not come. */
  readonly sentEnd: number;
  readonly place: Place;
  readonly frames: readonly number[];
};

/**
 * The fragments of one IP datagram, in any order. Where two overlap, the bytes that came first stay: whoever sends different bytes for the same place
 * means to be read differently by different readers.
 */
export class FragmentedDatagram {
  /** Capture time at which it is given up. */
  expiresNs: number;
  /** The packet with the first piece that came. */
  readonly firstFrame: number;
  /** Of the first piece that came. */
  readonly protocol: number;
  header: FragmentHeader | undefined;
  /** True of fragments captured once more, of a datagram that is complete. */
  isLateCopy: boolean;
  /** The same fragments, captured once more. */
  copy: FragmentedDatagram | undefined;
  readonly #pieces: FragmentPiece[] = [];
  #heldBytes = 0;
  #receivedBytes = 0;
  #totalBytes = -1;

  constructor(given: { protocol: number; expiresNs: number; firstFrame: number; isLateCopy: boolean }) {
    this.protocol = given.protocol;
    this.expiresNs = given.expiresNs;
    this.firstFrame = given.firstFrame;
    this.isLateCopy = given.isLateCopy;
  }

  /** Memory it takes, about. */
  get heldBytes(): number {
    return this.#heldBytes + (this.header?.bytes.length ?? 0) + OVERHEAD_BYTES;
  }

  get isComplete(): boolean {
    return this.header !== undefined && this.#receivedBytes === this.#totalBytes;
  }

  /** Whether exactly this piece has come. */
  has({ start, end, bytes }: FragmentPiece): boolean {
    const known = this.#pieces[this.#indexAt(start)];
    return known !== undefined && known.start === start && known.end === end && isSame(known.bytes, bytes);
  }

  /** Whether some of its bytes have come, in another piece or with other values. */
  contradicts(piece: FragmentPiece): boolean {
    const known = this.#pieces[this.#indexAt(piece.start)];
    return known !== undefined && known.start < piece.end && !this.has(piece);
  }

  /** Takes what is new in a piece; gives how many of its bytes were known, or lie behind the end. */
  add(piece: FragmentPiece, isLast: boolean): number {
    const before = this.#receivedBytes;
    const highest = this.#pieces.at(-1)?.end ?? 0;
    // The first end that is said, and can be, is the end.
    if (isLast && this.#totalBytes < 0 && piece.end >= highest) this.#totalBytes = piece.end;
    const end = this.#totalBytes < 0 ? piece.end : Math.min(piece.end, this.#totalBytes);
    let at = piece.start;
    let index = this.#indexAt(at);
    while (at < end) {
      const next = this.#pieces[index];
      const stop = Math.min(end, next?.start ?? end);
      if (stop > at) {
        const part = partOfPiece(piece, at, stop);
        this.#pieces.splice(index++, 0, part);
        this.#receivedBytes += stop - at;
        this.#heldBytes += part.bytes.length + part.place.length * OVERHEAD_BYTES;
      }
      at = Math.max(stop, next?.end ?? end);
      index++;
    }
    return piece.end - piece.start - (this.#receivedBytes - before);
  }

  /** The datagram, or its beginning up to the first hole; `undefined` where the beginning is missing. */
  assemble(): AssembledDatagram | undefined {
    const { header } = this;
    if (header === undefined) return undefined;
    const parts: Uint8Array[] = [header.bytes];
    const places: Place[] = [header.place];
    let end = 0;
    for (const { start, end: sentEnd, bytes, place } of this.#pieces) {
      if (start !== end) break;
      parts.push(bytes);
      places.push(place);
      end += bytes.length;
      if (end !== sentEnd) break;
    }
    const bytes = concatenate(parts, header.bytes.length + end);
    const sentBytes = this.#totalBytes < 0 ? 0xffff - header.bytes.length : this.#totalBytes;
    return {
      bytes,
      headerBytes: header.bytes.length,
      sentEnd: header.bytes.length + Math.max(sentBytes, end),
      place: places.flat(),
      frames: this.#frames(),
    };
  }

  #frames(): readonly number[] {
    const frames = new Set(this.#pieces.flatMap((piece) => piece.frames));
    return [...frames].sort((a, b) => a - b);
  }

  /** Of the first piece that ends behind `offset`. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#pieces[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function partOfPiece(piece: FragmentPiece, start: number, end: number): FragmentPiece {
  if (start === piece.start && end === piece.end) return piece;
  const bytes = piece.bytes.slice(start - piece.start, end - piece.start);
  const place = partOfPlace(piece.place, start - piece.start, start - piece.start + bytes.length);
  return { start, end, bytes, place, frames: piece.frames };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
