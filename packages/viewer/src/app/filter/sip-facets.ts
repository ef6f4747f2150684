import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { callOutcomes, type CallOutcome } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { type Facet, type FacetValue, mostValues } from '../../api/facets.ts';
import type { ListName } from '../../api/lists.ts';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { outcomeMark, statusTone, toneStyles } from '../parts/outcome.ts';
import { controls } from '../theme/controls.ts';
import { choiceOf, withChoice } from './edit-filter.ts';
import { facetFields } from './facet-fields.ts';
import { fieldWords } from './field-words.ts';
import { conditionsOf, type Condition } from './filter-language.ts';
import { filterWords } from './filter-words.ts';

/**
 * What the rows of a list hold: values of fields, counted under the present filter, each to be asked for or left out.
 *
 * @fires filter-edited - `{filter}`.
 * @fires facets-toggled - they are to be closed.
 */
export class SipFacets extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: {},
    list: {},
    filter: {},
    version: { type: Number },
    facets: { state: true },
    failed: { state: true },
    whole: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 4px 0 12px;
        background: var(--page);
        border-right: 1px solid var(--line);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 0 4px 0 14px;
      }
      h2,
      h3 {
        margin: 0;
        font-size: 13px;
        font-weight: 600;
      }
      h3 {
        padding: 10px 14px 2px;
        color: var(--quiet);
        font-weight: 400;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .value {
        display: flex;
        width: 100%;
        min-height: 24px;
        padding: 0 14px;
        border-radius: 0;
        gap: 8px;
        justify-content: space-between;
      }
      .value bdi,
      .value > span:first-child {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .value .count {
        color: var(--quiet);
        font-variant-numeric: tabular-nums;
      }
      .value[aria-pressed='true'] {
        background: var(--chosen);
      }
      .value.left-out bdi,
      .value.left-out > span:first-child {
        text-decoration: line-through;
      }
      .more {
        margin: 0 6px;
        color: var(--accent);
      }
      p {
        margin: 4px 14px;
      }
      @media (pointer: coarse) {
        .value {
          min-height: 38px;
        }
      }
    `,
  ];

  declare backend: Backend;
  declare capture: string;
  declare list: ListName;
  declare filter: string;
  /** Changes when rows have come. */
  declare version: number;
  declare private facets: readonly Facet[] | undefined;
  declare private failed: boolean;
  /** Fields of which all values are shown. */
  declare private whole: ReadonlySet<string>;

  #counting = new AbortController();
  #conditions: readonly Condition[] = [];

  constructor() {
    super();
    this.capture = '';
    this.list = 'calls';
    this.filter = '';
    this.version = 0;
    this.facets = undefined;
    this.failed = false;
    this.whole = new Set();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#counting.abort();
  }

  protected override willUpdate(changed: PropertyValues<SipFacets>): void {
    if (changed.has('list') || changed.has('capture')) {
      this.facets = undefined;
      this.whole = new Set();
    }
    this.#conditions = conditionsOf(this.filter, this.list);
    if (['backend', 'capture', 'list', 'filter', 'version'].some((name) => changed.has(name as keyof SipFacets)))
      void this.#count();
  }

  protected override render(): TemplateResult {
    return html`
      <header>
        <h2>${filterWords.facets}</h2>
        <button
          title=${filterWords.close}
          aria-label=${filterWords.close}
          @click=${() => this.dispatchEvent(new CustomEvent('facets-toggled'))}
        >
          ${icon('close')}
        </button>
      </header>
      ${this.facets === undefined ? html`<p class="quiet" role="status">${this.failed ? filterWords.notCounted : filterWords.counting}</p>` : nothing}
      ${this.facets?.map((facet) => (facet.values.length === 0 ? nothing : this.#drawFacet(facet)))}
    `;
  }

  #drawFacet({ field, values, more }: Facet): TemplateResult {
    const said: Readonly<Record<string, string>> = fieldWords;
    return html`<section aria-labelledby="of-${field}">
      <h3 id="of-${field}" title=${said[field] ?? nothing}>${field}</h3>
      <ul>
        ${values.map((value) => html`<li>${this.#drawValue(field, value)}</li>`)}
      </ul>
      ${
        more === undefined
          ? nothing
          : html`<button class="more" @click=${() => this.#showAll(field)}>
              ${filterWords.more(formatCount(more))}
            </button>`
      }
    </section>`;
  }

  #drawValue(field: string, { value, count }: FacetValue): TemplateResult {
    const choice = choiceOf(this.#conditions, field, value);
    const state = choice === undefined ? '' : choice === 'chosen' ? filterWords.chosen : filterWords.leftOut;
    return html`<button
      class="value ${choice ?? ''}"
      aria-pressed=${choice === undefined ? 'false' : 'true'}
      title=${`${label(String(value), 200)}${state === '' ? '' : ` · ${state}`}\n${filterWords.facetHint}`}
      @click=${(event: MouseEvent) => this.#choose(field, value, event.shiftKey)}
    >
      ${drawText(field, value)}<span class="count">${formatCount(count)}</span>
      ${state === '' ? nothing : html`<span class="unseen">${state}</span>`}
    </button>`;
  }

  #choose(key: string, value: FacetValue['value'], isShifted: boolean): void {
    // What is left out comes back at a click, whatever is held.
    const isLeftOut = isShifted || choiceOf(this.#conditions, key, value) === 'left-out';
    const filter = withChoice(this.filter, this.#conditions, { key, value, isLeftOut });
    this.dispatchEvent(new CustomEvent('filter-edited', { detail: { filter } }));
  }

  #showAll(field: string): void {
    this.whole = new Set([...this.whole, field]);
    void this.#count();
  }

  async #count(): Promise<void> {
    this.#counting.abort();
    const { signal } = (this.#counting = new AbortController());
    const { backend, capture, list, filter } = this;
    const fields = facetFields[list];
    try {
      const [facets, ...whole] = await Promise.all([
        backend.facets(capture, list, { fields, filter }, signal),
        ...[...this.whole].map((field) =>
          backend.facets(capture, list, { fields: [field], filter, limit: mostValues }, signal),
        ),
      ]);
      if (signal.aborted) return;
      const all = new Map(whole.flat().map((facet) => [facet.field, facet]));
      this.facets = facets.map((facet) => all.get(facet.field) ?? facet);
      this.failed = false;
    } catch {
      // What is wrong with the filter is told by the list itself; the values stay as they were.
      if (!signal.aborted) this.failed = true;
    }
  }
}

function drawText(field: string, value: FacetValue['value']): TemplateResult {
  const outcome = callOutcomes.find((one): one is CallOutcome => field === 'outcome' && one === value);
  if (outcome !== undefined) return html`<span>${outcomeMark(outcome)}</span>`;
  const isStatus = typeof value === 'number' && /status$/i.test(field);
  return html`<bdi class=${isStatus ? statusTone(value) : ''}>${label(String(value), 80)}</bdi>`;
}

customElements.define('sip-facets', SipFacets);
