import { characterClasses, digitChar, tokenChar } from '../text/character-class.ts';
import { methodTable } from './method-table.ts';
import { isSipVersion, versionBytes } from './sip-version.ts';

/** A start line longer than this is not looked for. */
export const maxStartLineBytes: number = 16 * 1024;
const maxNameBytes = 128;
const slash = 0x2f;
const colon = 0x3a;

/** The registered methods, and one seen in the field whose name ends in one of theirs. */
const methods: readonly Uint8Array[] = [...methodTable.map((row) => row.method), 'BENOTIFY'].map((method) =>
  Uint8Array.from(method, (letter) => letter.charCodeAt(0)),
);

/**
 * Where in a line (`end` before its LF) a well-formed start line begins, -1 where none does. Bytes before it on the line may be the rest of a body
 * without a line break, or junk: `isLineStart` says whether the line is known to begin at `start`. RFC 3261 §7.1, §7.2.
 */
export function startInLine(bytes: Uint8Array, start: number, end: number, isLineStart: boolean): number {
  if (isLineStart && isStatusAt(bytes, start, end)) return start;
  const request = requestInLine(bytes, start, end, isLineStart);
  return request === -1 ? statusInLine(bytes, start, end) : request;
}

/** Whether a whole line is a status line, or a request line with a method that is known: what no header field and no fold can be. */
export function isKnownStart(bytes: Uint8Array, start: number, end: number): boolean {
  if (isStatusAt(bytes, start, end)) return true;
  return (
    requestInLine(bytes, start, end, true) === start && knownSuffix(bytes, start, tokenEnd(bytes, start, end)) === start
  );
}

/** Whether the line that begins here is cut off, and may have been a start line with a known method or a status line. */
export function mayBecomeStart(bytes: Uint8Array, start: number, end: number): boolean {
  const version = 'SIP/0.0';
  const word = tokenEnd(bytes, start, end);
  if (word === end || bytes[word] === slash) {
    if (methods.some((method) => hasPrefix(method, bytes, start, end))) return true;
    for (let at = start; at < end && at - start < versionBytes; at++) {
      const expected = version.charCodeAt(at - start);
      const isDigit = expected === 0x30 && (characterClasses[bytes[at]!]! & digitChar) !== 0;
      if (!isDigit && bytes[at]! !== expected) return false;
    }
    return end - start <= versionBytes || isBlank(bytes[start + versionBytes]!);
  }
  return isBlank(bytes[word]!) && knownSuffix(bytes, start, word) === start;
}

/** Whether a header field begins here: a name and a colon. Undefined where more bytes would be needed to say it. RFC 3261 §7.3.1. */
export function isFieldAt(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  let at = tokenEnd(bytes, start, Math.min(end, start + maxNameBytes));
  if (at === start && at < end) return false;
  while (at < end && at - start < maxNameBytes && isBlank(bytes[at]!)) at++;
  return at < end ? bytes[at] === colon : undefined;
}

/** `SIP/2.0`, blanks, three digits. */
function isStatusAt(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isSipVersion(bytes, start, end)) return false;
  let at = start + versionBytes;
  while (at < end && isBlank(bytes[at]!)) at++;
  if (at === start + versionBytes || at + 3 > end) return false;
  const digits = characterClasses[bytes[at]!]! & characterClasses[bytes[at + 1]!]! & characterClasses[bytes[at + 2]!]!;
  return (digits & digitChar) !== 0 && (at + 3 === end || isBlank(bytes[at + 3]!) || bytes[at + 3] === 0x0d);
}

function requestInLine(bytes: Uint8Array, start: number, lineEnd: number, isLineStart: boolean): number {
  let end = lineEnd;
  while (end > start && (isBlank(bytes[end - 1]!) || bytes[end - 1] === 0x0d)) end--;
  const version = end - versionBytes;
  if (version <= start || !isSipVersion(bytes, version, end) || !isBlank(bytes[version - 1]!)) return -1;
  const uriEnd = skipBlankBack(bytes, start, version);
  if (isLineStart) {
    const methodEnd = tokenEnd(bytes, start, uriEnd);
    let uri = methodEnd;
    while (uri < uriEnd && isBlank(bytes[uri]!)) uri++;
    if (methodEnd > start && methodEnd - start <= maxNameBytes && uri > methodEnd && uri < uriEnd)
      return methodStart(bytes, start, methodEnd);
  }
  let uri = uriEnd;
  while (uri > start && !isBlank(bytes[uri - 1]!)) uri--;
  const methodEnd = skipBlankBack(bytes, start, uri);
  return uri === uriEnd || methodEnd === uri ? -1 : knownSuffix(bytes, start, methodEnd);
}

/** `loINVITE` is the rest of a body and a method, `BENOTIFY` a method. */
function methodStart(bytes: Uint8Array, start: number, end: number): number {
  const known = knownSuffix(bytes, start, end);
  for (let at = start; at < known; at++) {
    const byte = bytes[at]!;
    if (byte < 0x41 || byte > 0x5a) return known;
  }
  return start;
}

/** Where the longest known method begins that ends at `end`. */
function knownSuffix(bytes: Uint8Array, start: number, end: number): number {
  let longest = -1;
  for (let of = 0; of < methods.length; of++) {
    const method = methods[of]!;
    const at = end - method.length;
    if (at >= start && (longest === -1 || at < longest) && hasPrefix(method, bytes, at, end)) longest = at;
  }
  return longest;
}

/** Whether `bytes[start, end)` begins the method. */
function hasPrefix(method: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > method.length) return false;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== method[at - start]) return false;
  }
  return true;
}

function statusInLine(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 3; at < end; at++) {
    if (bytes[at] === slash && isStatusAt(bytes, at - 3, end)) return at - 3;
  }
  return -1;
}

function tokenEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & tokenChar) !== 0) at++;
  return at;
}

function skipBlankBack(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(bytes[at - 1]!)) at--;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}
