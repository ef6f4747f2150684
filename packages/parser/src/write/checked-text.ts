import { isToken } from '../text/character-class.ts';
import { maxUint32 } from '../text/number-range.ts';
import { quote } from '../text/quoted-string.ts';

/**
 * What a caller wants written, which must not end the line it stands in: a line break in a value would begin a header field of whoever
 * chose the value. These throw a RangeError that names what is wrong.
 */
export function lineText(text: string, what: string): string {
  if (/[\r\n]/.test(text)) throw new RangeError(`${what} cannot hold a line break: ${shown(text)}`);
  return text;
}

/** `TEXT-UTF8-TRIM`: neither control characters nor blanks at its ends. RFC 3261 §25.1. */
export function trimText(text: string, what: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(text))
    throw new RangeError(`${what} cannot hold line breaks or control characters: ${shown(text)}`);
  return withoutBlanks(text);
}

/** Without the blanks and tabs at its ends; what else Unicode calls white space belongs to a text of SIP. RFC 3261 §25.1 (LWS). */
export function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return text.slice(start, end);
}

export function tokenText(text: string, what: string): string {
  if (!isToken(text)) throw new RangeError(`${what} must be a token: ${shown(text)}`);
  return text;
}

/** A quoted-string that says the text. */
export function quotedText(text: string, what: string): string {
  return quote(lineText(text, what));
}

/** `1*DIGIT`: as it was read where that says the number, else the number, which must be whole and below 2^32. */
export function digitsText(number: number | undefined, text: string | undefined, what: string): string {
  const isRead = text !== undefined && /^\d+$/.test(text);
  if (isRead && (number === undefined || Number(text) === number)) return text;
  if (number === undefined || !Number.isInteger(number) || number < 0 || number > maxUint32)
    throw new RangeError(`${what} must be a whole number from 0 to ${maxUint32}: ${number}`);
  return `${number}`;
}

/** Text without blanks, quotes and brackets: what stands alone between separators. */
export function wordText(text: string, what: string): string {
  if (text === '' || /[\s"<>\0]/.test(text)) throw new RangeError(`${what} cannot be written: ${shown(text)}`);
  return text;
}

export function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}
