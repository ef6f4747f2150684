const CR = 0x0d;
const LF = 0x0a;

/** Where the line breaks at the beginning of `bytes[start, end)` end: keep-alives or leftovers. RFC 3261 §7.5; RFC 5626 §3.5.1. */
export function skipLineBreaks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === CR || bytes[at] === LF)) at++;
  return at;
}
