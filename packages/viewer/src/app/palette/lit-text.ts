import { html, type TemplateResult } from 'lit';
import { label } from '../format/visible.ts';

/** A text with some of its letters lit; safe to show whatever stands in it. */
export function litText(text: string, letters: readonly number[], most = 200): TemplateResult {
  const lit = new Set(letters);
  const runs: { readonly isLit: boolean; text: string }[] = [];
  for (let at = 0; at < Math.min(text.length, most); at += 1) {
    const last = runs.at(-1);
    if (last?.isLit === lit.has(at)) last.text += text[at] ?? '';
    else runs.push({ isLit: lit.has(at), text: text[at] ?? '' });
  }
  const rest = text.length > most ? '…' : '';
  return html`${runs.map((run) => (run.isLit ? html`<mark>${label(run.text)}</mark>` : html`${label(run.text)}`))}${rest}`;
}

/** A text of which one part is lit. */
export function litPart(text: string, [start, end]: readonly [start: number, end: number]): TemplateResult {
  return html`${label(text.slice(0, start))}<mark>${label(text.slice(start, end))}</mark>${label(text.slice(end))}`;
}
