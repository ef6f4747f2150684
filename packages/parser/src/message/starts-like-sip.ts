import { characterClasses, digitChar, tokenChar } from '../text/character-class.ts';
import { methodTable } from './method-table.ts';
import { isFieldAt, maxStartLineBytes } from './message-start.ts';
import { isSipVersion, versionBytes } from './sip-version.ts';

const maxMethodBytes = 128;
/** How many lines behind a broken start line are looked at. */
const maxFieldLines = 4;
const slash = 0x2f;

/** Methods no other protocol of the kind has: alone on a line they are enough. HTTP, RTSP, NATS and STOMP have others of SIP's too. */
const sipOnly: ReadonlySet<string> = new Set(['BYE', 'CANCEL', 'INVITE', 'PRACK', 'PUBLISH', 'REFER', 'REGISTER']);
const methods: ReadonlySet<string> = new Set(methodTable.map((row) => row.method));
const schemes: readonly string[] = ['sip:', 'sips:', 'tel:', 'urn:'];

/**
 * Whether a SIP message begins at `start`: with a start line (`SIP/2.0 200 …`, or a method, something between blanks, and `SIP/2.0` before the line's end)
 * or with a broken one that is evidently meant as such. Cheap and without memory, for asking of every datagram of a capture. RFC 3261 §7.1, §7.2.
 */
export function startsLikeSip(bytes: Uint8Array, start = 0, end: number = bytes.length): boolean {
  return isStartLine(bytes, start, end) || isBrokenStart(bytes, start, end, true) === true;
}

/** The same of a stream, of which more may come: undefined where only that would tell. */
export function streamStartsLikeSip(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  return isStartLine(bytes, start, end) || isBrokenStart(bytes, start, end, false);
}

function isStartLine(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  const methodLimit = Math.min(end, start + maxMethodBytes);
  while (at < methodLimit && (characterClasses[bytes[at]!]! & tokenChar) !== 0) at++;
  if (at === start || at >= end) return false;
  if (bytes[at] === slash) return at - start === 3 && isStatusLine(bytes, start, end);
  if (bytes[at] !== 0x20) return false;
  const lineLimit = Math.min(end, start + maxStartLineBytes);
  const afterMethod = at;
  while (at < lineLimit && bytes[at] !== 0x0a) at++;
  return at < lineLimit && endsInVersion(bytes, afterMethod, at);
}

function isStatusLine(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isSipVersion(bytes, start, end)) return false;
  let at = start + versionBytes;
  while (at < end && bytes[at] === 0x20) at++;
  if (at === start + versionBytes || at + 3 > end) return false;
  const digits = characterClasses[bytes[at]!]! & characterClasses[bytes[at + 1]!]! & characterClasses[bytes[at + 2]!]!;
  if ((digits & digitChar) === 0) return false;
  const next = at + 3 < end ? bytes[at + 3]! : 0x20;
  return next === 0x20 || next === 0x0d || next === 0x0a;
}

function endsInVersion(bytes: Uint8Array, afterMethod: number, lineEnd: number): boolean {
  const end = skipBlankBack(bytes, afterMethod, lineEnd);
  const version = end - versionBytes;
  if (version <= afterMethod || bytes[version - 1] !== 0x20 || !isSipVersion(bytes, version, end)) return false;
  return skipBlankBack(bytes, afterMethod, version) > afterMethod;
}

/** A line of text that is no start line and yet says SIP: by its version, its method, or the Via behind it. */
function isBrokenStart(bytes: Uint8Array, start: number, end: number, isWhole: boolean): boolean | undefined {
  if (start >= end) return isWhole ? false : undefined;
  // Most of what is no SIP (RTP, STUN, DTLS, DNS) shows at its first byte.
  if (bytes[start]! <= 0x20 || bytes[start]! >= 0x7f) return false;
  const limit = Math.min(end, start + maxStartLineBytes);
  let lineEnd = start;
  while (lineEnd < limit && bytes[lineEnd] !== 0x0a) {
    if (isControl(bytes[lineEnd]!)) return false;
    lineEnd++;
  }
  if (lineEnd === limit && !isWhole && limit === end) return undefined;
  const textEnd = skipBlankBack(bytes, start, lineEnd);
  if (beginsWithVersion(bytes, start, textEnd) || endsInWord(bytes, start, textEnd)) return true;
  return isEvidentMethod(bytes, start, textEnd) || hasVia(bytes, lineEnd + 1, end, isWhole);
}

