const lf = 0x0a;
const cr = 0x0d;
const tab = 0x09;

/** Offset of the first byte of `[start, end)` that is neither printable ASCII nor part of a line break; -1 where none is. */
export function oddByteAt(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x7f || (byte < 0x20 && isControl(bytes, at, end))) return at;
  }
  return -1;
}

/** Offset of the first control character: tabs and line breaks are none, a CR without its LF is one. RFC 3261 §25.1 TEXT-UTF8char. */
export function controlAt(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (isControl(bytes, at, end)) return at;
  }
  return -1;
}

function isControl(bytes: Uint8Array, at: number, end: number): boolean {
  const byte = bytes[at]!;
  if (byte === cr) return at + 1 >= end || bytes[at + 1] !== lf;
  return byte === 0x7f || (byte < 0x20 && byte !== tab && byte !== lf);
}

/** Offset of the first byte of `[start, end)` that is not UTF-8 as RFC 3629 §4 has it; -1 where all is. */
export function invalidUtf8At(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const lead = bytes[at]!;
    const length = lead < 0x80 ? 1 : sequenceLength(lead);
    if (length === 0 || at + length > end) return at;
    for (let next = at + 1; next < at + length; next++) {
      if ((bytes[next]! & 0xc0) !== 0x80) return at;
    }
    if (length > 1 && !isShortest(lead, bytes[at + 1]!)) return at;
    at += length;
  }
  return -1;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** No overlong form, no surrogate, nothing above U+10FFFF. */
function isShortest(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead !== 0xf4 || second < 0x90;
}
