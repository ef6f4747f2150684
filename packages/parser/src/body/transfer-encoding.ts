/** Values of the base64 alphabet; -1 for bytes that stand outside of it. RFC 2045 §6.8. */
const base64Values: Int8Array = new Int8Array(256).fill(-1);
for (const [value, letter] of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').entries())
  base64Values[letter.charCodeAt(0)] = value;

/** The bytes that base64 text stands for, up to its padding. Characters outside of the alphabet are passed over, as RFC 2045 §6.8 asks. */
export function decodeBase64(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  for (const letter of text) {
    if (letter === 0x3d) break;
    const value = base64Values[letter]!;
    if (value === -1) continue;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = (bits >> count) & 0xff;
  }
  return bytes.subarray(0, length);
}

/** The bytes that quoted-printable text stands for: `=41`, soft line breaks, blanks at line ends dropped. RFC 2045 §6.7. */
export function decodeQuotedPrintable(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  /** Behind the last byte that is no blank of the text's own. */
  let solid = 0;
  let at = 0;
  while (at < text.length) {
    const byte = text[at]!;
    if (byte === 0x3d) {
      const next = softBreak(text, at + 1);
      const value = next === -1 ? hexByte(text, at + 1) : -1;
      if (next !== -1) at = next;
      else {
        bytes[length++] = value === -1 ? byte : value;
        at += value === -1 ? 1 : 3;
      }
      solid = length;
      continue;
    }
    if (byte === 0x0a || byte === 0x0d) length = solid;
    bytes[length++] = byte;
    if (!isBlank(byte)) solid = length;
    at++;
  }
  return bytes.subarray(0, solid);
}

/** Where the text goes on behind a line break at `start`, with blanks before it; -1 where there is none. */
function softBreak(text: Uint8Array, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text[at]!)) at++;
  if (at === text.length) return at;
  if (text[at] === 0x0a) return at + 1;
  return text[at] === 0x0d && text[at + 1] === 0x0a ? at + 2 : -1;
}

function hexByte(text: Uint8Array, at: number): number {
  const high = hexValue(text[at] ?? 0);
  const low = hexValue(text[at + 1] ?? 0);
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}
