import { characterClasses, tokenChar } from '../text/character-class.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode } from './token-code.ts';

/** Words parted by blanks; `/` and `:` part them too, and are tokens of their own, where they are marks. */
export function scanWords(tokens: TokenBuffer, start: number, end: number, marks: '' | '/' | ':'): void {
  const bytes = tokens.source.bytes;
  const mark = marks === '' ? -1 : marks.charCodeAt(0);
  const markType = marks === '/' ? tokenCode.slash : tokenCode.colon;
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

/** A format, and all that follows the blanks behind it. */
export function scanFormatParameters(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end && !isBlank(bytes[at]!)) at++;
  if (at > start) tokens.push(tokenCode.word, start, at);
  while (at < end && isBlank(bytes[at]!)) at++;
  if (at < end) tokens.push(tokenCode.text, at, end);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}
