import type { Span } from '../text/span.ts';

const quotationMark = 0x22;
const backslash = 0x5c;
const less = 0x3c;
const greater = 0x3e;
const comma = 0x2c;

/**
 * The elements of a list `[start, end)`, parted by the commas that stand neither between quotes nor between `<` and `>`; each without the white space
 * round it, and none of nothing. RFC 3261 §7.3.1.
 */
export function splitElements(bytes: Uint8Array, start: number, end: number): readonly Span[] {
  const elements: Span[] = [];
  let isQuoted = false;
  let isBracketed = false;
  let from = start;
  for (let at = start; at <= end; at++) {
    const byte = at === end ? comma : bytes[at]!;
    if (byte === comma && (at === end || !(isQuoted || isBracketed))) {
      addElement(elements, bytes, from, at);
      from = at + 1;
    } else if (isQuoted) {
      if (byte === backslash) at = Math.min(at + 1, end - 1);
      else if (byte === quotationMark) isQuoted = false;
    } else if (byte === quotationMark && !isBracketed) isQuoted = true;
    else if (byte === less) isBracketed = true;
    else if (byte === greater) isBracketed = false;
  }
  return elements;
}

function addElement(elements: Span[], bytes: Uint8Array, start: number, end: number): void {
  let from = start;
  let to = end;
  while (from < to && bytes[from]! <= 0x20) from++;
  while (to > from && bytes[to - 1]! <= 0x20) to--;
  if (to > from) elements.push([from, to]);
}
