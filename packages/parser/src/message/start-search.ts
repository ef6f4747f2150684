import { isFieldAt, maxStartLineBytes, startInLine } from './message-start.ts';
import type { StreamWindow } from './stream-window.ts';

/**
 * Looks for the next message of a stream whose place is unknown: a start line, alone on its line or behind bytes without a line break, and a header
 * field on the next line. Goes on where it stopped, so that each byte is looked at once however the stream is cut into chunks.
 */
export class StartSearch {
  /** Stream offset where the line being read begins. */
  line = 0;
  /** A start line that was found and whose next line is not there yet; -1 where none is. */
  candidate = -1;
  #scanned = 0;
  #lineFeed = -1;

  begin(at: number): void {
    this.line = at;
    this.#scanned = at;
    this.candidate = -1;
  }

  /** No message begins before this stream offset. */
  get safe(): number {
    return this.candidate === -1 ? Math.max(this.line, this.#scanned - maxStartLineBytes) : this.candidate;
  }

  /** Stream offset of the next message that begins before `end`; -1 where none does or more bytes must come. `isEnded`: none will come. */
  next(window: StreamWindow, end: number, isEnded: boolean): number {
    for (;;) {
      if (this.candidate === -1 && !this.#findLine(window, end, isEnded)) return -1;
      if (this.candidate === -1) {
        this.#skipLine();
        continue;
      }
      const { bytes, base } = window;
      const isField = this.#lineFeed < end ? isFieldAt(bytes, this.#lineFeed + 1 - base, end - base) : isEnded;
      if (isField === undefined && !isEnded) return -1;
      if (isField !== false) return this.candidate;
      this.#skipLine();
    }
  }

  /** Goes on behind the message found, taken to be none. */
  refuse(): void {
    this.#skipLine();
  }

  #skipLine(): void {
    this.line = this.#lineFeed + 1;
    this.#scanned = this.line;
    this.candidate = -1;
  }

  /** Reads to the end of a line and looks into it; false where it has not ended. */
  #findLine(window: StreamWindow, end: number, isEnded: boolean): boolean {
    const found = window.lineFeed(this.#scanned, end);
    if (found === -1) {
      this.#scanned = end;
      if (!isEnded || this.line >= end) return false;
    }
    this.#lineFeed = found === -1 ? end : found;
    const { bytes, base } = window;
    const from = Math.max(this.line, this.#lineFeed - maxStartLineBytes);
    const at = startInLine(bytes, from - base, this.#lineFeed - base, from === this.line);
    this.candidate = at === -1 ? -1 : at + base;
    return true;
  }
}
