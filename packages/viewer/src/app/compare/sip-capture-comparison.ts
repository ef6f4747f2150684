import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CaptureComparison, ComparedFigure, ComparedFigures } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { compareStyles } from './compare-page.styles.ts';
import { signed, signs, stateTitle } from './compare-rows.ts';
import { compareWords as said, figureTitles, sectionTitles } from './compare-words.ts';

/** Two captures, section by section. */
export class SipCaptureComparison extends LitElement {
  static override properties: PropertyDeclarations = {
    comparison: { attribute: false },
    leftName: {},
    rightName: {},
    hidesSame: { attribute: false },
    active: { attribute: false },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, compareStyles];

  declare comparison: CaptureComparison;
  declare leftName: string;
  declare rightName: string;
  /** What does not differ notably is left out. */
  declare hidesSame: boolean;
  /** Which of the notable figures was gone to. */
  declare active: number | undefined;

  constructor() {
    super();
    this.leftName = '';
    this.rightName = '';
    this.hidesSame = false;
  }

  protected override updated(): void {
    if (this.active !== undefined) this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }

  protected override render(): TemplateResult {
    const { sections, isSame, left, right } = this.comparison;
    const notable = sections.flatMap(({ figures }) => figures.filter((figure) => figure.notable === true));
    const current = this.active === undefined ? undefined : notable[this.active];
    return html`<div class="both" tabindex="-1">
      ${isSame ? html`<p role="status">${said.isSame}</p>` : nothing}
      <p>
        <bdi>${label(this.leftName, 80)}</bdi>: ${said.size(left.calls, left.messages)} ·
        <bdi>${label(this.rightName, 80)}</bdi>: ${said.size(right.calls, right.messages)}
      </p>
      ${sections.map((section) => this.#drawSection(section, current))}
    </div>`;
  }

  #drawSection(
    { section, figures, unit, partial }: ComparedFigures,
    current: ComparedFigure | undefined,
  ): TemplateResult | typeof nothing {
    const shown = figures.filter(({ notable }) => !this.hidesSame || notable === true);
    if (shown.length === 0) return nothing;
    return html`<h2 id=${section}>${sectionTitles[section] ?? section}</h2>
      ${partial === true ? html`<p>${said.partial}</p>` : nothing}
      <table aria-labelledby=${section}>
        <colgroup>
          <col class="sign" />
          <col class="name" />
          <col />
          <col />
          <col class="later" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">${said.state}</span></th>
            <th scope="col">${said.figure}</th>
            <th scope="col"><bdi>${label(this.leftName, 60)}</bdi></th>
            <th scope="col"><bdi>${label(this.rightName, 60)}</bdi></th>
            <th scope="col" class="number">${said.difference}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((figure) => drawFigure(figure, { section, unit, isCurrent: figure === current }))}
        </tbody>
      </table>`;
  }
}

function drawFigure(
  figure: ComparedFigure,
  { section, unit, isCurrent }: { readonly section: string; readonly unit: string; readonly isCurrent: boolean },
): TemplateResult {
  const { name, state, difference, notable, title, left, right, leftShare, rightShare } = figure;
  const isSlight = state !== 'same' && notable !== true;
  const shown = figureTitles[name] ?? label(name, 80);
  return html`<tr class="${state} ${isSlight ? 'slight' : ''}" aria-current=${isCurrent ? 'true' : nothing}>
    <td class="sign" title=${stateTitle(state)}>
      <span aria-hidden="true">${signs[state]}</span><span class="unseen">${stateTitle(state)}</span>
    </td>
    <th scope="row">
      ${section === 'findings' ? html`<a href=${writeRoute({ page: 'rule', rule: name })}>${shown}</a>` : shown}
      ${title === undefined ? nothing : html`<span class="quiet">${label(title, 120)}</span>`}
    </th>
    <td class="one">${drawValue(left, leftShare, unit)}</td>
    <td class="other">${drawValue(right, rightShare, unit)}</td>
    <td class="number">
      ${difference === undefined ? nothing : html`${signed(difference)}${leftShare === undefined ? '' : ' %'}`}
    </td>
  </tr>`;
}

function drawValue(figure: number | undefined, share: number | undefined, unit: string): TemplateResult | string {
  if (figure === undefined) return '–';
  const text = unit === 'count' && Number.isInteger(figure) ? formatCount(figure) : String(figure);
  return share === undefined ? text : html`${text} <span class="quiet">${share} %</span>`;
}

customElements.define('sip-capture-comparison', SipCaptureComparison);
