import {
  alphaChar,
  characterClasses,
  digitChar,
  hexChar,
  hostChar,
  schemeChar,
  separatorChar,
  spaceChar,
  tokenChar,
} from '../text/character-class.ts';
import { scanToken68 } from './scan-token68.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode, type TokenCode } from './token-code.ts';

const punctuation: Uint8Array = new Uint8Array(128);
punctuation[0x2c] = tokenCode.comma;
punctuation[0x3b] = tokenCode.semi;
punctuation[0x3d] = tokenCode.equal;
punctuation[0x3a] = tokenCode.colon;
punctuation[0x2f] = tokenCode.slash;
punctuation[0x3e] = tokenCode.raquot;
punctuation[0x40] = tokenCode.at;
punctuation[0x3f] = tokenCode.question;

/**
 * Tokens of an ordinary header value: tokens, quoted strings, comments and separators, with white space between them dropped.
 * In `address` values a URI is one token: inside `<` `>`, or where an element of the list begins with a scheme. In `via` values an IPv6
 * address is one even without its brackets; elsewhere only behind `=`.
 */
export function scanField(
  tokens: TokenBuffer,
  start: number,
  end: number,
  mode: 'field' | 'address' | 'via' | 'auth',
): void {
  if (mode === 'auth' && scanToken68(tokens, start, end)) return;
  const bytes = tokens.source.bytes;
  const addresses = mode === 'address';
  let at = start;
  let elementStart = true;
  let afterEqual = false;

  while (at < end) {
    const byte = bytes[at]!;
    const classes = characterClasses[byte]!;
    if ((classes & spaceChar) !== 0) {
      at++;
      continue;
    }
    if (afterEqual && beginsLooseToken(byte)) at = valueToken(tokens, at, end);
    else if ((classes & tokenChar) !== 0) {
      if (mode === 'via' && (classes & hexChar) !== 0 && isIpv6Address(bytes, at, end))
        at = ipv6Address(tokens, at, end);
      else if (addresses && elementStart && (classes & alphaChar) !== 0) at = addressOrToken(tokens, at, end);
      else at = token(tokens, at, end);
    } else at = other(tokens, at, end, mode);
    afterEqual = byte === 0x3d;
    elementStart = byte === 0x2c;
  }
  if (addresses) loneStar(tokens);
}

/** What begins with a byte that no token has. */
function other(tokens: TokenBuffer, at: number, end: number, mode: 'field' | 'address' | 'via' | 'auth'): number {
  const bytes = tokens.source.bytes;
  const byte = bytes[at]!;
  const type = byte < 128 ? punctuation[byte]! : 0;
  if (type !== 0 && (byte !== 0x3a || mode !== 'via' || !isIpv6Address(bytes, at, end))) {
    // The table holds codes of tokens and 0, which stands for none of them here.
    tokens.push(type as TokenCode, at, at + 1);
    return at + 1;
  }
  switch (byte) {
    case 0x3a:
      return ipv6Address(tokens, at, end);
    case 0x22:
      return quotedString(tokens, at, end);
    case 0x28:
      return comment(tokens, at, end);
    case 0x5b:
      return ipv6Reference(tokens, at, end);
    case 0x3c:
      if (mode === 'address') return angleUri(tokens, at, end);
  }
  tokens.push(tokenCode.illegal, at, at + 1);
  return at + 1;
}

/** `Contact: *` alone is the wildcard; elsewhere `*` is a token. */
function loneStar(tokens: TokenBuffer): void {
  const isStar =
    tokens.count === 1 && tokens.ends[0]! - tokens.starts[0]! === 1 && tokens.source.bytes[tokens.starts[0]!] === 0x2a;
  if (isStar) tokens.types[0] = tokenCode.star;
}

function token(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let common = hostChar | digitChar;
  let at = start;
  for (; at < end; at++) {
    const classes = characterClasses[bytes[at]!]!;
    if ((classes & tokenChar) === 0) break;
    common &= classes;
  }
  tokens.push(tokenType(common), start, at);
  return at;
}

