/**
 *     global-number-digits = "+" *phonedigit DIGIT *phonedigit
 *     local-number-digits  = *phonedigit-hex ( HEXDIG / "*" / "#" ) *phonedigit-hex
 *     phonedigit           = DIGIT / visual-separator
 *     phonedigit-hex       = HEXDIG / "*" / "#" / visual-separator
 *     visual-separator     = "-" / "." / "(" / ")"
 *
 * RFC 3966 §3; that the separator is not optional: erratum 4376.
 */
const separators = '-.()';
const digits = '0123456789';
const hexDigits = '0123456789abcdefABCDEF';

/** `global-number-digits` */
export function isGlobalNumber(text: string): boolean {
  return text.startsWith('+') && isNumber(text, 1, digits);
}

/** `local-number-digits` */
export function isLocalNumber(text: string): boolean {
  return isNumber(text, 0, `${hexDigits}*#`);
}

/** `1*phonedigit`: an extension. */
export function isExtension(text: string): boolean {
  return text !== '' && isMadeOf(text, 0, digits + separators);
}

/**
 *     global-hex-digits = "+" 1*3DIGIT *hex-phonedigit
 *
 * RFC 4694 §4.
 */
export function isGlobalHexNumber(text: string): boolean {
  return text.startsWith('+') && digits.includes(text.charAt(1) || '-') && isMadeOf(text, 2, hexDigits + separators);
}

/** `1*hex-phonedigit`, the first a digit: a local routing number or carrier. RFC 4694 §4. */
export function isLocalHexNumber(text: string): boolean {
  return text !== '' && hexDigits.includes(text.charAt(0)) && isMadeOf(text, 1, hexDigits + separators);
}

/** The number without its visual separators. */
export function withoutSeparators(number: string): string {
  return number.replaceAll(/[-.()]/g, '');
}

/** Characters of the set and separators, at least one of them no separator. */
function isNumber(text: string, from: number, set: string): boolean {
  return isMadeOf(text, from, set + separators) && withoutSeparators(text).length > from;
}

function isMadeOf(text: string, from: number, set: string): boolean {
  for (let at = from; at < text.length; at++) {
    if (!set.includes(text.charAt(at))) return false;
  }
  return true;
}
