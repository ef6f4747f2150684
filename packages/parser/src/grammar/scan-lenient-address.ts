import { scanField } from './scan-field.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode } from './token-code.ts';

/**
 * Scans an element of an address header again, taking all that stands before its `<` for the display name, whatever it is:
 *
 *     From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43
 *           ^^^^^^^^^^^^^^^ not a name the grammar allows, but the URI and the tag are plain to see
 *
 * The mistake has been reported; this is to keep what can be read. RFC 4475 §3.1.2.6, §3.1.2.15. Gives false, changing nothing, where
 * there is no `<`, nothing before it, or it has been done before.
 */
export function scanLenientAddress(tokens: TokenBuffer, element: number): boolean {
  const { bytes } = tokens.source;
  const start = tokens.starts[element]!;
  if (tokens.types[element] === tokenCode.displayText) return false;
  const bracket = start + bytes.subarray(start, tokens.valueEnd).indexOf(0x3c);
  if (bracket <= start) return false;
  tokens.count = element;
  tokens.push(tokenCode.displayText, start, trimEnd(bytes, start, bracket));
  scanField(tokens, bracket, tokens.valueEnd, 'address');
  tokens.finish();
  return true;
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (to > start + 1 && bytes[to - 1]! <= 0x20) to--;
  return to;
}
