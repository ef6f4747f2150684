import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ExplainedFact } from '@sipscope/analyzer';
import type { Zone } from '../../format/time.ts';
import { label } from '../../format/visible.ts';
import { toneStyles } from '../../parts/outcome.ts';
import { controls } from '../../theme/controls.ts';
import type { Field } from '../syntax.ts';
import { drawCite, drawFact } from './draw-fact.ts';
import { explainWords } from './explain-words.ts';
import { explainStyles } from './sip-explain.styles.ts';
import { whatItIs } from './what-it-is.ts';

/** Facts of one field that are drawn before more are asked for. */
const factsAtOnce = 12;

/**
 * What a field of a message is, where that is written, and what its value means in the capture.
 *
 * @fires field-copied - `{what}`: `field` or `value` is wanted on the clipboard.
 * @fires filter-wanted - the value is wanted as a filter.
 */
export class SipExplain extends LitElement {
  static override properties: PropertyDeclarations = {
    field: { attribute: false },
    rules: { attribute: false },
    facts: { attribute: false },
    bytes: { attribute: false },
    capture: {},
    call: {},
    zone: {},
    filters: { type: Boolean },
    showsAll: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, explainStyles];

  declare field: Field;
  /** Rules of the grammar around what was chosen, outermost first. */
  declare rules: readonly string[];
  declare facts: readonly ExplainedFact[];
  declare bytes: Uint8Array;
  declare capture: string | undefined;
  declare call: string | undefined;
  declare zone: Zone;
  /** Whether a filter can be made of the value. */
  declare filters: boolean;
  declare private showsAll: boolean;

  constructor() {
    super();
    this.rules = [];
    this.facts = [];
    this.bytes = new Uint8Array();
    this.zone = 'utc';
    this.filters = false;
    this.showsAll = false;
  }

  protected override render(): TemplateResult {
    const explanations = whatItIs(this.field, this.rules, (span) => this.#textOf(span));
    const shown = this.showsAll ? this.facts : this.facts.slice(0, factsAtOnce);
    const rest = this.facts.length - shown.length;
    const place = { capture: this.capture, call: this.call, zone: this.zone };
    return html`
      <section aria-label=${explainWords.region(label(explanations[0]?.title ?? '', 60))}>
        ${explanations.map(
          ({ title, text, cite }) => html`
            <div class="head">
              <h3>${label(title, 80)}</h3>
              ${cite === undefined ? nothing : drawCite(cite)}
            </div>
            <p class="what">${text}</p>
          `,
        )}
        ${
          shown.length === 0
            ? nothing
            : html`<ul aria-label=${explainWords.here}>
                ${shown.map((fact) => drawFact(fact, place))}
              </ul>`
        }
        <div class="does">
          ${
            rest > 0
              ? html`<button @click=${() => (this.showsAll = true)}>${explainWords.more(rest)}</button>`
              : nothing
          }
          <button @click=${() => this.#copy('field')}>${explainWords.copyField}</button>
          <button @click=${() => this.#copy('value')}>${explainWords.copyValue}</button>
          ${
            this.filters
              ? html`<button
                  title=${explainWords.filterTitle}
                  aria-haspopup="menu"
                  @click=${(event: Event) => this.dispatchEvent(new CustomEvent('filter-wanted', { detail: { from: event.currentTarget } }))}
                >
                  ${explainWords.filter}
                </button>`
              : nothing
          }
        </div>
      </section>
    `;
  }

  #copy(what: 'field' | 'value'): void {
    this.dispatchEvent(new CustomEvent('field-copied', { detail: { what } }));
  }

  /** For words and numbers of the protocol, which are ASCII. */
  #textOf([start, end]: Field['span']): string {
    return new TextDecoder().decode(this.bytes.subarray(start, Math.min(end, start + 200)));
  }
}

customElements.define('sip-explain', SipExplain);
