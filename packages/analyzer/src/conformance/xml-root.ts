import type { Body } from '@sipscope/parser';

/** The start tag of the outermost element is looked for so far. */
const mostText = 4096;

/**
 * An attribute of the outermost element of an XML body, by the start tag alone: no document is built. `undefined` where there is none, or the tag is not found. Names may have a prefix,
 * values either quotes.
 */
export function rootAttribute(body: Body, name: string): string | undefined {
  const tag = rootTag(body);
  const found =
    tag === undefined ? undefined : new RegExp(`\\s${name}\\s{0,8}=\\s{0,8}["']([^"'<]{0,64})["']`).exec(tag);
  return found?.[1];
}

function rootTag(body: Body): string | undefined {
  const text = body.text.slice(0, mostText);
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text[at + 1];
    if (next === '?' || next === '!') continue;
    const end = text.indexOf('>', at);
    return end < 0 ? undefined : text.slice(at, end);
  }
  return undefined;
}

/** The same as a whole number. */
export function rootNumber(body: Body, name: string): number | undefined {
  const text = rootAttribute(body, name)?.trim();
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
