import { characterClasses, digitChar, tokenChar } from '../text/character-class.ts';
import { isSipVersion, versionBytes } from './sip-version.ts';

const maxMethodBytes = 128;
const maxLineBytes = 16 * 1024;

/**
 * Whether a SIP start line begins at `start`: `SIP/2.0 200 …`, or a method, something between blanks, and `SIP/2.0` before the line's end.
 * Cheap and without memory, for asking of every datagram of a capture. RFC 3261 §7.1, §7.2.
 */
export function startsLikeSip(bytes: Uint8Array, start = 0, end: number = bytes.length): boolean {
  let at = start;
  const methodLimit = Math.min(end, start + maxMethodBytes);
  while (at < methodLimit && (characterClasses[bytes[at]!]! & tokenChar) !== 0) at++;
  if (at === start || at >= end) return false;
  if (bytes[at] === 0x2f) return at - start === 3 && isStatusLine(bytes, start, end);
  if (bytes[at] !== 0x20) return false;
  const lineLimit = Math.min(end, start + maxLineBytes);
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
  let end = lineEnd;
  while (end > afterMethod && isBlank(bytes[end - 1]!)) end--;
  const version = end - versionBytes;
  if (version <= afterMethod || bytes[version - 1] !== 0x20 || !isSipVersion(bytes, version, end)) return false;
  let uri = version;
  while (uri > afterMethod && isBlank(bytes[uri - 1]!)) uri--;
  return uri > afterMethod;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}
