import { html, nothing, type TemplateResult } from 'lit';
import type { SdpChange, SdpComparison, SdpLineChange } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';
import { bodyWords, comparisonTitles } from './body-words.ts';
import { placeButton, type Places } from './place-button.ts';

const grave: ReadonlySet<SdpChange['kind']> = new Set([
  'no-common-codec',
  'refused',
  'media-dropped',
  'media-disabled',
]);
const signs = { added: '+', removed: '−', changed: '~' } as const;

/** How a description differs from the offer it answers, or from what its side said before: in words, then by line. */
export function drawComparison(comparison: SdpComparison, places: Places, diff: string | undefined): TemplateResult {
  const { with: other, frame, index = 0, changes, lines, moreLines } = comparison;
  const message = `#${frame}${index === 0 ? '' : `.${index}`}`;
  return html`<div class="comparison">
    <h4>
      ${comparisonTitles[other](message)}
      ${diff === undefined ? nothing : html`<a href=${diff} title=${bodyWords.diffTitle}>${bodyWords.diff}</a>`}
    </h4>
    ${
      changes.length === 0
        ? html`<p class="quiet">${bodyWords.sameAs}</p>`
        : html`<ul>
            ${changes.map(
              ({ kind, text, span }) =>
                html`<li class=${grave.has(kind) ? 'bad' : ''}>${placeButton(text, span, places, 300)}</li>`,
            )}
          </ul>`
    }
    ${
      lines.length === 0
        ? nothing
        : html`<details>
            <summary>${bodyWords.linesDiffer(lines.length + (moreLines ?? 0))}</summary>
            <div class="lines" role="list">${lines.map((line) => drawLine(line, places))}</div>
            ${moreLines === undefined ? nothing : html`<p class="quiet">${bodyWords.moreLines(moreLines)}</p>`}
          </details>`
    }
  </div>`;
}

function drawLine({ kind, before, after, span }: SdpLineChange, places: Places): TemplateResult {
  const title = kind === 'added' ? bodyWords.added : kind === 'removed' ? bodyWords.removed : bodyWords.changed;
  return html`<div class="line" role="listitem">
    <span class="sign" title=${title}><span class="unseen">${title}: </span>${signs[kind]}</span>
    <span>
      ${before === undefined ? nothing : html`<del>${label(before, 300)}</del>`}
      ${after === undefined ? nothing : html`<ins>${placeButton(after, span, places, 300)}</ins>`}
    </span>
  </div>`;
}
