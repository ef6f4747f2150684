import type { FilterText } from './filter.ts';
import { foldText } from './fold-text.ts';

/** How a value of the filter is compared with a text: folded, its unquoted `*` standing for any run of characters. */
export type TextPattern = {
  /** What stands between the `*`s; one part where there is none. */
  readonly parts: readonly string[];
};

export function textPattern(value: FilterText): TextPattern {
  const folded = foldText(value.text);
  return { parts: value.quoted ? [folded] : folded.split('*') };
}

/** True of `*`: the field is there. */
export function isAnything(value: FilterText): boolean {
  return !value.quoted && value.text === '*';
}

/** The value as a number, where it is one. */
export function numberOf(value: FilterText): number | undefined {
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(value.text) ? Number(value.text) : undefined;
}

/** `5xx` → [500, 599]: a class of numbers, as people write those of status codes. */
export function numberClass(value: FilterText): readonly [from: number, to: number] | undefined {
  const match = value.quoted ? null : /^(\d{1,9})(x{1,6})$/i.exec(value.text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const size = 10 ** match[2].length;
  return [Number(match[1]) * size, Number(match[1]) * size + size - 1];
}

/** What of a text a value may be: the text itself; of a `sip`, `sips` or `tel` URI also that without its scheme, and its user. */
export function textFaces(folded: string): readonly string[] {
  const scheme = uriSchemes.find((prefix) => folded.startsWith(prefix));
  if (scheme === undefined) return [folded];
  const withoutScheme = folded.slice(scheme.length);
  const at = withoutScheme.indexOf('@');
  return at === -1 ? [folded, withoutScheme] : [folded, withoutScheme, withoutScheme.slice(0, at)];
}

/** What of a number a value may be: its digits before the point. */
export function numberText(number: number): string {
  return String(Math.trunc(number));
}

export const uriSchemes: readonly string[] = ['sip:', 'sips:', 'tel:'];

/** The whole text is the pattern. */
export function matchesPattern(folded: string, { parts }: TextPattern): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return folded === first;
  if (!folded.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = folded.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return folded.length - last.length >= at && folded.endsWith(last);
}
