import { characterClasses, hexChar } from '../text/character-class.ts';
import { decodeText, encodeText } from '../text/source-text.ts';

/** The text with every `%` escape resolved; bytes that make no UTF-8 become U+FFFD. RFC 3261 §19.1.2. */
export function unescapeUri(text: string): string {
  return text.includes('%') ? decodeText(unescapeBytes(text)) : text;
}

/** The bytes of a text with every `%` escape resolved. */
export function unescapeBytes(text: string): Uint8Array {
  const bytes = encodeText(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const escaped = bytes[at] === 0x25 ? escapedByte(bytes[at + 1], bytes[at + 2]) : -1;
    bytes[length++] = escaped === -1 ? bytes[at]! : escaped;
    if (escaped !== -1) at += 2;
  }
  return bytes.subarray(0, length);
}

/**
 * The text with all escapes written alike: those of characters that may as well stand as they are become these characters, the others
 * have capital digits. What is reserved means something else when it is escaped, and stays. RFC 3261 §19.1.4, RFC 3986 §6.2.2.
 */
export function normalizeEscapes(text: string): string {
  if (!text.includes('%')) return text;
  let normal = '';
  let from = 0;
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at + 1)) {
    const byte = escapedByte(text.charCodeAt(at + 1), text.charCodeAt(at + 2));
    if (byte === -1) continue;
    const isPlain = byte > 0x20 && byte < 0x7f && !reserved.includes(String.fromCharCode(byte));
    normal +=
      text.substring(from, at) + (isPlain ? String.fromCharCode(byte) : text.substring(at, at + 3).toUpperCase());
    from = at + 3;
    at += 2;
  }
  return normal + text.substring(from);
}

/** RFC 3261 §25.1 reserved, and what RFC 3986 §2.2 adds to it; `%` begins an escape itself. */
const reserved = ';/?:@&=+$,[]#%';

/** The byte that two hexadecimal digits say; -1 where they are none. */
function escapedByte(high: number | undefined, low: number | undefined): number {
  const tens = hexValue(high);
  const ones = hexValue(low);
  return tens === -1 || ones === -1 ? -1 : tens * 16 + ones;
}

/** What a hexadecimal digit says; -1 of any other byte. */
function hexValue(byte: number | undefined): number {
  if (byte === undefined || byte > 0x7f || ((characterClasses[byte] ?? 0) & hexChar) === 0) return -1;
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}
