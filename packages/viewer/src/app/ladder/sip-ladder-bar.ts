import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  svg,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { formatCount } from '../format/number.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { type Colouring, colourings, type LegendEntry } from './colour-arrows.ts';
import type { LadderLook } from './ladder-look.ts';
import { type Spacing, spacings } from './layout-ladder.ts';
import { type TimeMode, timeModes } from './time-modes.ts';
import { drawingRules } from './tone-rules.ts';

const barWords = words('ladder-bar', {
  times: 'Times',
  timesTitle: 'Times since the start, of the day, or since the message before (t)',
  since: 'start',
  clock: 'clock',
  delta: 'Δ',
  spacing: 'Spacing',
  spacingTitle: 'Even distances, or as long as the time between (d)',
  even: 'even',
  time: 'time',
  colours: 'Colour',
  coloursTitle: 'What the colour of an arrow tells (c)',
  outcome: 'outcome',
  dialog: 'dialog',
  hop: 'hop',
  leg: 'leg',
  legend: 'What the colours mean',
  more: (count: number) => `+${formatCount(count)}`,
  count: (label: string, count: number) => `${label}: ${formatCount(count)}`,
});

/** More of a legend than this is not looked at. */
const mostShown = 8;

type Choice<T extends string> = {
  readonly name: string;
  readonly title: string;
  readonly values: readonly T[];
  readonly chosen: T;
  readonly choose: (value: T) => Partial<LadderLook>;
};

/**
 * How a ladder is drawn, and what its colours mean.
 *
 * @fires look-chosen - `{look}`: what of it was changed.
 */
export class SipLadderBar extends LitElement {
  static override properties: PropertyDeclarations = { look: { attribute: false }, legend: { attribute: false } };
  static override styles: CSSResultGroup = [
    controls,
    css`
      ${unsafeCSS(drawingRules())}
      :host {
        display: flex;
        align-items: center;
        gap: 14px;
        height: 28px;
        padding: 0 8px 0 14px;
        font-size: var(--small);
        color: var(--quiet);
        background: var(--bar);
        box-shadow: inset 0 1px var(--line);
        white-space: nowrap;
        overflow-x: auto;
        overflow-y: hidden;
        scrollbar-width: none;
      }
      .choice,
      ul {
        flex: none;
        display: flex;
        align-items: center;
        gap: 2px;
      }
      ul {
        flex: 1 1 auto;
        min-width: 0;
        gap: 12px;
        margin: 0;
        padding: 0;
        list-style: none;
        overflow: hidden;
      }
      li {
        display: flex;
        align-items: center;
        gap: 5px;
        min-width: 0;
      }
      li svg {
        flex: none;
      }
      .choice button {
        min-height: 20px;
        padding: 0 5px;
        color: var(--quiet);
        border-radius: 3px;
      }
      .choice button[aria-pressed='true'] {
        color: var(--ink);
        background: var(--chosen);
      }
      text {
        font: 700 11px var(--mono);
        fill: currentColor;
      }
      @media (max-width: 720px) {
        :host {
          height: 38px;
          gap: 10px;
          padding: 0 8px;
        }
        .choice button {
          min-height: 34px;
          padding: 0 7px;
        }
        ul {
          order: 1;
          flex: none;
        }
      }
    `,
  ];

  declare look: LadderLook;
  declare legend: readonly LegendEntry[];

  protected override render(): TemplateResult {
    const { times, spacing, colours } = this.look;
    const rest = this.legend.length - mostShown;
    return html`
      <ul aria-label=${barWords.legend}>
        ${this.legend.slice(0, mostShown).map(drawEntry)} ${rest > 0 ? html`<li>${barWords.more(rest)}</li>` : nothing}
      </ul>
      ${this.#drawChoice<Colouring>({
        name: barWords.colours,
        title: barWords.coloursTitle,
        values: colourings,
        chosen: colours,
        choose: (value) => ({ colours: value }),
      })}
      ${this.#drawChoice<TimeMode>({
        name: barWords.times,
        title: barWords.timesTitle,
        values: timeModes,
        chosen: times,
        choose: (value) => ({ times: value }),
      })}
      ${this.#drawChoice<Spacing>({
        name: barWords.spacing,
        title: barWords.spacingTitle,
        values: spacings,
        chosen: spacing,
        choose: (value) => ({ spacing: value }),
      })}
    `;
  }

  #drawChoice<T extends Colouring | TimeMode | Spacing>({
    name,
    title,
    values,
    chosen,
    choose,
  }: Choice<T>): TemplateResult {
    return html`<div class="choice" role="group" aria-label=${name} title=${title}>
      <span aria-hidden="true">${name}</span>
      ${values.map(
        (value) =>
          html`<button
            aria-pressed=${value === chosen ? 'true' : 'false'}
            @click=${() => this.dispatchEvent(new CustomEvent('look-chosen', { detail: { look: choose(value) } }))}
          >
            ${barWords[value]}
          </button>`,
      )}
    </div>`;
  }
}

/** A piece of the line as arrows of this kind have it, or the letter that is written on them. */
function drawEntry({ tone, letter, label, line, count }: LegendEntry): TemplateResult {
  const sample =
    letter === undefined
      ? svg`<path class="l-${line}" d="M0 6H15"></path><path class="l-tip" d="M22 6l-8 -4v8z"></path>`
      : svg`<text x="6" y="10" text-anchor="middle">${letter}</text>`;
  return html`<li title=${barWords.count(label, count)}>
    <svg class="tone-${tone}" width=${letter === undefined ? 22 : 12} height="12" aria-hidden="true">${sample}</svg>
    <bdi>${label}</bdi>
  </li>`;
}

customElements.define('sip-ladder-bar', SipLadderBar);
