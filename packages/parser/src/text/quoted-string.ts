import { unfold } from './source-text.ts';

/** What a quoted-string says: without its quotes, escapes resolved, folds made spaces. RFC 3261 §25.1 quoted-string, quoted-pair. */
export function unquote(quoted: string): string {
  const inner = unfold(quoted.substring(1, quoted.length - 1));
  if (!inner.includes('\\')) return inner;
  let text = '';
  let from = 0;
  for (let at = inner.indexOf('\\'); at !== -1; at = inner.indexOf('\\', at + 2)) {
    text += inner.substring(from, at);
    from = at + 1;
  }
  return text + inner.substring(from);
}

/** A quoted-string that says `text`, control characters escaped too. Line breaks, which cannot be quoted, become spaces. */
export function quote(text: string): string {
  return `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/["\\\0-\x08\x0b-\x1f\x7f]/g, '\\$&')}"`;
}
