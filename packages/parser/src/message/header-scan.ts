import { headerNumber, headerNumberOf } from '../header/header-number.ts';
import { isKnownStart } from './message-start.ts';
import type { StreamWindow } from './stream-window.ts';

const contentLengthNumber: number = headerNumberOf('Content-Length');
const contentTypeNumber: number = headerNumberOf('Content-Type');
const maxLengths = 16;

/** What the header section says of the body's length: a number, nothing, something that is no number, or several numbers. */
export type DeclaredLength = number | 'missing' | 'unreadable' | readonly number[];

/** How far the reading of a header section came: `cut` where a new message begins in its midst. */
export type HeaderProgress = 'more' | 'complete' | 'cut' | 'limit';

/** Finds the end of a header section in a stream and what it says of the body, going on where it stopped. RFC 3261 §7.3.1, §20.14. */
export class HeaderScan {
  /** Stream offset of the line being read: behind the empty line where the section is complete. */
  line = 0;
  hasContentType = false;
  #start = 0;
  #scanned = 0;
  #limit = 0;
  /** Stream offsets of the lines with a Content-Length. */
  readonly #lengths: number[] = [];
  #type = -1;

  begin(start: number, limitBytes: number): void {
    this.line = start;
    this.hasContentType = false;
    this.#start = start;
    this.#scanned = start;
    this.#limit = start + limitBytes;
    this.#lengths.length = 0;
    this.#type = -1;
  }

  read(window: StreamWindow): HeaderProgress {
    for (;;) {
      const lineFeed = window.lineFeed(this.#scanned, window.end);
      if (lineFeed === -1) this.#scanned = window.end;
      if ((lineFeed === -1 ? window.end : lineFeed + 1) > this.#limit) return 'limit';
      if (lineFeed === -1) return 'more';
      const progress = this.#takeLine(window, lineFeed);
      if (progress === 'cut') return progress;
      this.line = lineFeed + 1;
      this.#scanned = this.line;
      if (progress === 'complete') return progress;
    }
  }

  /** The body's length, once the section is complete. Of several fields that agree, theirs. */
  declaredLength(window: StreamWindow): DeclaredLength {
    if (this.#lengths.length === 0) return 'missing';
    const found: number[] = [];
    for (const line of this.#lengths) {
      const length = readDigits(window.bytes, line - window.base, this.line - window.base);
      if (length === undefined) return 'unreadable';
      if (!found.includes(length)) found.push(length);
    }
    return found.length === 1 ? found[0]! : found;
  }

  /** Whether the body is made of messages or parts, so that start lines may well stand in it. RFC 3420, RFC 2046. */
  holdsMessages(window: StreamWindow): boolean {
    if (this.#type === -1) return false;
    const { bytes, base } = window;
    let at = bytes.indexOf(0x3a, this.#type - base) + 1;
    while (isSpace(bytes[at]!)) at++;
    return startsWith(bytes, at, 'message/') || startsWith(bytes, at, 'multipart/');
  }

  #takeLine({ bytes, base }: StreamWindow, lineFeed: number): HeaderProgress {
    const start = this.line - base;
    const end = lineFeed - base;
    const first = bytes[start]!;
    if (end === start || (first === 0x0d && end === start + 1)) return 'complete';
    const letter = first | 0x20;
    if (letter === 0x63 || letter === 0x6c) this.#takeField(bytes, start, end);
    if (this.line === this.#start || first <= 0x20) return 'more';
    return isKnownStart(bytes, start, end) ? 'cut' : 'more';
  }

  #takeField(bytes: Uint8Array, start: number, end: number): void {
    let colon = start;
    while (colon < end && bytes[colon] !== 0x3a) colon++;
    let name = colon;
    while (name > start && isSpace(bytes[name - 1]!)) name--;
    const number = colon === end ? -1 : headerNumber(bytes, start, name);
    if (number === contentLengthNumber && this.#lengths.length < maxLengths) this.#lengths.push(this.line);
    if (number !== contentTypeNumber || this.hasContentType) return;
    this.hasContentType = true;
    this.#type = this.line;
  }
}

/** The digits behind the colon, folds before and behind them; undefined where anything else stands there. */
function readDigits(bytes: Uint8Array, line: number, end: number): number | undefined {
  let at = bytes.indexOf(0x3a, line) + 1;
  const skipSpace = (): void => {
    while (at < end && (isSpace(bytes[at]!) || (isBreak(bytes, at) && isFoldBehind(bytes, at)))) at++;
  };
  skipSpace();
  const start = at;
  let length = 0;
  while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) length = length * 10 + bytes[at++]! - 0x30;
  const digits = at - start;
  skipSpace();
  // More than 1e308 is Infinity: a length like any other that is too large.
  return digits > 0 && isBreak(bytes, at) ? length : undefined;
}

function isBreak(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] === 0x0a);
}

/** Whether the line behind the break begins with white space. RFC 3261 §7.3.1. */
function isFoldBehind(bytes: Uint8Array, at: number): boolean {
  return isSpace(bytes[at + (bytes[at] === 0x0d ? 2 : 1)]!);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let of = 0; of < text.length; of++) {
    const byte = bytes[at + of]!;
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== text.charCodeAt(of)) return false;
  }
  return true;
}
