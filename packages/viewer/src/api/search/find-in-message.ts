import type { FoundText } from './search.ts';
import type { Wanted } from './wanted.ts';

/** Bytes as characters of one byte each; which characters does not matter, for none is shown. */
const oneByteEach = new TextDecoder('latin1');
const utf8 = new TextDecoder();
const toUtf8 = new TextEncoder();
/** Bytes of text shown before and after what was found. */
const shownBefore = 40;
const shownAfter = 80;
/** Lines of a header that was folded over several. */
const mostFolds = 20;

/** What is looked for in bytes: the text as it was written, and a number's digits where it was written with others between. */
export type WantedBytes = readonly { readonly bytes: Uint8Array; readonly folded: string }[];

export function wantedBytes({ text, digits }: Wanted): WantedBytes {
  const texts = digits === undefined || text.includes(digits) ? [text] : [text, digits];
  return texts.map((one) => {
    const bytes = toUtf8.encode(one);
    return { bytes, folded: oneByteEach.decode(bytes).toLowerCase() };
  });
}

/** Where in a message it stands, header or body: ASCII letters of either case are one, others are as they are written. */
export function findInMessage(message: Uint8Array, wanted: WantedBytes): FoundText | undefined {
  const folded = oneByteEach.decode(message).toLowerCase();
  for (const one of wanted) {
    const at = indexOf(message, folded, one);
    if (at >= 0) return pieceAt(message, folded, at, one.bytes.length);
  }
  return undefined;
}

function indexOf(message: Uint8Array, folded: string, wanted: WantedBytes[number]): number {
  let at = folded.indexOf(wanted.folded);
  // Folding took bytes beyond ASCII for letters, which they may be only parts of.
  while (at >= 0 && !isAt(message, at, wanted.bytes)) at = folded.indexOf(wanted.folded, at + 1);
  return at;
}

function isAt(message: Uint8Array, at: number, bytes: Uint8Array): boolean {
  return bytes.every((byte, index) => lower(byte) === lower(message[at + index] ?? 0));
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function pieceAt(message: Uint8Array, folded: string, at: number, length: number): FoundText {
  const lineStart = folded.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = folded.indexOf('\n', at + length);
  const from = wholeCharacters(message, Math.max(at === 0 ? 0 : lineStart, at - shownBefore), at);
  const to = Math.min(lineEnd < 0 ? message.length : lineEnd, at + length + shownAfter);
  const before = utf8.decode(message.subarray(from, at));
  const found = utf8.decode(message.subarray(at, at + length));
  const after = utf8.decode(message.subarray(at + length, wholeCharacters(message, to, message.length, -1)));
  return {
    in: partAt(message, folded, at, at === 0 ? 0 : lineStart),
    text: `${before}${found}${after.replace(/\r$/, '')}`,
    at: [before.length, before.length + found.length],
  };
}

/** The next place, forward or back, at which no character of UTF-8 is cut. */
function wholeCharacters(message: Uint8Array, from: number, last: number, step: 1 | -1 = 1): number {
  let at = from;
  for (let moved = 0; moved < 3 && at < last && ((message[at] ?? 0) & 0xc0) === 0x80; moved += 1) at += step;
  return at;
}

/** The header's name as it is written, `start line` or `body`. */
function partAt(message: Uint8Array, folded: string, at: number, lineStart: number): string {
  const headersEnd = endOfHeaders(folded);
  if (at >= headersEnd) return 'body';
  let start = lineStart;
  for (let folds = 0; folds < mostFolds && start > 0 && /[ \t]/.test(folded[start] ?? ''); folds += 1)
    start = folded.lastIndexOf('\n', start - 2) + 1;
  if (start === 0) return 'start line';
  const colon = folded.indexOf(':', start);
  const line = folded.indexOf('\n', start);
  if (colon < 0 || (line >= 0 && colon > line)) return 'header';
  return utf8.decode(message.subarray(start, Math.min(colon, start + 64))).trim();
}

function endOfHeaders(folded: string): number {
  const [long, short] = [folded.indexOf('\r\n\r\n'), folded.indexOf('\n\n')];
  if (long < 0 && short < 0) return Infinity;
  return short < 0 || (long >= 0 && long < short) ? long + 4 : short + 2;
}
