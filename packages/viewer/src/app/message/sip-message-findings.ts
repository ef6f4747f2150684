import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { MessageDetail } from '@sipscope/analyzer';
import { citeText, findingLevels, levelMark, levelTone, ruleLink } from '../findings/finding-level.ts';
import { label } from '../format/visible.ts';
import { toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import type { ByteSpan } from './syntax.ts';

type Finding = MessageDetail['findings'][number];

/**
 * What in a message departs from rules, a card each: what was seen, why it matters, what to do. Choosing one lights its place.
 *
 * @fires span-chosen - `{span}`: where in the message it is.
 */
export class SipMessageFindings extends LitElement {
  static override properties: PropertyDeclarations = {
    findings: { attribute: false },
    lit: { attribute: false },
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        flex: none;
        display: block;
        max-height: 34%;
        overflow: auto;
        border-bottom: 1px solid var(--line);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 10px;
        padding: 5px 12px;
        border-left: 3px solid currentColor;
        border-bottom: 1px solid var(--line);
      }
      li:last-child {
        border-bottom: 0;
      }
      li > * {
        color: var(--ink);
      }
      li[aria-current] {
        background: var(--lit);
      }
      button {
        display: block;
        min-height: 0;
        padding: 0;
        text-align: left;
        white-space: normal;
        line-height: 18px;
        overflow-wrap: anywhere;
      }
      .seen {
        font-weight: 600;
      }
      .why {
        grid-column: 1 / -1;
        margin: 1px 0 0;
        color: var(--quiet);
        line-height: 18px;
      }
      .of {
        display: flex;
        flex-direction: column;
        align-items: flex-end;
        font-size: var(--small);
        line-height: 18px;
        white-space: nowrap;
      }
      .cite {
        color: var(--quiet);
      }
    `,
  ];

  declare findings: readonly Finding[];
  declare lit: ByteSpan | undefined;

  constructor() {
    super();
    this.findings = [];
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.findings.length === 0) return nothing;
    const sorted = this.findings.toSorted((a, b) => findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level));
    return html`<ul aria-label="Findings in this message">
      ${sorted.map((finding) => this.#draw(finding))}
    </ul>`;
  }

  #draw(finding: Finding): TemplateResult {
    const { rule, level, seen, message, span, evidence } = finding;
    const isLit = span !== undefined && this.lit?.[0] === span[0] && this.lit[1] === span[1];
    const why = message.startsWith(seen) ? message.slice(seen.length).trim() : message;
    const text = html`<span class="seen">${label(seen, 500)}</span>`;
    return html`<li class=${levelTone(level)} aria-current=${isLit ? 'true' : nothing}>
      ${
        span === undefined
          ? html`<div>${text}</div>`
          : html`<button title="Light its place in the message" @click=${() => this.#choose(span)}>${text}</button>`
      }
      <div class="of">
        ${levelMark(level)} ${ruleLink(rule, writeRoute({ page: 'rule', rule }))}
        <span class="cite">${citeText(finding)}</span>
      </div>
      <p class="why">
        ${label(why, 700)}${evidence === undefined ? nothing : html` See also ${evidence.map((frame) => `#${frame}`).join(', ')}.`}
      </p>
    </li>`;
  }

  #choose(span: ByteSpan): void {
    this.dispatchEvent(new CustomEvent('span-chosen', { detail: { span } }));
  }
}

customElements.define('sip-message-findings', SipMessageFindings);
