import { alphaChar, characterClasses, digitChar, spaceChar, tokenChar } from '../text/character-class.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode } from './token-code.ts';

/**
 * Scans credentials that are a scheme and one token, if these are: `Bearer eyJhbGciOi.eyJpc3M.c2lnbg==`.
 *
 *     b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
 *
 * RFC 6750 §2.1. Gives false, having scanned nothing, where there is more, or less.
 */
export function scanToken68(tokens: TokenBuffer, start: number, end: number): boolean {
  const { bytes } = tokens.source;
  const from = skip(bytes, start, end, spaceChar);
  const schemeEnd = skip(bytes, from, end, tokenChar);
  const tokenStart = skip(bytes, schemeEnd, end, spaceChar);
  let at = tokenStart;
  while (at < end && isToken68Byte(bytes[at]!)) at++;
  if (schemeEnd === from || tokenStart === schemeEnd || at === tokenStart) return false;
  while (at < end && bytes[at] === 0x3d) at++;
  if (skip(bytes, at, end, spaceChar) !== end) return false;
  tokens.push(tokenCode.token, from, schemeEnd);
  tokens.push(tokenCode.text, tokenStart, at);
  return true;
}

function skip(bytes: Uint8Array, start: number, end: number, classes: number): number {
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & classes) !== 0) at++;
  return at;
}

function isToken68Byte(byte: number): boolean {
  return (
    (characterClasses[byte]! & (alphaChar | digitChar)) !== 0 ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x5f ||
    byte === 0x7e ||
    byte === 0x2b ||
    byte === 0x2f
  );
}
