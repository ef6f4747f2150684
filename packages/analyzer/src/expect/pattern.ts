import { readRegex } from './regex/read-regex.ts';
import { searchRegex } from './regex/search-regex.ts';

/** How a text that was seen must look. */
export type Pattern = {
  /** As it was written. */
  readonly text: string;
  matches(text: string): boolean;
};

/** No longer text is compared: what is behind does not count. */
const longest = 65_536;

/**
 * `text`: the whole is this; `a*b`: `*` stands for any run of characters; `/pattern/` (`/pattern/i` in any case): it occurs. Throws where the regular expression is none, or
 * has what cannot be searched for in a time that grows with the text alone.
 */
export function readPattern(text: string): Pattern {
  const [, source, flags] = /^\/(.*)\/(i?)$/s.exec(text) ?? [];
  if (source !== undefined) {
    const regex = readRegex(source, flags === 'i');
    return { text, matches: (seen) => searchRegex(regex, seen.slice(0, longest)) };
  }
  const parts = text.split('*');
  return { text, matches: (seen) => seen === text || (parts.length > 1 && isLike(seen.slice(0, longest), parts)) };
}

/** The parts are there in their order, the first at the beginning and the last at the end. */
function isLike(seen: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!seen.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = seen.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return seen.length - last.length >= at && seen.endsWith(last);
}
