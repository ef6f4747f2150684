import { html, type TemplateResult } from 'lit';
import { label } from '../../format/visible.ts';
import type { ByteSpan } from '../syntax.ts';
import { bodyWords } from './body-words.ts';

/** What is lit, and who is told which place was chosen. */
export type Places = {
  readonly lit: ByteSpan | undefined;
  readonly choose: (span: ByteSpan) => void;
};

/** A text of the message; where it has a place there, a button that lights it. */
export function placeButton(
  text: string,
  span: ByteSpan | undefined,
  { lit, choose }: Places,
  most = 400,
): TemplateResult {
  const shown = html`<bdi>${label(text, most)}</bdi>`;
  if (span === undefined) return shown;
  const isLit = lit !== undefined && lit[0] <= span[0] && span[0] < lit[1];
  return html`<button
    class="place ${isLit ? 'lit' : ''}"
    title=${bodyWords.place}
    data-start=${span[0]}
    @click=${() => choose(span)}
  >
    ${shown}
  </button>`;
}
