export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

export function isHexDigit(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

/** Of words: letters, digits, and all beyond ASCII. */
export function isWordByte(byte: number): boolean {
  return isDigit(byte) || isLetter(byte) || byte >= 0x80;
}

/** Of a token: RFC 3261 §25.1. */
export function isTokenByte(byte: number): boolean {
  return isWordByte(byte) || "-.!%*_+`'~".includes(String.fromCharCode(byte));
}

const decoder = new TextDecoder('latin1');

export function latin1(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}

/** Puts text of one byte a character where other text was. */
export function putLatin1(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) bytes[at + index] = text.charCodeAt(index);
}
