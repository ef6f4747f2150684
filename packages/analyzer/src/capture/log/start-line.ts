import { methodTable } from '@sipscope/parser';
import { isBlank, isDigit } from './line-scan.ts';

const VERSION = 'SIP/2.0';
const methods: ReadonlySet<string> = new Set(methodTable.map(({ method }) => method));
const METHOD_AT_MOST = 16;

/** Whether a start line stands here: a status line, or a known method and the version at the line's end. RFC 3261 §7.1, §7.2. */
export function isKnownStart(text: string, at: number): boolean {
  if (text.startsWith(VERSION, at)) {
    const digits = at + VERSION.length + 1;
    return (
      isBlank(text[digits - 1]) &&
      isDigit(text[digits]) &&
      isDigit(text[digits + 1]) &&
      isDigit(text[digits + 2]) &&
      !isDigit(text[digits + 3])
    );
  }
  const blank = text.indexOf(' ', at);
  if (blank === -1 || blank - at > METHOD_AT_MOST || !methods.has(text.slice(at, blank))) return false;
  return endsInVersion(text, blank);
}

/** Where a known start line begins behind something else: a logger's prefix, a script's words. -1 where none does. */
export function findKnownStart(text: string): number {
  if (!text.includes(VERSION)) return -1;
  for (let at = 0; at !== -1 && at < text.length;) {
    if (isKnownStart(text, at)) return at;
    const blank = text.indexOf(' ', at);
    at = blank === -1 ? -1 : blank + 1;
  }
  return -1;
}

function endsInVersion(text: string, from: number): boolean {
  let end = text.length;
  while (end > from && isBlank(text[end - 1])) end--;
  return (
    end - VERSION.length > from &&
    text.startsWith(VERSION, end - VERSION.length) &&
    isBlank(text[end - VERSION.length - 1])
  );
}
