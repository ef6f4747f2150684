import { html, nothing, type TemplateResult } from 'lit';
import type { ExplainedFact, ExplainedPart, ExplainedRef, ExplainedStep } from '@sipscope/analyzer';
import { formatClock, formatExactTime, type Zone } from '../../format/time.ts';
import { label } from '../../format/visible.ts';
import { icon } from '../../parts/icons.ts';
import { writeRoute } from '../../route/route.ts';
import { explainWords } from './explain-words.ts';
import type { Cite } from './what-it-is.ts';

/** Where facts lead to: the capture they are of, and the call that is looked at. */
export type FactPlace = {
  readonly capture: string | undefined;
  readonly call: string | undefined;
  readonly zone: Zone;
};

/** Letters of one part's value. */
const valueAtMost = 200;

export function drawFact(fact: ExplainedFact, place: FactPlace): TemplateResult {
  const { notable, frames = [], refs = [], parts = [], moreParts, steps = [], moreSteps } = fact;
  return html`<li class=${notable === true ? 'notable' : ''}>
    <p>
      ${notable === true ? html`<span class="unseen">${explainWords.notable}</span>${icon('warning')}` : nothing}${factText(fact, place.zone)}
      ${frames.slice(0, 8).map((frame) => drawFrame(frame, place))} ${refs.map((ref) => drawRef(ref, place))}
    </p>
    ${steps.length === 0 ? nothing : drawSteps(steps, moreSteps)}
    ${parts.length === 0 ? nothing : drawParts(parts, moreParts)}
  </li>`;
}

/** The moment the text speaks of, in the zone of the page. */
function factText({ text, at }: ExplainedFact, zone: Zone): TemplateResult | string {
  const shown = label(text, 900);
  const place = at === undefined ? -1 : shown.indexOf(at);
  if (at === undefined || place < 0) return shown;
  const clock = formatClock(at, zone).replace(/\.000$/, '');
  return html`${shown.slice(0, place)}<time class="number" datetime=${at} title=${formatExactTime(at, zone)}
      >${clock}</time
    >${shown.slice(place + at.length)}`;
}

/** Within its call where there is one, so that the ladder stays. */
function drawFrame(frame: number, { capture, call }: FactPlace): TemplateResult {
  if (capture === undefined) return html`<span class="number">${explainWords.frame(frame)}</span>`;
  const message = { frame };
  const route =
    call === undefined
      ? ({ page: 'message', capture, message } as const)
      : ({ page: 'call', capture, call, message } as const);
  return html`<a class="number" href=${writeRoute(route)} title=${explainWords.frameTitle(frame)}
    >${explainWords.frame(frame)}</a
  > `;
}

function drawRef({ list, id }: ExplainedRef, { capture, call }: FactPlace): TemplateResult | typeof nothing {
  if (capture === undefined) return nothing;
  if (list === 'calls')
    return id === call
      ? nothing
      : html`<a href=${writeRoute({ page: 'call', capture, call: id })}>${explainWords.call(label(id, 40))}</a> `;
  const says = list === 'dialogs' ? explainWords.dialog : explainWords.transaction;
  return html`<a href=${writeRoute({ page: 'list', capture, list, filter: `id:${id}` })}>${says(label(id, 40))}</a> `;
}

/** From left to right; the first is where it begins. */
function drawSteps(steps: readonly ExplainedStep[], more: number | undefined): TemplateResult {
  return html`<ol class="steps">
    ${steps.map(
      ({ name, detail, by, here, notable }, at) =>
        html`<li
          class="${here === true ? 'here' : ''} ${notable === true ? 'notable' : ''}"
          aria-current=${here === true ? 'step' : nothing}
        >
          ${at === 0 ? nothing : html`<span class="by"><span>${label(by ?? '', 40)}</span></span>`}
          <span class="step"
            ><bdi class="mono">${label(name, 60)}</bdi>${
              detail === undefined
                ? nothing
                : html`<span class="detail">${notable === true ? icon('warning') : nothing}${label(detail, 60)}</span>`
            }</span
          >
        </li>`,
    )}
    ${more === undefined ? nothing : html`<li class="quiet">${explainWords.more(more)}</li>`}
  </ol>`;
}

function drawParts(parts: readonly ExplainedPart[], more: number | undefined): TemplateResult {
  return html`<table class="parts">
    <tbody>
      ${parts.map(
        ({ name, value, means, rfc, section }) =>
          html`<tr>
            <th scope="row"><bdi class="mono">${label(name, 60)}</bdi></th>
            <td>
              ${value === undefined ? nothing : html`<bdi class="mono">${label(value, valueAtMost)}</bdi> `}<span
                class="quiet"
                >${means ?? ''}</span
              >
            </td>
            <td>${rfc === undefined ? nothing : drawCite({ rfc, ...(section !== undefined && { section }) })}</td>
          </tr>`,
      )}
      ${
        more === undefined
          ? nothing
          : html`<tr>
              <td colspan="3" class="quiet">${explainWords.more(more)}</td>
            </tr>`
      }
    </tbody>
  </table>`;
}

/** A link that is followed only when it is clicked: nothing is fetched for it. */
export function drawCite({ rfc, section }: Cite): TemplateResult {
  const place = section === undefined || !/^[\d.]+$/.test(section) ? '' : `#section-${section}`;
  return html`<a
    class="cite"
    href="https://www.rfc-editor.org/rfc/rfc${rfc}${place}"
    target="_blank"
    rel="noopener noreferrer"
    title=${explainWords.citeTitle}
    >${explainWords.cite(rfc, section)}</a
  >`;
}
