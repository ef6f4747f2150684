import { characterClasses, tokenChar } from '../text/character-class.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { type TokenCode, tokenCode } from './token-code.ts';

/** What parts words beside blanks, and is a token of its own. */
export type Mark = '' | '/' | ':' | ',';

const markCodes: Readonly<Record<Mark, TokenCode>> = {
  '': tokenCode.illegal,
  '/': tokenCode.slash,
  ':': tokenCode.colon,
  ',': tokenCode.comma,
};

/** Words parted by blanks and the mark. */
export function scanWords(tokens: TokenBuffer, start: number, end: number, marks: Mark): void {
  const bytes = tokens.source.bytes;
  const mark = marks === '' ? -1 : marks.charCodeAt(0);
  const markType = markCodes[marks];
  let at = start;
  while (at < end) {
    const byte = bytes[at]!;
    if (isBlank(byte)) at++;
    else if (byte === mark) tokens.push(markType, at, ++at);
    else at = word(tokens, at, end, mark);
  }
}

function word(tokens: TokenBuffer, start: number, end: number, mark: number): number {
  const bytes = tokens.source.bytes;
  let at = start;
  let digits = true;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (isBlank(byte) || byte === mark) break;
    digits &&= byte >= 0x30 && byte <= 0x39;
  }
  tokens.push(digits ? tokenCode.digits : tokenCode.word, start, at);
  return at;
}

/** An attribute: its name, and all that follows its colon. */
export function scanAttribute(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & tokenChar) !== 0) at++;
  if (at > start) tokens.push(tokenCode.word, start, at);
  if (at === end) return;
  tokens.push(bytes[at] === 0x3a ? tokenCode.colon : tokenCode.illegal, at, at + 1);
  if (at + 1 < end) tokens.push(tokenCode.text, at + 1, end);
}

/** So many words, which the mark parts too, and all that follows the blanks behind them. */
export function scanLeadingWords(tokens: TokenBuffer, start: number, end: number, count: number, mark: Mark): void {
  const bytes = tokens.source.bytes;
  let at = afterBlanks(bytes, start, end);
  for (let left = count; left > 0; left--) {
    const from = at;
    while (at < end && !isBlank(bytes[at]!)) at++;
    scanWords(tokens, from, at, mark);
    at = afterBlanks(bytes, at, end);
  }
  if (at < end) tokens.push(tokenCode.text, at, end);
}

/** Words parted by blanks, other than those between quotes. */
export function scanQuotedWords(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = afterBlanks(bytes, start, end);
  while (at < end) {
    const from = at;
    let isQuoted = false;
    for (; at < end && (isQuoted || !isBlank(bytes[at]!)); at++) if (bytes[at] === 0x22) isQuoted = !isQuoted;
    tokens.push(tokenCode.word, from, at);
    at = afterBlanks(bytes, at, end);
  }
}

function afterBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at]!)) at++;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}
