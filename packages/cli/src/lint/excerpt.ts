import { clipToWidth, displayWidth, visibleText } from '@sipscope/analyzer';
import type { FindingRow } from '@sipscope/analyzer';

/** The line of a message in which something is underlined. Texts are visible: control characters are written out. */
export type Excerpt = {
  /** In the message, from 1. */
  readonly line: number;
  /** Of the line's characters, from 1. */
  readonly column: number;
  readonly before: string;
  /** What is underlined; empty for a place between two characters. */
  readonly marked: string;
  readonly after: string;
  /** Further lines that are underlined too. */
  readonly moreLines: number;
};

/** A line is not shown beyond so many bytes before and behind what is underlined. */
const mostAround = 400;
const mostMarked = 400;

const decoder = new TextDecoder();

/** Where the span lies; `undefined` where there is no text, or none is underlined. */
export function excerptOf(bytes: Uint8Array, span: FindingRow['span']): Excerpt | undefined {
  if (span === undefined || bytes.length === 0) return undefined;
  const start = Math.min(span[0], bytes.length);
  const end = Math.min(Math.max(span[1], start), bytes.length);
  // A span at the very end of a line's CR LF is of that line.
  const lineStart = start === 0 ? 0 : bytes.lastIndexOf(lineFeed, start - 1) + 1;
  const found = bytes.indexOf(lineFeed, start);
  const lineEnd = found === -1 ? bytes.length : found + 1;
  const markEnd = Math.min(end, lineEnd);
  // What ends the line is shown where it is underlined.
  const shownEnd = Math.max(markEnd, withoutLineEnd(bytes, lineStart, lineEnd));
  const text = (from: number, to: number): string => visibleText(decoder.decode(bytes.subarray(from, to)));
  return {
    line: count(bytes, 0, lineStart) + 1,
    column: decoder.decode(bytes.subarray(lineStart, start)).length + 1,
    before: text(Math.max(lineStart, start - mostAround), start),
    marked: text(start, Math.min(markEnd, start + mostMarked)),
    after: text(markEnd, Math.min(shownEnd, markEnd + mostAround)),
    moreLines: end > lineEnd ? count(bytes, lineEnd, end - 1) + 1 : 0,
  };
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function withoutLineEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] === lineFeed || bytes[at - 1] === carriageReturn)) at--;
  return at;
}

/** Line feeds in a part. */
function count(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed, start); at !== -1 && at < end; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}

/**
 * The line and what underlines it, in so many columns at most:
 *
 *     Via: SIP/2.0/UDP 192.0.2.1;branch=74bf9
 *                                       ^^^^^
 */
export function underlined({ before, marked, after }: Excerpt, columns: number): readonly [string, string] {
  // What is underlined comes first: of what stands before it as much as leaves room for it.
  const shownMark = cutEnd(marked, Math.max(1, columns - 1));
  const room = Math.max(0, columns - displayWidth(shownMark));
  const shownBefore = cutStart(before, Math.min(room, Math.max(Math.floor(columns / 3), room - displayWidth(after))));
  const width = displayWidth(shownBefore);
  const shownAfter = cutEnd(after, columns - width - displayWidth(shownMark));
  return [shownBefore + shownMark + shownAfter, ' '.repeat(width) + '^'.repeat(Math.max(1, displayWidth(shownMark)))];
}

/** The last columns of a text. */
function cutStart(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let shown = '';
  for (const character of Array.from(text).toReversed()) {
    if (displayWidth(character + shown) > columns - 1) break;
    shown = character + shown;
  }
  return columns > 0 ? `…${shown}` : '';
}

function cutEnd(text: string, columns: number): string {
  return columns > 0 ? clipToWidth(text, columns) : '';
}
