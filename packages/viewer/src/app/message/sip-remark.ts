import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { levelGlyph, levelTone, ruleLink } from '../findings/finding-level.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { hasAddresses } from '../route/address-form.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { messageWords } from './message-words.ts';
import type { Remark } from './remarks.ts';

const severityIcons = { error: 'error', warning: 'warning', info: 'info' } as const;
const severityTones = { error: 'bad', warning: 'warn', info: 'accent' } as const;

/**
 * What is wrong with a line, below it: in a sentence, opened with why it matters, what proves it, and the grammar where it stopped.
 *
 * @fires remark-chosen - its place is to be lit.
 */
export class SipRemark extends LitElement {
  static override properties: PropertyDeclarations = {
    remark: { attribute: false },
    capture: {},
    lit: { type: Boolean, reflect: true },
    showsGrammar: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: block;
        margin: 2px 12px 4px 24px;
        font: 12.5px/18px var(--sans);
      }
      .card {
        border-left: 2px solid currentColor;
        border-radius: 0 3px 3px 0;
        background: var(--bar);
      }
      :host([lit]) .card {
        background: var(--lit);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
      }
      button.told {
        display: flex;
        align-items: start;
        gap: 6px;
        flex: 0 1 auto;
        min-height: 0;
        color: inherit;
        padding: 3px 8px;
        font: inherit;
        text-align: left;
        white-space: normal;
        overflow-wrap: anywhere;
        border-radius: 0;
      }
      .told svg {
        flex: none;
        margin-top: 1px;
      }
      .sentence {
        color: var(--ink);
      }
      .more {
        padding: 0 8px 4px 30px;
        color: var(--ink);
        overflow-wrap: anywhere;
      }
      p {
        margin: 0 0 2px;
      }
      .more button {
        min-height: 22px;
        padding: 0 6px;
        margin-left: -6px;
        color: var(--accent);
      }
      .told > .mark {
        flex: none;
      }
      .of {
        margin-left: auto;
        padding: 0 8px 0 30px;
        font-size: var(--small);
        white-space: nowrap;
      }
    `,
  ];

  declare remark: Remark;
  declare capture: string | undefined;
  declare lit: boolean;
  declare private showsGrammar: boolean;

  constructor() {
    super();
    this.lit = false;
    this.showsGrammar = false;
  }

  protected override render(): TemplateResult {
    const { severity, text, cite, rule, level } = this.remark;
    return html`<div class="card ${level === undefined ? severityTones[severity] : levelTone(level)}">
      <div class="row">
        <button class="told diagnostic" title=${messageWords.lightPlace} @click=${this.#choose}>
          ${level === undefined ? html`${icon(severityIcons[severity])}<span class="unseen">${severity}: </span>` : levelGlyph(level)}
          <span class="sentence">${label(text, 600)}</span>
        </button>
        <span class="of"
          >${rule === undefined ? nothing : hasAddresses() ? ruleLink(rule, writeRoute({ page: 'rule', rule })) : rule}
          <span class="quiet">${cite}</span></span
        >
      </div>
      ${this.lit ? html`<div class="more">${this.#drawMore()}</div>` : nothing}
    </div>`;
  }

  #drawMore(): TemplateResult {
    const { why, evidence, grammar } = this.remark;
    return html`
      ${why === undefined ? nothing : html`<p class="quiet">${label(why, 900)}</p>`}
      ${
        evidence === undefined || evidence.length === 0
          ? nothing
          : html`<p class="quiet">
              ${messageWords.seeAlso}
              ${evidence.slice(0, 12).map((frame, at) => html`${at === 0 ? '' : ', '}${this.#drawFrame(frame)}`)}
            </p>`
      }
      ${
        grammar === undefined
          ? nothing
          : html`<button aria-expanded=${this.showsGrammar ? 'true' : 'false'} @click=${this.#toggleGrammar}>
                ${icon(this.showsGrammar ? 'open' : 'next')}${messageWords.grammar}
                <span class="mono">${grammar.rule}</span>
              </button>
              ${
                this.showsGrammar
                  ? html`<sip-railroad .rule=${grammar.rule} .expected=${grammar.expected}></sip-railroad>`
                  : nothing
              }`
      }
    `;
  }

  #drawFrame(frame: number): TemplateResult | string {
    const { capture } = this;
    if (capture === undefined) return `#${frame}`;
    return html`<a href=${writeRoute({ page: 'message', capture, message: { frame } })}>#${frame}</a>`;
  }

  readonly #choose = (): void => {
    this.dispatchEvent(new CustomEvent('remark-chosen'));
  };

  readonly #toggleGrammar = (): void => {
    this.showsGrammar = !this.showsGrammar;
    if (this.showsGrammar) void import('./sip-railroad.ts');
  };
}

customElements.define('sip-remark', SipRemark);
