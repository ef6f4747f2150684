import {
  alphaChar,
  characterClasses,
  digitChar,
  hexChar,
  hostChar,
  paramChar,
  passwordChar,
  phoneChar,
  schemeChar,
  tokenChar,
  uriHeaderChar,
  uricChar,
  userChar,
} from '../text/character-class.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode, type TokenCode } from './token-code.ts';

/**
 * Tokens of one URI. What a character means depends on the part of the URI it stands in, and the parts follow each other in order, so
 * the scanner goes through them as the grammar does; the first byte that fits nowhere becomes an illegal token and ends the scan.
 * RFC 3261 §25.1 (SIP-URI), RFC 3966 §3 (telephone-uri), RFC 3986 §3 (anything else).
 */
export function scanUri(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & schemeChar) !== 0) at++;
  const hasScheme =
    at > start && at < end && bytes[at] === 0x3a && (characterClasses[bytes[start]!]! & alphaChar) !== 0;
  if (!hasScheme) {
    tokens.push(tokenCode.illegal, start, end);
    return;
  }
  const scheme = schemeType(bytes, start, at - start);
  tokens.push(scheme, start, at);
  tokens.push(tokenCode.colon, at, at + 1);
  if (scheme === tokenCode.sipScheme) sipUri(tokens, at + 1, end);
  else if (scheme === tokenCode.telScheme) telUri(tokens, at + 1, end);
  else otherUri(tokens, at + 1, end);
}

function schemeType(bytes: Uint8Array, start: number, length: number): TokenCode {
  const lower = (offset: number): number => bytes[start + offset]! | 0x20;
  const isSip =
    (length === 3 || (length === 4 && lower(3) === 0x73)) &&
    lower(0) === 0x73 &&
    lower(1) === 0x69 &&
    lower(2) === 0x70;
  if (isSip) return tokenCode.sipScheme;
  const isTel = length === 3 && lower(0) === 0x74 && lower(1) === 0x65 && lower(2) === 0x6c;
  return isTel ? tokenCode.telScheme : tokenCode.otherScheme;
}

function sipUri(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = start;
  const atSign = indexOf(bytes, 0x40, start, end);
  if (atSign !== -1) {
    at = run(tokens, tokenCode.user, userChar, at, atSign);
    if (bytes[at] === 0x3a) {
      at = mark(tokens, tokenCode.colon, at);
      at = run(tokens, tokenCode.password, passwordChar, at, atSign);
    }
    if (at < atSign) return illegal(tokens, at);
    at = mark(tokens, tokenCode.at, at);
  }
  at = host(tokens, at, end);
  if (bytes[at] === 0x3a && at < end) {
    at = mark(tokens, tokenCode.colon, at);
    at = run(tokens, tokenCode.digits, digitChar, at, end);
  }
  at = parameters(tokens, at, end);
  if (at < end && bytes[at] === 0x3f) at = headers(tokens, at, end);
  if (at < end) illegal(tokens, at);
}

/** A host's characters and `_`, which hosts may not hold but some do: the rule says so, and the host is read. */
function host(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  if (start < end && bytes[start] === 0x5b) return ipv6Reference(tokens, start, end);
  let at = start;
  let common = hostChar | digitChar;
  for (; at < end; at++) {
    const classes = characterClasses[bytes[at]!]!;
    if ((classes & hostChar) === 0 && bytes[at] !== 0x5f) break;
    common &= classes;
  }
  if (at === start) return at;
  tokens.push((common & hostChar) !== 0 ? tokenCode.hostToken : tokenCode.token, start, at);
  return at;
}

/** `[`, an IPv6 address, `]`. Whether it is one, the rule that takes it says; it may have a zone, which is told, too. RFC 6874 §2. */
function ipv6Reference(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let at = start + 1;
  while (at < end && isIpv6Byte(bytes[at]!)) at++;
  if (at < end && bytes[at] === 0x25) {
    at++;
    while (at < end && (characterClasses[bytes[at]!]! & userChar) !== 0) at++;
  }
  const isClosed = at < end && bytes[at] === 0x5d;
  const next = isClosed ? at + 1 : start + 1;
  tokens.push(isClosed ? tokenCode.ipv6Reference : tokenCode.illegal, start, next);
  return next;
}

function isIpv6Byte(byte: number): boolean {
  return (characterClasses[byte]! & hexChar) !== 0 || byte === 0x3a || byte === 0x2e;
}

function telUri(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & phoneChar) !== 0) at++;
  if (at > start) tokens.push(tokenCode.phoneNumber, start, at);
  while (at < end && bytes[at] === 0x3b) {
    at = mark(tokens, tokenCode.semi, at);
    at = parameterName(tokens, at, end);
    if (at >= end || bytes[at] !== 0x3d) continue;
    at = mark(tokens, tokenCode.equal, at);
    at = run(tokens, tokenCode.uriWord, paramChar, at, end);
  }
  if (at < end) illegal(tokens, at);
}

