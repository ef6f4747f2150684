import { streamStartsLikeSip } from '@sipscope/parser';
import type { ChunkWindow } from '../chunk-window.ts';
import { skipLineBreaks } from '../skip-line-breaks.ts';
import { type FrameHeader, opcodes, readFrameHeader, unmasked } from './frame-header.ts';
import { inflatedBeginning } from './message-inflater.ts';

/** Bytes of a payload that are looked at to see whether it begins like SIP: a start line, and of a broken one what follows it. */
const BEGINNING_BYTES = 512;
/** Compressed payloads that are tried: inflating costs. A success is worth some more. */
const MAX_TRIES = 1000;
const TRIES_A_SUCCESS = 10;

const CR = 0x0d;
const LF = 0x0a;

/**
 * Looks for the next frame where it is not known where one begins: its header could be one, its length is written as it must be, and its payload begins
 * like SIP. Other bytes do so by chance hardly ever.
 */
export class FrameSearch {
  /** Bytes that were passed over since the search began. */
  passedBytes = 0;
  #tries: number;

  constructor(tries: number = MAX_TRIES) {
    this.#tries = tries;
  }

  /** A search begins. */
  begin(): void {
    this.passedBytes = 0;
  }

  /** Takes off the window what is before the next frame: true where one begins at its start. `isLast`: no more comes. */
  next(window: ChunkWindow, limitBytes: number, isLast: boolean): boolean {
    const { start } = window;
    const bytes = window.view(start, window.end);
    const limit = Math.min(bytes.length, limitBytes - this.passedBytes);
    let at = 0;
    let verdict: boolean | undefined = false;
    for (; at < limit; at++) {
      verdict = this.isFrame(bytes, at, isLast);
      if (verdict !== false) break;
    }
    this.passedBytes += at;
    window.take(start + at);
    return verdict === true;
  }

  /** Whether a frame begins there; `undefined` where more bytes would tell. */
  isFrame(bytes: Uint8Array, at: number, isLast: boolean): boolean | undefined {
    // Within the bytes.
    const opcode = bytes[at]! & 0x3f;
    if (opcode !== opcodes.text && opcode !== opcodes.binary) return false;
    const header = readFrameHeader(bytes, at, bytes.length);
    const unknown = isLast ? false : undefined;
    if (header === 'more') return unknown;
    if (header === 'damaged' || !header.isMinimal) return false;
    const start = at + header.headerBytes;
    const wanted = Math.min(header.payloadBytes, BEGINNING_BYTES);
    const end = Math.min(start + wanted, bytes.length);
    if (start === end) return wanted === 0 ? false : unknown;
    if (!header.isCompressed && !mayBegin(bytes[start]! ^ (header.maskingKey >>> 24))) return false;
    const verdict = this.#beginsLikeSip(bytes.subarray(start, end), header, end - start === wanted || isLast);
    return verdict ?? (end - start === wanted ? false : unknown);
  }

  #beginsLikeSip(payload: Uint8Array, header: FrameHeader, isWhole: boolean): boolean | undefined {
    const bytes = header.isMasked ? unmasked(payload, header.maskingKey) : payload;
    if (!header.isCompressed) return begins(bytes);
    if (!isWhole) return undefined;
    if (this.#tries === 0) return false;
    const verdict = begins(inflatedBeginning(bytes)) ?? false;
    this.#tries = Math.min(this.#tries + (verdict ? TRIES_A_SUCCESS : -1), MAX_TRIES);
    return verdict;
  }
}

/** A letter, or a line break before it. */
function mayBegin(byte: number): boolean {
  const letter = byte & 0xdf;
  return (letter >= 0x41 && letter <= 0x5a) || byte === CR || byte === LF;
}

function begins(bytes: Uint8Array): boolean | undefined {
  const at = skipLineBreaks(bytes, 0, bytes.length);
  return at === bytes.length ? undefined : streamStartsLikeSip(bytes, at, bytes.length);
}
