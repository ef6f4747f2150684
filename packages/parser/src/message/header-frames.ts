import { headerNumber } from '../header/header-number.ts';
import type { Limits } from './limits.ts';

/** Columns of a field in `HeaderFrames.fields`. */
export const nameStart = 0;
export const nameEnd = 1;
export const valueStart = 2;
export const valueEnd = 3;
/** Behind the line break that ends the field. */
export const lineEnd = 4;
/** Row of the header table; -1 for a name it has not. */
export const header = 5;
export const fieldColumns = 6;

/** The header fields of one message as offsets, and what their lines were like. Kept and refilled from message to message. */
export class HeaderFrames {
  readonly fields: number[] = [];
  count = 0;
  /** Behind the empty line; the end of the message where there is none. */
  bodyStart = 0;
  /** Whether the empty line was found. */
  terminated = false;
  /** Offset of the first LF without a CR before it; -1 where there is none. */
  bareLf = -1;
  /** Offset of the first field beyond a limit; -1 where none is. */
  beyondHeaders = -1;
  beyondSection = -1;

  /**
   * Finds the fields from `start` (behind the start line) to the empty line. A line that begins with white space continues the field
   * before it. `text` is the beginning of the bytes as far as that is at hand, one character a byte. RFC 3261 §7.3.1.
   */
  read(bytes: Uint8Array, start: number, end: number, limits: Limits, text = ''): void {
    this.count = 0;
    this.terminated = false;
    this.bareLf = -1;
    this.beyondHeaders = -1;
    this.beyondSection = -1;
    let at = start;
    while (at < end) {
      const first = bytes[at]!;
      const lf = lineFeed(bytes, at, end, text);
      const next = lf < end ? lf + 1 : end;
      if (lf < end && (lf === at || bytes[lf - 1] !== 0x0d) && this.bareLf === -1) this.bareLf = lf;
      if (first === 0x0a || (first === 0x0d && lf === at + 1)) {
        // A CR at the very end may be half of the empty line.
        this.terminated = lf < end;
        at = next;
        break;
      }
      if (this.beyondHeaders === -1 && this.beyondSection === -1) {
        if (next - start > limits.headerSectionBytes) this.beyondSection = at;
        else if (first === 0x20 || first === 0x09) this.#continue(bytes, at, next);
        else if (this.count >= limits.headers) this.beyondHeaders = at;
        else this.#begin(bytes, at, next);
      }
      at = next;
    }
    this.bodyStart = at;
  }

  #begin(bytes: Uint8Array, start: number, next: number): void {
    const field = this.count++ * fieldColumns;
    const { fields } = this;
    let colon = start;
    while (colon < next && bytes[colon] !== 0x3a) colon++;
    const hasColon = colon < next;
    let name = hasColon ? colon : start;
    while (name > start && isBlank(bytes[name - 1]!)) name--;
    // In the order of the columns, so that the array grows without holes.
    fields[field + nameStart] = start;
    fields[field + nameEnd] = name;
    fields[field + valueStart] = -1;
    fields[field + valueEnd] = -1;
    fields[field + lineEnd] = next;
    fields[field + header] = headerNumber(bytes, start, name);
    this.#takeLine(bytes, field, hasColon ? colon + 1 : start, next);
  }

  /** A fold: the line belongs to the field before it; before the first field there is none, and the line is a field without a name. */
  #continue(bytes: Uint8Array, start: number, next: number): void {
    if (this.count === 0) this.#begin(bytes, start, next);
    else this.#takeLine(bytes, (this.count - 1) * fieldColumns, start, next);
  }

  /** Adds `[start, next)` to the field's value, which begins with the first and ends with the last byte that is no white space. */
  #takeLine(bytes: Uint8Array, field: number, start: number, next: number): void {
    const { fields } = this;
    let from = start;
    let to = next;
    // From the end first: a value that is empty stands behind its colon, not at the next line.
    // `: value CR LF`, as nearly all lines are.
    if (to - from > 3 && bytes[to - 2] === 0x0d && bytes[to - 1] === 0x0a) to -= 2;
    while (to > from && isSpace(bytes[to - 1]!)) to--;
    while (from < to && isSpace(bytes[from]!)) from++;
    fields[field + lineEnd] = next;
    if (fields[field + valueStart] === -1) {
      fields[field + valueStart] = from;
      fields[field + valueEnd] = to;
    } else if (to > from) {
      if (fields[field + valueStart] === fields[field + valueEnd]) fields[field + valueStart] = from;
      fields[field + valueEnd] = to;
    }
  }
}

/** Where the line that begins at `start` has its LF; `end` where it has none. Text knows it several times as fast as a loop over bytes. */
export function lineFeed(bytes: Uint8Array, start: number, end: number, text: string): number {
  if (start < text.length) {
    const found = text.indexOf('\n', start);
    if (found !== -1) return Math.min(found, end);
  }
  let at = Math.max(start, text.length);
  while (at < end && bytes[at] !== 0x0a) at++;
  return Math.min(at, end);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}