/** `1*( alphanum / "-" )`: names of a telephone number's parameters are narrower than those of a SIP URI. */
function parameterName(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & hostChar) !== 0 && bytes[at] !== 0x2e) at++;
  if (at > start) tokens.push(tokenCode.uriWord, start, at);
  return at;
}

/** All there is, escapes and a fragment with it: which of it may stand where, the rule says. */
function otherUri(tokens: TokenBuffer, start: number, end: number): void {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end) {
    if ((characterClasses[bytes[at]!]! & uricChar) !== 0 || bytes[at] === 0x23) at++;
    else if (isEscape(bytes, at, end)) at += 3;
    else break;
  }
  if (at > start) tokens.push(tokenCode.opaque, start, at);
  if (at < end) illegal(tokens, at);
}

/** `*( ";" pname [ "=" pvalue ] )` */
function parameters(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let at = start;
  while (at < end && bytes[at] === 0x3b) {
    at = mark(tokens, tokenCode.semi, at);
    const name = at;
    at = run(tokens, tokenCode.uriWord, paramChar, at, end);
    if (at < end && bytes[at] === 0x3d) {
      const nameEnd = at;
      at = mark(tokens, tokenCode.equal, at);
      at = parameterValue(tokens, at, end, nameEnd - name);
    }
  }
  return at;
}

const tokenParameters: readonly string[] = ['transport', 'user', 'method', 'comp'];

/**
 * Values of these parameters are tokens, which may hold `%` and a backtick; any other is of paramchars. As both end at
 * the same separators, the few bytes more are looked for only where a value breaks off.
 */
function parameterValue(tokens: TokenBuffer, start: number, end: number, nameLength: number): number {
  const bytes = tokens.source.bytes;
  const at = run(tokens, tokenCode.uriWord, paramChar, start, end);
  if (at >= end || (bytes[at] !== 0x25 && bytes[at] !== 0x60) || !isTokenParameter(bytes, start - 1, nameLength))
    return at;
  let tokenEnd = start;
  while (tokenEnd < end && (characterClasses[bytes[tokenEnd]!]! & tokenChar) !== 0) tokenEnd++;
  if (tokenEnd <= at) return at;
  if (at > start) tokens.count--;
  tokens.push(tokenCode.uriWord, start, tokenEnd);
  return tokenEnd;
}

function isTokenParameter(bytes: Uint8Array, nameEnd: number, length: number): boolean {
  return tokenParameters.some((name) => name.length === length && hasName(bytes, nameEnd - length, name));
}

function hasName(bytes: Uint8Array, start: number, name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    if ((bytes[start + at]! | 0x20) !== name.charCodeAt(at)) return false;
  }
  return true;
}

/** `"?" hname "=" hvalue *( "&" hname "=" hvalue )` */
function headers(tokens: TokenBuffer, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  let at = start;
  let mayBegin: number = 0x3f;
  while (at < end && bytes[at] === mayBegin) {
    at = mark(tokens, mayBegin === 0x3f ? tokenCode.question : tokenCode.ampersand, at);
    at = run(tokens, tokenCode.uriHeaderWord, uriHeaderChar, at, end);
    if (at < end && bytes[at] === 0x3d) {
      at = mark(tokens, tokenCode.equal, at);
      at = run(tokens, tokenCode.uriHeaderWord, uriHeaderChar, at, end);
    }
    mayBegin = 0x26;
  }
  return at;
}

/** The characters of a class and escapes (`%` and two hexadecimal digits), as one token if there is one. */
function run(tokens: TokenBuffer, type: TokenCode, allowed: number, start: number, end: number): number {
  const bytes = tokens.source.bytes;
  const escapes = type !== tokenCode.digits;
  let at = start;
  while (at < end) {
    if ((characterClasses[bytes[at]!]! & allowed) !== 0) at++;
    else if (escapes && isEscape(bytes, at, end)) at += 3;
    else break;
  }
  if (at > start) tokens.push(type, start, at);
  return at;
}

function isEscape(bytes: Uint8Array, at: number, end: number): boolean {
  return (
    bytes[at] === 0x25 &&
    at + 2 < end &&
    (characterClasses[bytes[at + 1]!]! & characterClasses[bytes[at + 2]!]! & hexChar) !== 0
  );
}

function mark(tokens: TokenBuffer, type: TokenCode, at: number): number {
  tokens.push(type, at, at + 1);
  return at + 1;
}

function illegal(tokens: TokenBuffer, at: number): void {
  tokens.push(tokenCode.illegal, at, at + 1);
}

function indexOf(bytes: Uint8Array, byte: number, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] === byte) return at;
  }
  return -1;
}
