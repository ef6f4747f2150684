/**
 * Zstandard: frames in a row, each by itself (RFC 8878 §3.1).
 *
 *     frame            magic (4) descriptor (1) window (0-1) dictionary (0-4) content size (0-8) blocks check sum (0-4)
 *     block            last (1 bit) type (2 bits) size (21 bits), then its bytes
 *     skippable frame  magic 184d2a50-184d2a5f (4) size (4) bytes that mean nothing to a decoder
 */

import { InflateError } from './inflate.ts';

/** Of the magic of a zstd frame, or of a skippable one. */
export const ZSTD_MAGIC_BYTES = 4;
/** A decoder keeps this much of what came out; what asks for more is refused, as `zstd -d` does. RFC 8878 §3.1.1.1.2. */
const WINDOW_BYTES_AT_MOST = 128 * 1024 * 1024;
/** RFC 8878 §3.1.1.2.4. */
const BLOCK_BYTES_AT_MOST = 128 * 1024;
const BLOCK_HEADER_BYTES = 3;
const CHECK_SUM_BYTES = 4;
const LONGEST_HEADER_BYTES = 18;

const BLOCK_TYPE = { raw: 0, rle: 1, compressed: 2 } as const;

/** A part of a frame: its header, a block or a piece of one, or the check sum that ends some frames. */
export type ZstdPiece = {
  readonly kind: 'header' | 'block' | 'checksum';
  readonly bytes: Uint8Array;
  /** Nothing of this frame follows. */
  readonly isLast: boolean;
};

/** True where the bytes begin a zstd stream: a frame, or one to be skipped, which some programs put before it. */
export function isZstd(head: Uint8Array): boolean {
  if (head.length < ZSTD_MAGIC_BYTES) return false;
  return isFrameMagic(head) || isSkippableMagic(head);
}

function isFrameMagic(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

function isSkippableMagic(head: Uint8Array): boolean {
  return head[0]! >> 4 === 5 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
}

/** What the bytes that are awaited are. */
type Part =
  | 'magic'
  | 'descriptor'
  | 'rest of header'
  | 'block header'
  | 'block'
  | 'checksum'
  | 'skipped size'
  | 'skipped';

/**
 * Walks along the frames of a zstd stream that comes in slices, so that a decoder sees one frame after the other and nothing that is
 * none. Throws an `InflateError` where the stream is damaged, or asks for more memory than a decoder is given.
 */
export class ZstdFrames {
  #part: Part = 'magic';
  /** Bytes of the part that have not come. */
  #missing = ZSTD_MAGIC_BYTES;
  readonly #head = new Uint8Array(LONGEST_HEADER_BYTES);
  #headBytes = 0;
  #hasCheckSum = false;
  #isLastBlock = false;

  /** True within a frame: a stream that ends here was cut. */
  get isInFrame(): boolean {
    return this.#part !== 'magic' || this.#headBytes > 0;
  }

  *pieces(slice: Uint8Array): Generator<ZstdPiece, void, undefined> {
    for (let at = 0; at < slice.length;) {
      const part = slice.subarray(at, at + this.#missing);
      at += part.length;
      this.#missing -= part.length;
      if (this.#part === 'block' || this.#part === 'skipped') {
        const isLast = this.#missing === 0 && this.#isLastBlock && !this.#hasCheckSum;
        if (this.#part === 'block') yield { kind: 'block', bytes: part, isLast };
        if (this.#missing === 0) this.#endBlock();
        continue;
      }
      this.#head.set(part, this.#headBytes);
      this.#headBytes += part.length;
      if (this.#missing === 0) yield* this.#endPart();
    }
  }

  *#endPart(): Generator<ZstdPiece, void, undefined> {
    const head = this.#head.slice(0, this.#headBytes);
    switch (this.#part) {
      case 'magic':
        if (isFrameMagic(head)) this.#more('descriptor', 1);
        else if (isSkippableMagic(head)) this.#await('skipped size', 4);
        else throw new InflateError('what follows is no zstd frame');
        return;
      case 'descriptor':
        this.#more('rest of header', headerBytes(head[4]!));
        return;
      case 'rest of header':
        if (windowBytes(head) > WINDOW_BYTES_AT_MOST)
          throw new InflateError('a zstd frame asks for too large a window');
        this.#hasCheckSum = (head[4]! & 4) !== 0;
        this.#await('block header', BLOCK_HEADER_BYTES);
        yield { kind: 'header', bytes: head, isLast: false };
        return;
      case 'block header':
        yield { kind: 'block', bytes: head, isLast: this.#beginBlock(head) };
        return;
      case 'checksum':
        this.#await('magic', ZSTD_MAGIC_BYTES);
        yield { kind: 'checksum', bytes: head, isLast: true };
        return;
      case 'skipped size':
        this.#isLastBlock = true;
        this.#hasCheckSum = false;
        this.#awaitBytes('skipped', new DataView(head.buffer).getUint32(0, true));
        return;
      case 'block':
      case 'skipped':
    }
  }

  /** Says whether the frame ends with it: one without bytes can. */
  #beginBlock(head: Uint8Array): boolean {
    const word = head[0]! | (head[1]! << 8) | (head[2]! << 16);
    const type = (word >> 1) & 3;
    const size = word >> 3;
    if (type > BLOCK_TYPE.compressed || size > BLOCK_BYTES_AT_MOST) throw new InflateError('a zstd block is damaged');
    this.#isLastBlock = (word & 1) === 1;
    const bytes = type === BLOCK_TYPE.rle ? 1 : size;
    this.#awaitBytes('block', bytes);
    return bytes === 0 && this.#isLastBlock && !this.#hasCheckSum;
  }

  #endBlock(): void {
    if (!this.#isLastBlock) this.#await('block header', BLOCK_HEADER_BYTES);
    else if (this.#hasCheckSum) this.#await('checksum', CHECK_SUM_BYTES);
    else this.#await('magic', ZSTD_MAGIC_BYTES);
  }

  #awaitBytes(part: 'block' | 'skipped', bytes: number): void {
    this.#await(part, bytes);
    if (bytes === 0) this.#endBlock();
  }

  #await(part: Part, bytes: number): void {
    this.#headBytes = 0;
    this.#more(part, bytes);
  }

  /** What comes next belongs to what is in the head already. */
  #more(part: Part, bytes: number): void {
    this.#part = part;
    this.#missing = bytes;
  }
}

/** Of a frame header, behind its descriptor. RFC 8878 §3.1.1.1.1. */
function headerBytes(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x08) !== 0) throw new InflateError('a zstd frame header is damaged');
  if ((descriptor & 0x03) !== 0) throw new InflateError('a zstd frame needs a dictionary');
  return (isSingleSegment ? 0 : 1) + contentSizeBytes(descriptor);
}

function contentSizeBytes(descriptor: number): number {
  const flag = descriptor >> 6;
  return flag === 0 ? (descriptor >> 5) & 1 : 1 << flag;
}

/** How much of its output a frame refers back to. RFC 8878 §3.1.1.1.2; in a single segment it is all of it. */
function windowBytes(head: Uint8Array): number {
  const descriptor = head[4]!;
  if ((descriptor & 0x20) === 0) {
    const base = 2 ** (10 + (head[5]! >> 3));
    return base + (base / 8) * (head[5]! & 7);
  }
  const length = contentSizeBytes(descriptor);
  let size = 0;
  for (let i = length - 1; i >= 0; i--) size = size * 256 + head[5 + i]!;
  return length === 2 ? size + 256 : size;
}