/** `SIP/`, digits and dots: no Via, where another slash follows. */
function beginsWithVersion(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isWord(bytes, start, end, 'SIP/')) return false;
  let at = start + 4;
  while (at < end && (bytes[at] === 0x2e || (characterClasses[bytes[at]!]! & digitChar) !== 0)) at++;
  return at > start + 4 && (at === end || isBlank(bytes[at]!));
}

/** Whether the last word of the line is the version, and not the first. */
function endsInWord(bytes: Uint8Array, start: number, end: number): boolean {
  const version = end - versionBytes;
  return version > start && isBlank(bytes[version - 1]!) && isSipVersion(bytes, version, end);
}

/** A known method with a SIP address, or alone where only SIP has it. */
function isEvidentMethod(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  let method = '';
  while (at < end && at - start < 10 && !isBlank(bytes[at]!)) method += String.fromCharCode(bytes[at++]!);
  if (!methods.has(method) || (at < end && !isBlank(bytes[at]!))) return false;
  if (at === end) return sipOnly.has(method);
  while (at < end && isBlank(bytes[at]!)) at++;
  if (bytes[at] === 0x3c) at++;
  return schemes.some((scheme) => isWord(bytes, at, end, scheme)) && !endsInOtherVersion(bytes, at, end);
}

/** `HTTP/1.1`, `RTSP/1.0`. */
function endsInOtherVersion(bytes: Uint8Array, start: number, end: number): boolean {
  const isDigit = (at: number): boolean => (characterClasses[bytes[at]!]! & digitChar) !== 0;
  const at = end - 4;
  if (at <= start + 3 || bytes[at] !== slash || !isDigit(at + 1) || bytes[at + 2] !== 0x2e || !isDigit(at + 3))
    return false;
  return isWord(bytes, at - 4, end, 'HTTP') || isWord(bytes, at - 4, end, 'RTSP');
}

/** Whether one of the next lines is a Via of SIP, and those before it are fields. */
function hasVia(bytes: Uint8Array, start: number, end: number, isWhole: boolean): boolean | undefined {
  let line = start;
  for (let count = 0; count < maxFieldLines; count++) {
    const limit = Math.min(end, line + maxStartLineBytes);
    let lineEnd = line;
    while (lineEnd < limit && bytes[lineEnd] !== 0x0a) lineEnd++;
    if (lineEnd >= limit && !isWhole && limit === end) return undefined;
    if (isVia(bytes, line, lineEnd)) return true;
    if (lineEnd >= limit || isFieldAt(bytes, line, lineEnd) !== true) return false;
    line = lineEnd + 1;
  }
  return false;
}

function isVia(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start + (isWord(bytes, start, end, 'via') ? 3 : isWord(bytes, start, end, 'v') ? 1 : 0);
  if (at === start) return false;
  while (at < end && isBlank(bytes[at]!)) at++;
  if (at >= end || bytes[at] !== 0x3a) return false;
  at++;
  while (at < end && isBlank(bytes[at]!)) at++;
  return at + versionBytes < end && isSipVersion(bytes, at, end) && bytes[at + versionBytes] === slash;
}

/** Whether the text stands there, in any case. */
function isWord(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false;
  for (let at = 0; at < text.length; at++) {
    const byte = bytes[start + at]!;
    if ((byte | 0x20) !== (text.charCodeAt(at) | 0x20)) return false;
  }
  return true;
}

function skipBlankBack(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (isBlank(bytes[at - 1]!) || bytes[at - 1] === 0x0d)) at--;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

/** Any but a tab, and the CR of the line's end. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0d) || byte === 0x7f;
}
