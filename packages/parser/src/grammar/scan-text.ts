import { characterClasses, spaceChar, wordChar } from '../text/character-class.ts';
import { scanField } from './scan-field.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode } from './token-code.ts';

/** Free text: the whole value is one token, if there is any. */
export function scanText(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let from = start;
  let to = end;
  while (from < to && (characterClasses[bytes[from]!]! & spaceChar) !== 0) from++;
  while (to > from && (characterClasses[bytes[to - 1]!]! & spaceChar) !== 0) to--;
  if (to > from) tokens.push(tokenCode.text, from, to);
}

/** Call-IDs, parted by commas, the last of them with parameters where a header has these (Replaces). */
export function scanCallIds(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end) {
    const byte = bytes[at]!;
    if ((characterClasses[byte]! & spaceChar) !== 0) at++;
    else if (isCallIdByte(byte)) at = callId(tokens, at, end);
    else if (byte === 0x2c) {
      tokens.push(tokenCode.comma, at, at + 1);
      at++;
    } else return scanField(tokens, at, end, 'field');
  }
}

function callId(tokens: TokenBuffer, start: number, end: number): number {
  let at = start;
  while (at < end && isCallIdByte(tokens.source.bytes[at]!)) at++;
  tokens.push(tokenCode.callId, start, at);
  return at;
}

function isCallIdByte(byte: number): boolean {
  return (characterClasses[byte]! & wordChar) !== 0 || byte === 0x40;
}
