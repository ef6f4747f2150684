import { isAll, tokenChar } from './character-class.ts';

/** Whether the text is words of the characters of tokens, but for `.`, parted by single dots. RFC 3892 §3 dot-atom. */
export function isDotAtom(text: string): boolean {
  return isAll(text, tokenChar) && !isDotOdd(text);
}

/** Whether the text is words of the characters RFC 5322 §3.2.3 calls atext, parted by single dots: dot-atom-text. */
export function isDotAtomText(text: string): boolean {
  return /^[\w!#$%&'*+\-/=?^`{|}~.]+$/.test(text) && !isDotOdd(text);
}

function isDotOdd(text: string): boolean {
  return text.startsWith('.') || text.endsWith('.') || text.includes('..');
}
