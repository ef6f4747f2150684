/** ASCII text in lower case: itself, without a copy, where it is so already, as nearly all names of parameters are. */
export function lowerCase(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x5a ? code > 0x7f : code >= 0x41) return text.toLowerCase();
  }
  return text;
}

/** Whether the text is that word (given in lower case), whatever its case. */
export function isWord(text: string, word: string): boolean {
  return text.length === word.length && (text === word || lowerCase(text) === word);
}

/** Whether two names are one, whatever their case. */
export function isSameName(one: string, other: string): boolean {
  return one.length === other.length && (one === other || lowerCase(one) === lowerCase(other));
}
