import type { ByteWindow } from '../byte-window.ts';

const LF = 0x0a;
const CR = 0x0d;
/** A longer line is taken in pieces. */
const LINE_BYTES: number = 64 * 1024;
/** So much of a line is looked at. */
const TEXT_BYTES = 4096;

/** A line of a text, or a piece of one that is too long. */
export type TextLine = {
  /** What stands in `bytes[start, end)`, as Latin-1 and without a CR; its beginning, where it is long. */
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly start: number;
  /** The line ends here, before its LF and with the CR that may stand there … */
  readonly end: number;
  /** … and the next one begins. */
  readonly next: number;
  /** Where `bytes[start]` stands in the capture. */
  readonly offset: number;
  /** The line began before this piece. */
  readonly isContinued: boolean;
};

/** Cuts the window into lines, however the chunks of the text were cut. */
export class LineSplitter {
  /** Up to where the capture is known to hold no LF, from the window's start on. */
  #scannedTo = 0;
  #isContinued = false;

  /** The next line, or undefined where it is not there as a whole. The window stays where it is: see `pass`. */
  next(window: ByteWindow, last: boolean): TextLine | undefined {
    const { bytes, start, end, base } = window;
    if (start === end) return undefined;
    const limit = Math.min(end, start + LINE_BYTES);
    const from = Math.max(start, this.#scannedTo - base);
    const found = from < limit ? bytes.subarray(from, limit).indexOf(LF) : -1;
    const lineFeed = found === -1 ? -1 : from + found;
    this.#scannedTo = base + (lineFeed === -1 ? limit : lineFeed);
    if (lineFeed === -1 && limit < start + LINE_BYTES && !last) return undefined;
    const lineEnd = lineFeed === -1 ? limit : lineFeed;
    const isCr = lineFeed > start && bytes[lineFeed - 1] === CR;
    return {
      text: latin1(bytes, start, Math.min(isCr ? lineEnd - 1 : lineEnd, start + TEXT_BYTES)),
      bytes,
      start,
      end: lineEnd,
      next: lineFeed === -1 ? lineEnd : lineFeed + 1,
      offset: base + start,
      isContinued: this.#isContinued,
    };
  }

  /** The line is dealt with. */
  pass(window: ByteWindow, line: TextLine): void {
    window.start = line.next;
    this.#isContinued = line.next === line.end;
  }
}

export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode.apply(undefined, bytes.subarray(start, end) as unknown as number[]);
}
