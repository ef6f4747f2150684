/**
 * The character classes of the grammar as bits of one table, so that a scanner asks one question a byte.
 * RFC 3261 §25.1; `uricChar` is RFC 3986's, which also admits brackets; `phoneChar` RFC 3966 §3.
 */

/** `token`: what names, methods and most values consist of. */
export const tokenChar = 1;
/** alphanum, `-` and `.`: host names and IPv4 addresses. */
export const hostChar = 2;
export const digitChar = 4;
export const hexChar = 8;
/** SP, HTAB, and the CR and LF of a fold. */
export const spaceChar = 16;
/** unreserved / user-unreserved. An escape (`%41`) is not a class but a sequence: scanners look for it themselves. */
export const userChar = 32;
export const passwordChar = 64;
/** paramchar: names and values of URI parameters. */
export const paramChar = 128;
/** hnv-unreserved / unreserved: names and values of URI headers. */
export const uriHeaderChar = 256;
/** `word`: Call-ID. */
export const wordChar = 512;
export const uricChar = 1024;
export const schemeChar = 2048;
export const phoneChar = 4096;
export const alphaChar = 8192;
/** White space, and what ends a value nobody quoted: `;` `,` `<` `>` `"`. */
export const separatorChar = 16384;

const alpha = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digit = '0123456789';
const alphanum = alpha + digit;
const unreserved = alphanum + "-_.!~*'()";

/** The classes of each byte. */
export const characterClasses: Uint16Array = classify([
  [tokenChar, alphanum + "-.!%*_+`'~"],
  [hostChar, alphanum + '-.'],
  [digitChar, digit],
  [hexChar, digit + 'abcdefABCDEF'],
  [spaceChar, ' \t\r\n'],
  [userChar, unreserved + '&=+$,;?/'],
  [passwordChar, unreserved + '&=+$,'],
  [paramChar, unreserved + '[]/:&+$'],
  [uriHeaderChar, unreserved + '[]/?:+$'],
  [wordChar, alphanum + '-.!%*_+`\'~()<>:\\"/[]?{}'],
  [uricChar, unreserved + ';/?:@&=+$,[]'],
  [schemeChar, alphanum + '+-.'],
  [phoneChar, digit + 'abcdefABCDEF*#+-.()'],
  [alphaChar, alpha],
  [separatorChar, ' \t\r\n;,<>"'],
]);

function classify(classes: readonly (readonly [number, string])[]): Uint16Array {
  const table = new Uint16Array(256);
  for (const [bit, characters] of classes) {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      table[code] = table[code]! | bit;
    }
  }
  return table;
}

/** Whether the text is one character or more, each of one of the classes. */
export function isAll(text: string, classes: number): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f || (characterClasses[code]! & classes) === 0) return false;
  }
  return text !== '';
}

export function isToken(text: string): boolean {
  return isAll(text, tokenChar);
}

export function isDigits(text: string): boolean {
  return isAll(text, digitChar);
}

export function isHex(text: string): boolean {
  return isAll(text, hexChar);
}
