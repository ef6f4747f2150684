import type { ByteWindow } from '../byte-window.ts';
import { isOtherFile } from '../file-kind.ts';
import type { FileFormat } from '../format-reader.ts';
import { TextReader } from './text-reader.ts';

/** So much of the first line is looked at. */
const BYTES_LOOKED_AT = 64;
const LF = 0x0a;

/** Text by its first line that is not empty: it has no control characters but those of text and of terminals. Whether it holds SIP, `TextReader` finds. */
export const textFormat: FileFormat = {
  matches: (window, last) => (isOtherFile(window) ? 'no' : firstLineIsText(window, last)),
  open: (context) => new TextReader(context),
};

function firstLineIsText({ bytes, start, end }: ByteWindow, last: boolean): ReturnType<FileFormat['matches']> {
  let at = start;
  while (at < end && isSpace(bytes[at]!)) at++;
  if (at < end && !isFirstByte(bytes[at]!)) return 'no';
  const limit = Math.min(end, at + BYTES_LOOKED_AT);
  for (let i = at; i < limit; i++) {
    if (bytes[i] === LF) return 'yes';
    if (!isTextByte(bytes[i]!)) return 'no';
  }
  if (limit < at + BYTES_LOOKED_AT && !last) return 'unknown';
  return limit > at ? 'yes' : 'no';
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Printable ASCII, ESC, or the first of a byte order mark: other files begin with bytes that text has only later. */
function isFirstByte(byte: number): boolean {
  return (byte > 0x20 && byte < 0x7f) || byte === 0x1b || byte === 0xef;
}

/** Printable, a blank, ESC, or part of a character beyond ASCII. */
function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
}
