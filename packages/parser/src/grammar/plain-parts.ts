import { alphaChar, characterClasses, digitChar, hexChar, hostChar, tokenChar } from '../text/character-class.ts';

// The parts of values in their plain common form, for PlainIdentity. Each gives where the part ends, and -1 where it is not plain.

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

export function skip(bytes: Uint8Array, start: number, end: number, allowed: number): number {
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & allowed) !== 0) at++;
  return at;
}

/** `host[:port]`; -1 where it is not plain. */
export function skipSentBy(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] === 0x5b) {
    at++;
    while (at < end && ((characterClasses[bytes[at]!]! & hexChar) !== 0 || bytes[at] === 0x3a || bytes[at] === 0x2e))
      at++;
    if (at >= end || bytes[at] !== 0x5d) return -1;
    at++;
  } else at = skip(bytes, start, end, hostChar);
  if (at === start) return -1;
  if (at >= end || bytes[at] !== 0x3a) return at;
  const port = skip(bytes, at + 1, end, digitChar);
  return port === at + 1 ? -1 : port;
}

/** Where the `<` or the bare URI begins; -1 where what comes before it is not plain. */
export function skipDisplayName(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] === 0x3c) return at;
  if (bytes[at] === 0x22) {
    at++;
    while (at < end && bytes[at] !== 0x22) {
      // No line ends within quotes, be its break escaped or not.
      if (bytes[at] === 0x5c) at++;
      if (bytes[at++] === 0x0a) return -1;
    }
    at++;
    if (at < end && bytes[at] === 0x20) at++;
    return at < end && bytes[at] === 0x3c ? at : -1;
  }
  while (at < end && ((characterClasses[bytes[at]!]! & tokenChar) !== 0 || bytes[at] === 0x20)) at++;
  if (at >= end) return -1;
  if (bytes[at] === 0x3c) return at;
  return bytes[at] === 0x3a ? start : -1;
}

/** From the `<` to behind the `>`; -1 where there is none, or nothing or a blank between them. */
export function skipAngleUri(bytes: Uint8Array, open: number, end: number): number {
  let at = open + 1;
  while (at < end && bytes[at] !== 0x3e) {
    if (bytes[at]! <= 0x20) return -1;
    at++;
  }
  return at < end && at > open + 1 ? at + 1 : -1;
}

/** `sip:…` up to a `;` or a CR; -1 where it does not begin with a scheme of letters, or something else ends it. */
export function skipBareUri(bytes: Uint8Array, start: number, end: number): number {
  const colon = skip(bytes, start, end, alphaChar);
  if (colon === start || bytes[colon] !== 0x3a) return -1;
  let at = colon;
  while (at < end && bytes[at] !== 0x3b && bytes[at] !== 0x0d) {
    const byte = bytes[at]!;
    if (byte <= 0x20 || byte === 0x3f || byte === 0x2c || byte === 0x3c || byte === 0x3e || byte === 0x22) return -1;
    at++;
  }
  return at;
}

export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = number * 10 + bytes[at]! - 0x30;
  return number;
}

/** Whether the bytes are the word, which is given in lower case, in any case. */
export function isWord(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at++) {
    const byte = bytes[start + at]!;
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== word.charCodeAt(at)) return false;
  }
  return true;
}

export function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let at = 0; at < text.length; at++) {
    if (bytes[start + at]! !== text.charCodeAt(at)) return false;
  }
  return true;
}

/** `*( ";" token "=" token )`, as media types have; -1 where they are otherwise. */
export function skipMediaParams(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === 0x3b) {
    const equal = skip(bytes, at + 1, end, tokenChar);
    if (equal === at + 1 || bytes[equal] !== 0x3d) return -1;
    at = skip(bytes, equal + 1, end, tokenChar);
    if (at === equal + 1) return -1;
  }
  return at;
}
