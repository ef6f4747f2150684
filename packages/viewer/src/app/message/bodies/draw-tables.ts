import { html, nothing, type TemplateResult } from 'lit';
import type { BodyFact, BodyTable } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';
import { bodyWords } from './body-words.ts';
import { placeButton, type Places } from './place-button.ts';

/** What a body says, a line each: name, value, what the value stands for. */
export function drawTable({ title, span, facts, more }: BodyTable, places: Places): TemplateResult {
  return html`<div class="facts">
    ${title === undefined ? nothing : html`<h4>${placeButton(title, span, places, 120)}</h4>`}
    <table>
      <tbody>
        ${facts.map((fact) => drawFact(fact, places))}
      </tbody>
    </table>
    ${more === undefined ? nothing : html`<p class="quiet">${bodyWords.moreFacts(more)}</p>`}
  </div>`;
}

function drawFact({ name, value, meaning, span }: BodyFact, places: Places): TemplateResult {
  return html`<tr>
    <th scope="row">${label(name, 60)}</th>
    <td>
      <span class="mono">${placeButton(value, span, places)}</span>
      ${meaning === undefined ? nothing : html`<span class="quiet meaning">${label(meaning, 240)}</span>`}
    </td>
  </tr>`;
}
