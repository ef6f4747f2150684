import type { SdpLine } from './session-description.ts';

/** The lines of a session description; each ends in CR LF, or LF alone, which RFC 8866 §5 asks readers to accept. */
export function sdpLines(bytes: Uint8Array, start: number, end: number): SdpLine[] {
  const lines: SdpLine[] = [];
  let at = start;
  while (at < end) {
    let lf = at;
    while (lf < end && bytes[lf] !== 0x0a) lf++;
    const next = lf < end ? lf + 1 : end;
    let textEnd = lf;
    // Some end lines in CR CR LF.
    while (textEnd > at && bytes[textEnd - 1] === 0x0d) textEnd--;
    // Empty lines and a trailing NUL, which some add at the end, hold nothing.
    if (textEnd > at && !(bytes[at] === 0 && textEnd - at === 1)) lines.push(line(bytes, at, textEnd, next));
    at = next;
  }
  return lines;
}

/** `<letter>=<value>` */
function line(bytes: Uint8Array, start: number, textEnd: number, next: number): SdpLine {
  const letter = bytes[start]! | 0x20;
  const isLine = textEnd - start >= 2 && bytes[start + 1] === 0x3d && letter >= 0x61 && letter <= 0x7a;
  const type = isLine ? String.fromCharCode(bytes[start]!) : '';
  return { type, valueSpan: [isLine ? start + 2 : start, textEnd], span: [start, next] };
}