/** What stands behind `=`: an IPv6 address, a token, or as much as no separator ends. */
function valueToken(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let common = hostChar | digitChar;
  let at = start;
  for (; at < end; at++) {
    const classes = characterClasses[bytes[at]!]!;
    if ((classes & tokenChar) === 0) break;
    common &= classes;
  }
  if (at > start && (at === end || isSeparator(bytes[at]!))) {
    tokens.push(tokenType(common), start, at);
    return at;
  }
  // 2001:db8::1
  //     ^ no token has a colon
  if (bytes[at] === 0x3a && isIpv6Address(bytes, start, end)) return ipv6Address(tokens, start, end);
  while (at < end && !isSeparator(bytes[at]!)) at++;
  tokens.push(tokenCode.looseToken, start, at);
  return at;
}

function beginsLooseToken(byte: number): boolean {
  return !isSeparator(byte) && byte !== 0x28 && byte !== 0x5b;
}

function tokenType(common: number): TokenCode {
  if ((common & digitChar) !== 0) return tokenCode.digits;
  return (common & hostChar) !== 0 ? tokenCode.hostToken : tokenCode.token;
}

/** A bare URI (`sip:a@b;tag=x`: what follows `;` belongs to the header, RFC 3261 §20) or, without a scheme's colon, a token. */
function addressOrToken(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & schemeChar) !== 0) at++;
  if (at >= end || bytes[at] !== 0x3a) return token(tokens, start, end);
  while (at < end && !isSeparator(bytes[at]!)) at++;
  tokens.push(tokenCode.uri, start, at);
  return at;
}

function isSeparator(byte: number): boolean {
  return (characterClasses[byte]! & separatorChar) !== 0;
}

/** `<`, everything up to `>` without the white space at its ends, `>`. */
function angleUri(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  tokens.push(tokenCode.laquot, start, start + 1);
  let close = start + 1;
  while (close < end && bytes[close] !== 0x3e) close++;
  let from = start + 1;
  let to = close;
  while (from < to && (characterClasses[bytes[from]!]! & spaceChar) !== 0) from++;
  while (to > from && (characterClasses[bytes[to - 1]!]! & spaceChar) !== 0) to--;
  if (to > from) tokens.push(tokenCode.uri, from, to);
  if (close === end) return end;
  tokens.push(tokenCode.raquot, close, close + 1);
  return close + 1;
}

/** Up to the closing quote; without one, everything to the end of the value is illegal from the opening quote on. */
function quotedString(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let at = start + 1;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte === 0x22) {
      tokens.push(tokenCode.quotedString, start, at + 1);
      return at + 1;
    }
    if (byte === 0x5c || byte === 0x0a) tokens.isPlainQuoted = false;
    at += byte === 0x5c ? 2 : 1;
  }
  tokens.push(tokenCode.illegal, start, end);
  return end;
}

/** Up to the parenthesis that closes the first. Nesting is counted, not followed. */
function comment(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let depth = 0;
  let at = start;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte === 0x28 && ++depth > tokens.commentDepthLimit && tokens.tooDeepAt === -1) tokens.tooDeepAt = at;
    else if (byte === 0x29) depth--;
    at += byte === 0x5c ? 2 : 1;
    if (depth === 0) {
      tokens.push(tokenCode.comment, start, at);
      return at;
    }
  }
  tokens.push(tokenCode.illegal, start, end);
  return end;
}

/** `[`, hexadecimal digits, colons and dots, `]`. Whether they make an address, the rule that takes it says. */
function ipv6Reference(tokens: TokenBuffer, start: number, end: number): number {
  const close = endOfIpv6(tokens.source.bytes, start + 1, end);
  const closed = close < end && tokens.source.bytes[close] === 0x5d;
  const next = closed ? close + 1 : start + 1;
  tokens.push(closed ? tokenCode.ipv6Reference : tokenCode.illegal, start, next);
  return next;
}

function ipv6Address(tokens: TokenBuffer, start: number, end: number): number {
  const next = endOfIpv6(tokens.source.bytes, start, end);
  tokens.push(tokenCode.ipv6Address, start, next);
  return next;
}

function isIpv6Address(bytes: Uint8Array, start: number, end: number): boolean {
  let colons = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 0x3a) colons++;
    else if ((characterClasses[byte]! & hexChar) === 0 && byte !== 0x2e) break;
  }
  return colons >= 2;
}

function endOfIpv6(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && ((characterClasses[bytes[at]!]! & hexChar) !== 0 || bytes[at] === 0x3a || bytes[at] === 0x2e))
    at++;
  return at;
}
