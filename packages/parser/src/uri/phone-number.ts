import { characterClasses, digitChar, hexChar } from '../text/character-class.ts';

/**
 *     global-number-digits = "+" *phonedigit DIGIT *phonedigit
 *     local-number-digits  = *phonedigit-hex ( HEXDIG / "*" / "#" ) *phonedigit-hex
 *     phonedigit           = DIGIT / visual-separator
 *     phonedigit-hex       = HEXDIG / "*" / "#" / visual-separator
 *     visual-separator     = "-" / "." / "(" / ")"
 *
 * RFC 3966 §3; that the separator is not optional: erratum 4376.
 */

/** `global-number-digits` */
export function isGlobalNumber(text: string): boolean {
  return text.startsWith('+') && isNumber(text, 1, digitChar, '');
}

/** `local-number-digits` */
export function isLocalNumber(text: string): boolean {
  return isNumber(text, 0, hexChar, '*#');
}

/** `1*phonedigit`: an extension. */
export function isExtension(text: string): boolean {
  return text !== '' && isMadeOf(text, 0, digitChar, '');
}

/**
 *     global-hex-digits = "+" 1*3DIGIT *hex-phonedigit
 *
 * RFC 4694 §4.
 */
export function isGlobalHexNumber(text: string): boolean {
  return text.startsWith('+') && isOf(text.charCodeAt(1), digitChar) && isMadeOf(text, 2, hexChar, '');
}

/** `1*hex-phonedigit`, the first a digit: a local routing number or carrier. RFC 4694 §4. */
export function isLocalHexNumber(text: string): boolean {
  return isOf(text.charCodeAt(0), hexChar) && isMadeOf(text, 1, hexChar, '');
}

/** The number without its visual separators. */
export function withoutSeparators(number: string): string {
  return number.replaceAll(/[-.()]/g, '');
}

/** Characters of the class, those of `others` and separators, at least one of them no separator. */
function isNumber(text: string, from: number, characterClass: number, others: string): boolean {
  if (!isMadeOf(text, from, characterClass, others)) return false;
  for (let at = from; at < text.length; at++) {
    if (!isSeparator(text.charCodeAt(at))) return true;
  }
  return false;
}

function isMadeOf(text: string, from: number, characterClass: number, others: string): boolean {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isOf(code, characterClass) && !isSeparator(code) && !others.includes(text.charAt(at))) return false;
  }
  return true;
}

function isOf(code: number, characterClass: number): boolean {
  return code < 0x80 && (characterClasses[code]! & characterClass) !== 0;
}

/** `visual-separator` */
function isSeparator(code: number): boolean {
  return code === 0x2d || code === 0x2e || code === 0x28 || code === 0x29;
}
