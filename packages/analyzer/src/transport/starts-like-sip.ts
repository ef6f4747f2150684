/**
 * True where a SIP start line begins at `start`: `SIP/2.0 2…`, or a method, a Request-URI and ` SIP/` before the line's end.
 * RFC 3261 §7.1, §7.2.
 */
export function startsLikeSip(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 8) return false;
  const first = bytes[start]!;
  if (first === 0x53 && isVersion(bytes, start)) return true;
  if (first < 0x41 || first > 0x7a) return false;
  for (let at = start; at + 5 <= end; at++) {
    const byte = bytes[at]!;
    if (byte === 0x0a || byte === 0x0d) return false;
    if (byte === 0x20 && isVersion(bytes, at + 1)) return at > start;
  }
  return false;
}

function isVersion(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x53 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x50 && bytes[at + 3] === 0x2f;
}
